"""What a question gives: which rows, in which order, and what it refuses."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factories import register, write_register

from samsyn.errors import UnknownName, WrongUse
from samsyn.extracts.snapshot import Snapshot, open_snapshot
from samsyn.statistics.indicator import indicators
from samsyn.statistics.question import Counted, Question
from samsyn.statistics.run import count
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.period import parse_period, parse_span

YEAR = parse_span("2019")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Two people in one county, one association."""
    made = register(
        participation="""
            person_id | municipality_code | entered_on | exited_on
            anna      | 1480              | 2019-01-01 |
            bea       | 1480              | 2018-01-01 | 2019-05-01
        """,
        income="""
            participation_id | point | source
            p1               | entry | sickness_benefit
        """,
    )
    with open_snapshot(write_register(made, Path(tmp_path_factory.mktemp("s")))) as opened:
        yield opened


def breakdowns(rows: list[Counted]) -> list[str]:
    return [";".join(f"{key}={code}" for key, code in row.breakdown) for row in rows]


def test_a_table_has_every_code_that_holds_zero_included(snapshot: Snapshot) -> None:
    """A reader sees that nobody had a benefit, instead of missing its line."""
    rows = count([Question("participants_identified", YEAR, by=("income_source",))], snapshot)
    codes = [f"income_source={code}" for code in code_list("income_source").codes]
    assert breakdowns(rows) == ["", *codes, "income_source=unknown"]
    assert [row.value for row in rows][:3] == [2, 1, 0]


def test_the_standard_is_the_total_each_key_and_each_key_by_sex(snapshot: Snapshot) -> None:
    """Without keys a question gives the tables the reports print."""
    rows = count([Question("completed", YEAR)], snapshot)
    keys = {tuple(key for key, _ in row.breakdown) for row in rows}
    assert keys == {(), ("exit_reason",), ("sex",), ("exit_reason", "sex")}


def test_an_area_where_nothing_is_counted_has_its_total_alone(snapshot: Snapshot) -> None:
    """Twenty-one counties are always there, without a page of zeros for each."""
    question = Question("participants_identified", YEAR, level="county", by=("sex",))
    rows = count([question], snapshot)
    assert len([row for row in rows if not row.breakdown]) == 21
    assert {row.area for row in rows if row.breakdown} == {"14"}


def test_one_area_gives_its_rows_only(snapshot: Snapshot) -> None:
    """Asking for a county counts that county as the table of all would."""
    question = Question("participants_identified", YEAR, level="county", by=())
    every = {row.area: row for row in count([question], snapshot)}
    for area in ("14", "01"):
        assert count([replace(question, area=area)], snapshot) == [every[area]]


def test_questions_together_give_what_they_give_alone(snapshot: Snapshot) -> None:
    """Sharing queries changes no number."""
    questions = [
        Question(name, parse_span("2018..2019"), of="completed" if name == "sex_share" else "")
        for name in indicators()
    ]
    alone = [row for question in questions for row in count([question], snapshot)]
    assert count(questions, snapshot) == alone


def test_periods_of_different_form_are_answered_together(snapshot: Snapshot) -> None:
    """Years, half-years and months in one question come in the order asked."""
    periods = tuple(map(parse_period, ("2019-06", "2018", "2019-H1")))
    rows = count([Question("participants_identified", periods, by=())], snapshot)
    assert [(row.period, row.value) for row in rows] == [
        ("2019-06", 1),
        ("2018", 1),
        ("2019-H1", 2),
    ]


def test_a_level_that_makes_no_sense_says_why(snapshot: Snapshot) -> None:
    """The answer is a reason, not an error and not a zero."""
    (row,) = count([Question("funds", YEAR, level="municipality")], snapshot)
    assert (row.value, row.not_available) == (None, "Måttet finns inte för nivån kommun.")


@pytest.mark.parametrize(
    ("question", "near"),
    [
        (Question("participants_identifed", YEAR), "participants_identified"),
        (Question("completed", YEAR, level="contry"), "county"),
        (Question("completed", YEAR, level="county", area="99"), "county '99'"),
        (Question("completed", YEAR, level="association", area="a11"), "'a1'"),
        (Question("completed", YEAR, by=("education",)), "breakdown of completed"),
        (Question("completed", YEAR, by=("sexx",)), "'sex'"),
    ],
)
def test_a_misspelt_name_is_answered_with_those_near(
    question: Question, near: str, snapshot: Snapshot
) -> None:
    """Whatever is named wrong, the message says what was meant."""
    with pytest.raises(UnknownName, match=near):
        count([question], snapshot)


@pytest.mark.parametrize(
    "question",
    [
        Question("sex_share", YEAR),
        Question("sex_share", YEAR, of="funds"),
        Question("completed", YEAR, of="participants_identified"),
    ],
)
def test_only_counts_by_sex_have_shares_of_women_and_men(
    question: Question, snapshot: Snapshot
) -> None:
    """sex_share needs an indicator that counts by sex, and nothing else takes one."""
    with pytest.raises(WrongUse):
        count([question], snapshot)


def test_what_counts_human_beings_can_be_asked_by_sex() -> None:
    """All follow-up is split by sex; a cost or a staff has none."""
    counted = {"persons", "participations", "cases", "meetings"}
    without = {each.id for each in indicators().values() if "sex" not in each.keys}
    of_people = {each.id for each in indicators().values() if each.counts in counted}
    assert of_people & without == {"staff_ratio", "cost_per_work_or_study"}


def test_every_indicator_is_documented() -> None:
    """Each has its definition, source, reviewer and dates, and keys that exist."""
    for each in indicators().values():
        assert each.title and each.definition.endswith((".", ":")), each.id
        assert each.source and each.reviewer and each.reviewed_on < each.next_review, each.id
        assert set(each.needs) <= set(each.breakdowns), each.id
        assert set(each.additive) <= set(each.keys), each.id
