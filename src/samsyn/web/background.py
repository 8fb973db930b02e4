"""Work in the background: one process that takes jobs from the database, in turn."""

import os

from samsyn.register.opening import open_register

LATER = 10
"""How much background work stands back for those who wait for a page (Unix niceness)."""


def work() -> None:
    """Take jobs until told to stop."""
    os.nice(LATER)
    open_register()
    from django.core.management import call_command
    from django.db import connections

    from samsyn.web.jobs import fail_broken

    fail_broken()
    connections.close_all()  # its processes are forked, each to a connection of its own
    call_command("qcluster")
