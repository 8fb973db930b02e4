"""The table where attempts to sign in are counted."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_table(_apps: Any, schema_editor: Any) -> None:
    """The table of Django's own cache in the database."""
    alias = schema_editor.connection.alias
    call_command("createcachetable", "sign_in_limit", database=alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunPython(make_table, migrations.RunPython.noop),
    ]
