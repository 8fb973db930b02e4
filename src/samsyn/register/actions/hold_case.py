"""Hold a case while it is changed, so that what was checked is still true when it is written."""

from typing import Any

from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.access import Acting, visible_cases
from samsyn.register.case_steps import Position, position
from samsyn.register.models import CooperationCase


class CaseGone(SamsynError):
    """A case that the actor could see a moment ago and cannot any more."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ärendet finns inte längre hos ditt kontor. Det kan just ha flyttats, eller "
                "samtycket ha återkallats. Inget är ändrat."
            )
        )


class ConsentWithdrawn(SamsynError):
    """Something to be registered on a case whose consent is withdrawn."""

    def __init__(self, case: CooperationCase) -> None:
        super().__init__(
            _(
                "Samtycket återkallades den %(day)s. Inget mer kan registreras. "
                "Fråga personen om ett nytt samtycke om samarbetet tas upp igen, och lägg då upp "
                "ett nytt ärende."
            )
            % {"day": case.consent_withdrawn_on}
        )


def hold_case(*, by: Acting, case_id: str) -> tuple[CooperationCase, Position]:
    """The case as it is now and where it is, held until the transaction ends.

    Raises ``CaseGone`` where ``by`` may not see it any more, ``ConsentWithdrawn`` where nothing
    more may be registered.
    """
    if not visible_cases(by).filter(pk=case_id).exists():
        raise CaseGone
    case = CooperationCase.objects.select_for_update().get(pk=case_id)
    if not visible_cases(by).filter(pk=case_id).exists():  # it moved while we waited for it
        raise CaseGone
    if case.consent_withdrawn_on:
        raise ConsentWithdrawn(case)
    return case, position(case.events.values_list("event", "occurred_on"))


def row_of(case: CooperationCase, **changed: Any) -> dict[str, Any]:
    """The case's row as it is to be, without what no page ever touches."""
    row = {
        "case_id": case.case_id,
        "person_id": case.person_id,
        "municipality_code": case.municipality_code,
        "employment_office": case.employment_office,
        "insurance_office": case.insurance_office,
        "benefit": case.benefit,
        "benefit_since": case.benefit_since,
        "initiated_by": case.initiated_by,
        "plan_agreed_on": case.plan_agreed_on,
        "consented_on": case.consented_on,
        "consent_withdrawn_on": case.consent_withdrawn_on,
    }
    return row | changed
