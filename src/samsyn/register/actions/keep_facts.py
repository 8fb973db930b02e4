"""Keep what associations and interventions are, and their money: rows without people."""

from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.register_rows import Problem, Rows, register_rows
from samsyn.vocabulary.tables import TABLES


class OnlyFacts(SamsynError):
    """A table with people in it, where only facts are kept."""


@checked_first
def keep_facts(
    *, by: Acting, rows: Rows, action: str, key: str, remove: Rows | None = None
) -> tuple[Problem, ...]:
    """Add, replace and ``remove`` rows of tables without people; returns the warnings.

    ``key`` names what it is about in the log. Raises ``Refused``, ``OnlyFacts``.
    """
    personal = [name for name in (*rows, *(remove or {})) if TABLES[name].personal]
    if personal:
        raise OnlyFacts(
            _("Tabellen %(table)s handlar om personer och ändras inte här.")
            % {"table": personal[0]}
        )
    table = next(iter(rows or remove or {}), "")
    event = audit.Event(action, table=table, key=key)
    return register_rows(rows=rows, remove=remove, by=by, event=event)
