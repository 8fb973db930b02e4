"""Work in the background: one process that takes jobs from the database, in turn."""

from samsyn.register.opening import open_register


def work() -> None:
    """Take jobs until told to stop."""
    open_register()
    from django.core.management import call_command

    call_command("qcluster")
