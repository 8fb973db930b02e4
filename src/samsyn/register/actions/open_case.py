"""Open a case: the person, the consent, the two offices, and the request for a joint assessment."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.exchange.rules_cooperation import START
from samsyn.register import audit
from samsyn.register.access import Acting, visible_cases
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.find_person import is_own_number, person_of, person_row
from samsyn.register.actions.register_in import new_id
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.case_steps import check_can_take
from samsyn.register.identity_number import IdentityNumber
from samsyn.register.models import CooperationCase
from samsyn.register.offices import check_office
from samsyn.register.policies import NotNow


class AlreadyOpen(SamsynError):
    """The person has a case that goes on; ``case_id`` is "" where the actor may not see it."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        super().__init__(
            _("Personen har redan ett ärende som pågår. Fortsätt i det.")
            if case_id
            else _(
                "Personen har redan ett ärende som pågår, men inte hos ditt kontor. Be personen "
                "berätta var, och be det kontoret att flytta ärendet hit."
            )
        )


@dataclass(frozen=True)
class NewCase:
    """What is known when a case is opened."""

    benefit: str
    municipality_code: str
    insurance_office: str
    employment_office: str
    consented_on: date
    requested_on: date
    benefit_since: date | None = None
    initiated_by: str = ""


@checked_first
@transaction.atomic
def open_case(*, by: Acting, number: IdentityNumber, name: str, case: NewCase) -> str:
    """Open a case for whoever holds ``number``, entering them if need be; returns its id.

    Raises ``AlreadyOpen`` where one goes on, ``NotNow`` for the actor's own number, ``Refused``.
    """
    check_can_take(START, "requested", by.party)
    check_office(case.insurance_office, case.employment_office)
    if is_own_number(by, number):
        raise NotNow(_("Numret är ditt eget. Be en kollega lägga upp ärendet."))
    found = person_of(by, number)
    if found:
        _check_no_other(by, found.person_id)
    person_id, case_id = found.person_id if found else new_id(), new_id()
    row = {
        "case_id": case_id,
        "person_id": person_id,
        "municipality_code": case.municipality_code or None,
        "employment_office": case.employment_office,
        "insurance_office": case.insurance_office,
        "benefit": case.benefit,
        "benefit_since": case.benefit_since,
        "initiated_by": case.initiated_by or None,
        "consented_on": case.consented_on,
    }
    event = {"case_id": case_id, "event": "requested", "occurred_on": case.requested_on}
    register_rows(
        rows={
            "person": [person_row(by, person_id, number, name, known=found)],
            "cooperation_case": [row],
            "cooperation_event": [event],
        },
        by=by,
        event=audit.Event(
            "open_case", table="cooperation_case", key=case_id, subject=person_id,
            payload={"entered_person": found is None, "requested_on": case.requested_on},
        ),
    )  # fmt: skip
    return case_id


def _check_no_other(by: Acting, person_id: str) -> None:
    going_on = CooperationCase.objects.filter(
        person_id=person_id, ended_on=None, consent_withdrawn_on=None
    ).values_list("case_id", flat=True)
    found = list(going_on[:10])
    if found:
        seen = visible_cases(by).filter(case_id__in=found).values_list("case_id", flat=True)
        raise AlreadyOpen(seen.first() or "")
