"""The engine and the plain reference agree on random registers."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import Register, Row, register, write_register
from tests.property.registers import (
    CASES,
    GROUND,
    HEADS,
    MONEY,
    PEOPLE,
    SUPPORT,
    TAKEN_ON,
    registers,
)
from tests.reference.plain import Cell, Plain
from tests.reference.plain_indicators import indicators

from samsyn.extracts.snapshot import open_snapshot
from samsyn.statistics.indicator import indicator
from samsyn.statistics.indicator import indicators as indicators_of_statistics
from samsyn.statistics.question import Counted, Question
from samsyn.statistics.run import count
from samsyn.vocabulary.period import parse_period

ASSOCIATIONS = [
    "associations",
    "municipalities",
    "interventions",
    "interventions_share",
    "associations_with_group",
]
PARTICIPANTS = [
    "participants_identified",
    "participants_anonymous",
    "participants_volume",
    "participants_total",
    "participants_structural",
    "participants_started",
    "sex_share",
    "participants_on_benefit",
    "benefit_coverage",
]
FINANCES = [
    "funds",
    "administration_cost",
    "intervention_cost",
    "result",
    "cost_per_participant",
    "cost_per_work_or_study",
    "staff_ratio",
]
COOPERATION = [
    "joint_assessments",
    "psychiatric_share",
    "diagnosis_share",
    "assessment_day",
    "started_after_assessment",
    "measures_started",
    "rehabilitation_completed",
    "regained_work_capacity",
    "regained_at_exit_share",
    "cooperation_work_or_education",
    "cooperation_days",
    "transition_meetings",
    "transition_meeting_coverage",
]
SURVEYS = ["survey_share", "survey_response_rate", "support_participants"]
OUTCOMES = [
    name
    for name in indicators(Plain(register(), TAKEN_ON))
    if name not in {*ASSOCIATIONS, *PARTICIPANTS, *FINANCES, *COOPERATION, *SURVEYS}
]

Span = tuple[str, str]

few = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LEVELS = ["nation", "county", "association", "municipality", "intervention", "office"]
levels = st.sampled_from(LEVELS)
SPANS = [("2019", "2020"), ("2019-H1", "2019-H2"), ("2019-03", "2019-12")]
spans = st.sampled_from([SPANS[0], *SPANS])


@few
@given(drawn=registers(GROUND), level=levels, span=spans)
def test_associations_and_interventions_agree(drawn: Register, level: str, span: Span) -> None:
    """Every indicator of associations, by every key, whoever opens, closes, moves or is tagged."""
    agree(drawn, ASSOCIATIONS, level, span)


@few
@given(drawn=registers(GROUND, PEOPLE, HEADS), level=levels, span=spans)
def test_participants_agree(drawn: Register, level: str, span: Span) -> None:
    """Every count of participants, with parallel participations, errors and head counts."""
    agree(drawn, PARTICIPANTS, level, span)


@few
@given(drawn=registers(GROUND, PEOPLE), level=levels, span=spans)
def test_outcomes_agree(drawn: Register, level: str, span: Span) -> None:
    """Every outcome, with missing measurements and several incomes."""
    agree(drawn, OUTCOMES, level, span)


@few
@given(drawn=registers(GROUND, PEOPLE, HEADS, MONEY), level=levels, span=spans)
def test_money_agrees(drawn: Register, level: str, span: Span) -> None:
    """Every sum and cost, with empty amounts and associations that leave a county."""
    agree(drawn, FINANCES, level, span)


@few
@given(drawn=registers(CASES), level=levels, span=spans)
def test_cooperation_agrees(drawn: Register, level: str, span: Span) -> None:
    """Every indicator of cases and meetings, with steps in any order and offices unknown."""
    agree(drawn, COOPERATION, level, span)


@few
@given(drawn=registers(GROUND, SUPPORT), level=levels, span=spans)
def test_support_agrees(drawn: Register, level: str, span: Span) -> None:
    """Every indicator of surveys and support, with answers outside the associations."""
    agree(drawn, SURVEYS, level, span)


@few
@given(
    drawn=registers(GROUND, PEOPLE),
    keys=st.lists(
        st.sampled_from(indicator("participants_started").breakdowns),
        min_size=2,
        max_size=3,
        unique=True,
    ),
)
def test_keys_may_be_crossed_as_one_likes(drawn: Register, keys: list[str]) -> None:
    """Attributes belong to the person, also where two of them can each be several."""
    agree(drawn, ["participants_started"], "nation", SPANS[0], tuple(keys))


@few
@given(drawn=registers(GROUND, PEOPLE, HEADS, CASES), level=levels)
def test_sex_may_be_asked_where_the_standard_leaves_it_out(drawn: Register, level: str) -> None:
    """Whatever counts human beings or their cases is the same for women and men apart."""
    names = [name for name, about in indicators_of_statistics().items() if about.also == ("sex",)]
    agree(drawn, names, level, SPANS[0], ("sex",))


def agree(
    drawn: Register, names: list[str], level: str, span: Span, by: tuple[str, ...] | None = None
) -> None:
    """Count with the engine and compare each number with the plain reference."""
    made = register(**drawn)
    for row in made["participation"]:
        _end(row)
    plain = indicators(Plain(made, TAKEN_ON))
    periods = tuple(parse_period(name) for name in span)
    questions = [
        Question(name, periods, of=of_sex_share(name), level=level, by=by) for name in names
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = write_register(made, Path(folder), TAKEN_ON)
        with open_snapshot(path) as snapshot:
            counted = count(questions, snapshot)
    for row in counted:
        if not row.not_available.startswith("Måttet finns inte"):
            compare(row, plain)
    add_up(counted)


def add_up(counted: list[Counted]) -> None:
    """Every unit is in one category of an additive key, so that no category has been left out."""
    totals: dict[object, object] = {}
    sums: dict[object, float] = {}
    for row in counted:
        about = indicator(row.indicator)
        if row.statistic not in ("count", "sum") or row.value is None:
            continue
        cell = (row.indicator, row.period, row.area)
        totals[*cell, row.breakdown] = row.value
        for key, _ in row.breakdown:
            if key in about.additive and key not in about.needs:
                rest = tuple(pair for pair in row.breakdown if pair[0] != key)
                sums[*cell, rest, key] = sums.get((*cell, rest, key), 0) + row.value
    for (*cell, _), summed in sums.items():  # type: ignore[misc]
        assert totals[tuple(cell)] == summed, cell


def of_sex_share(name: str) -> str:
    return "participants_identified" if name == "sex_share" else ""


def _end(row: Row) -> None:
    """A participation has a reason if and only if it has ended."""
    if not row.get("exited_on"):
        row["exit_reason"] = None


def compare(row: Counted, plain: object) -> None:
    """One number of the engine against the plain reference of the same cell."""
    cell = Cell(parse_period(row.period), row.level, row.area, row.breakdown)
    value, n = plain[row.indicator](cell, row.of)[row.statistic]  # type: ignore[index]
    if value is None:
        assert row.value is None, row
    else:
        assert row.value == pytest.approx(value), row
        assert n is None or row.n == pytest.approx(n), row
