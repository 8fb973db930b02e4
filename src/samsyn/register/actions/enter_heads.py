"""Enter how many took part without being known as persons."""

from collections.abc import Mapping

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.register_rows import Problem, register_rows
from samsyn.register.models import Intervention


def kind_of(intervention: Intervention) -> str:
    """Which heads an intervention counts: R08."""
    if intervention.orientation == "structural":
        return "structural"
    return "anonymous" if intervention.follow_up == "persons" else "volume"


@checked_first
def enter_heads(
    *, by: Acting, intervention: Intervention, year: int, persons: Mapping[str, int]
) -> tuple[Problem, ...]:
    """Set the year's heads by sex (``{"woman": 12, "man": 9}``), of the kind that fits.

    Halves of the year that were entered by themselves are kept beside. Raises ``Refused``.
    """
    code = intervention.intervention_code
    rows = [
        {
            "intervention_code": code,
            "year": year,
            "half": None,
            "kind": kind_of(intervention),
            "sex": sex,
            "persons": count,
        }
        for sex, count in persons.items()
    ]
    event = audit.Event("enter_heads", table="head_count", key=f"{code} {year}", payload={})
    return register_rows(rows={"head_count": rows}, by=by, event=event)
