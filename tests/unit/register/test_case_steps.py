"""The state machine of reinforced cooperation, complete: every state × every step × each party."""

from datetime import date
from itertools import product

import pytest

from samsyn.exchange.rules_cooperation import NEXT, SIDE_STEP
from samsyn.register.case_steps import (
    FINAL,
    PARTIES,
    REGISTERS,
    Position,
    StepNotAllowed,
    answers_for_end,
    can_plan,
    can_take,
    check_can_take,
    position,
    steps_for,
)
from samsyn.register.models import CooperationCase, CooperationEvent, Organisation, Person
from samsyn.vocabulary.codelist import code_list

FK, AF = "social_insurance_agency", "public_employment_service"

# The domain's drawing, by hand: F Försäkringskassan, A Arbetsförmedlingen, E either, . nobody.
DRAWN = """
                     requested assessment_first assessment_last preparatory_planned vocational_planned preparatory_started vocational_started employer_support ended interrupted
-                    F         .                .               .                   .                  .                   .                  .                .     .
requested            .         F                .               .                   .                  .                   .                  F                .     F
assessment_first     .         .                F               .                   .                  .                   .                  F                .     F
assessment_last      .         .                .               E                   E                  .                   .                  E                E     E
preparatory_planned  .         .                .               .                   .                  A                   .                  E                E     E
vocational_planned   .         .                .               .                   .                  .                   A                  E                E     E
preparatory_started  .         .                .               .                   .                  .                   A                  A                A     A
vocational_started   .         .                .               .                   .                  A                   .                  A                A     A
ended                .         .                .               .                   .                  .                   .                  .                .     .
interrupted          .         .                .               .                   .                  .                   .                  .                .     .
"""  # noqa: E501 - a drawing
MAY = {"F": {FK}, "A": {AF}, "E": {FK, AF}, ".": set()}


def drawn() -> dict[tuple[str, str], set[str]]:
    head, *rows = [line.split() for line in DRAWN.strip("\n").splitlines()]
    return {
        (state.replace("-", ""), step): MAY[mark]
        for state, *marks in rows
        for step, mark in zip(head, marks, strict=True)
    }


def test_the_table_is_the_drawing_for_every_state_step_and_party() -> None:
    """Each of 10 states × 10 steps × every party is allowed exactly as the domain says."""
    cells = drawn()
    codes = code_list("cooperation_event").codes
    assert {state for state, _ in cells} == {"", *codes} - {SIDE_STEP}
    assert {step for _, step in cells} == set(codes)
    for (state, step), party in product(cells, code_list("party").codes):
        assert can_take(state, step, party) is (party in cells[state, step]), (state, step, party)
        if party not in cells[state, step]:
            with pytest.raises(StepNotAllowed):
                check_can_take(state, step, party)
        else:
            check_can_take(state, step, party)


def test_the_table_holds_no_step_that_the_exchange_refuses() -> None:
    """What someone can register is what R12 takes: no less, no more."""
    allowed = {(state, step) for state, step in REGISTERS if step != SIDE_STEP}
    assert allowed == {(state, step) for state, steps in NEXT.items() for step in steps}
    open_states = {state for state in NEXT if state and state not in FINAL}
    assert {state for state, step in REGISTERS if step == SIDE_STEP} == open_states


def test_a_case_is_never_stuck() -> None:
    """From every open state some authority goes on, and some can break off."""
    for state in set(NEXT) - FINAL:
        assert any(steps_for(state, party) for party in PARTIES), state
        assert not state or any(can_take(state, "interrupted", party) for party in PARTIES)


def test_the_position_is_the_latest_step_and_the_side_step_changes_nothing() -> None:
    """Events of a day are taken in the code list's order; support to an employer is no state."""
    day, later = date(2026, 3, 1), date(2026, 4, 1)
    assert position([]) == Position()
    both = [("assessment_first", day), ("requested", day)]
    assert position(both) == Position("assessment_first", day, day)
    assert position([*both, (SIDE_STEP, later)]) == Position("assessment_first", day, later)
    assert position([*both, ("interrupted", later)]).is_over


def test_status_is_taken_by_whoever_had_the_case_when_it_ended() -> None:
    """Försäkringskassan before the last meeting, Arbetsförmedlingen after a start, else both."""
    day = date(2026, 3, 1)
    first = [("requested", day), ("assessment_first", day)]
    last = [*first, ("assessment_last", day)]
    begun = [*last, ("vocational_planned", day), ("vocational_started", day)]
    assert answers_for_end([*first, ("interrupted", day)]) == {FK}
    assert answers_for_end([*last, ("ended", day)]) == {FK, AF}
    assert answers_for_end([*begun, ("ended", day)]) == {AF}


def test_a_plan_comes_after_the_assessment_and_before_a_start() -> None:
    """Both authorities write the plan down, and only in between."""
    states = [state for state in NEXT if can_plan(state, FK)]
    assert states == ["assessment_last", "preparatory_planned", "vocational_planned"]
    assert states == [state for state in NEXT if can_plan(state, AF)]


@pytest.fixture
def case(db: None) -> CooperationCase:
    fk = Organisation.objects.create(organisation_code="FK", party=FK)
    person = Person.objects.create(person_id="P1", controller=fk, sex="woman", birth_year=1980)
    return CooperationCase.objects.create(
        case_id="C1", person=person, benefit="other", consented_on=date(2026, 1, 1)
    )


def test_the_database_keeps_the_day_a_case_ended(case: CooperationCase) -> None:
    """Whoever writes or takes away the events: one that ends sets the day, taken back unsets it."""

    def ended() -> date | None:
        case.refresh_from_db()
        return case.ended_on

    CooperationEvent.objects.create(case=case, event="requested", occurred_on=date(2026, 2, 1))
    assert ended() is None
    end = CooperationEvent.objects.create(
        case=case, event="interrupted", occurred_on=date(2026, 3, 1), reason="moved"
    )
    assert ended() == date(2026, 3, 1)
    CooperationEvent.objects.filter(event="requested").delete()
    assert ended() == date(2026, 3, 1)
    CooperationEvent.objects.filter(pk=end.pk).delete()
    assert ended() is None
