"""What the state of a case allows, and to which authority: reinforced cooperation as one table.

Which step may follow which is the exchange's rule R12; here stands who registers it.
Försäkringskassan answers for a case until the last meeting of the joint assessment. Then the two
agree, so either writes down the plan, or that nothing more comes. From the first measure that has
started Arbetsförmedlingen answers for it. A consent is withdrawn through either, at any time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.exchange.rules_cooperation import SIDE_STEP, START
from samsyn.register.code_labels import code_list, step_label

INSURANCE, EMPLOYMENT = "social_insurance_agency", "public_employment_service"
PARTIES = frozenset({INSURANCE, EMPLOYMENT})
FINAL = frozenset({"ended", "interrupted"})
PLANNED = frozenset({"preparatory_planned", "vocational_planned"})
STARTED = frozenset({"preparatory_started", "vocational_started"})
WITHDRAWN = "consent_withdrawn"

_FK, _AF, _EITHER = frozenset({INSURANCE}), frozenset({EMPLOYMENT}), PARTIES

REGISTERS: dict[tuple[str, str], frozenset[str]] = {
    (START, "requested"): _FK,
    ("requested", "assessment_first"): _FK,
    ("requested", "interrupted"): _FK,
    ("requested", SIDE_STEP): _FK,
    ("assessment_first", "assessment_last"): _FK,
    ("assessment_first", "interrupted"): _FK,
    ("assessment_first", SIDE_STEP): _FK,
    ("assessment_last", "preparatory_planned"): _EITHER,
    ("assessment_last", "vocational_planned"): _EITHER,
    ("assessment_last", "ended"): _EITHER,
    ("assessment_last", "interrupted"): _EITHER,
    ("assessment_last", SIDE_STEP): _EITHER,
    ("preparatory_planned", "preparatory_started"): _AF,
    ("preparatory_planned", "ended"): _EITHER,
    ("preparatory_planned", "interrupted"): _EITHER,
    ("preparatory_planned", SIDE_STEP): _EITHER,
    ("vocational_planned", "vocational_started"): _AF,
    ("vocational_planned", "ended"): _EITHER,
    ("vocational_planned", "interrupted"): _EITHER,
    ("vocational_planned", SIDE_STEP): _EITHER,
    ("preparatory_started", "vocational_started"): _AF,
    ("preparatory_started", "ended"): _AF,
    ("preparatory_started", "interrupted"): _AF,
    ("preparatory_started", SIDE_STEP): _AF,
    ("vocational_started", "preparatory_started"): _AF,
    ("vocational_started", "ended"): _AF,
    ("vocational_started", "interrupted"): _AF,
    ("vocational_started", SIDE_STEP): _AF,
}
"""State and step → the parties that register it. What is not here is done by nobody."""


class StepNotAllowed(SamsynError):
    """A step that the case's state, or the authority, does not allow now."""


@dataclass(frozen=True)
class Position:
    """Where a case is: the latest step but the side step, its day, and the day before which no
    further step is taken (the latest event's, side steps too); None where nothing has happened."""

    step: str = START
    since: date | None = None
    latest: date | None = None

    @property
    def is_over(self) -> bool:
        """Whether the case has ended or been broken off."""
        return self.step in FINAL


def position(events: Iterable[tuple[str, date]]) -> Position:
    """Where a case with these events (step, day) is, events of a day in the code list's order."""
    order = code_list("cooperation_event").codes
    ordered = sorted(events, key=lambda each: (each[1], order.index(each[0])))
    steps = [each for each in ordered if each[0] != SIDE_STEP]
    if not ordered:
        return Position()
    step, since = steps[-1] if steps else (START, None)
    return Position(step, since, ordered[-1][1])


def steps_for(state: str, party: str) -> tuple[str, ...]:
    """The steps that ``party`` may register from ``state``, in the code list's order."""
    codes = code_list("cooperation_event").codes
    return tuple(step for step in codes if party in REGISTERS.get((state, step), ()))


def can_take(state: str, step: str, party: str) -> bool:
    """Whether ``party`` may register ``step`` from ``state``."""
    return party in REGISTERS.get((state, step), ())


def check_can_take(state: str, step: str, party: str) -> None:
    """Raise ``StepNotAllowed``, with the reason, unless ``party`` may register ``step`` now."""
    parties = REGISTERS.get((state, step))
    if parties is None:
        raise StepNotAllowed(
            _(
                "Ärendet är nu i steget ”%(state)s”, och därifrån går det inte till ”%(step)s”. "
                "Någon annan kan ha hunnit före. Ladda om sidan och se var det är."
            )
            % {"state": step_label(state), "step": step_label(step)}
        )
    if party not in parties:
        other = code_list("party").label(next(iter(parties)))
        raise StepNotAllowed(
            _("Steget ”%(step)s” registreras av %(other)s. Be kontoret där att föra in det.")
            % {"step": step_label(step), "other": other}
        )


def holders(state: str) -> frozenset[str]:
    """The parties that answer for a case in ``state``: those that register its end."""
    return REGISTERS.get((state, "interrupted"), frozenset())


def can_plan(state: str, party: str) -> bool:
    """Whether ``party`` may write down the day of the plan: once assessed, before a start."""
    return state in {"assessment_last", *PLANNED} and party in holders(state)


def answers_for_end(events: Iterable[tuple[str, date]]) -> frozenset[str]:
    """The parties that take status after the case has ended: those that answered for it then."""
    before = position(each for each in events if each[0] not in FINAL)
    return holders(before.step)
