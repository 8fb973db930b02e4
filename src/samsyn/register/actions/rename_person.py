"""Correct what someone is called in the registrar's own lists."""

from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.models import Person
from samsyn.register.policies import NotNow


@checked_first
def rename_person(*, by: Acting, person: Person, name: str) -> None:
    """Replace the name, which stays sealed; the log keeps the sealed one. Raises ``NotNow``."""
    held = Person.objects.get(pk=person.pk)
    if held.key_id is None:
        raise NotNow(_("Namn och nummer är borttagna, och personen har inget namn längre."))
    row = {
        "person_id": held.person_id,
        "controller": held.controller_id,
        "sex": held.sex,
        "birth_year": held.birth_year,
        "name": name,
    }
    event = audit.Event("rename_person", table="person", subject=held.person_id)
    register_rows(rows={"person": [row]}, by=by, event=event)
