"""The rules that warn (R13–R19): what is said, and where the line goes."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.unit.exchange.sound import TODAY, Tables, checked, register_of, row, sound, told

from samsyn.exchange.check import warnings_of


def warned(folder: Path, tables: Tables, rule: str) -> list[str]:
    """What the rule says of the package, of which every row must be taken."""
    result = checked(folder, tables)
    assert result.refused == {}, list(result.problems["problem"])
    assert set(result.problems["severity"]) <= {"warned"}
    return told(result, rule)


def funds(state: int, region: int, municipality: int) -> list[dict[str, str]]:
    """An association's funds of 2020."""
    given = {"state": state, "region": region, "municipality": municipality}
    return [
        row(f"association_code=F1 year=2020 source={source} amount_sek={amount}")
        for source, amount in given.items()
    ]


def test_funds_off_by_more_than_a_point_are_warned_of(tmp_path: Path):
    """Shares of the sum of the three payers, told in percent with a decimal comma."""
    tables = sound() | {"association_funds": funds(530, 235, 235)}
    assert warned(tmp_path, tables, "R13") == [
        (
            "R13 association_funds.csv rad 2, year ”2020”: Staten, regionen och kommunerna ger 53, "
            "23,5 och 23,5 procent av sin summa; lagen säger 50, 25, 25."
        )
    ]


@pytest.mark.parametrize(
    ("amounts", "is_warned"),
    [
        ((50, 25, 25), False),
        ((51, 24, 25), False),  # exactly one point
        ((5101, 2449, 2450), True),
        ((500, 263, 237), True),
        ((100, 0, 0), True),
    ],
)
def test_one_point_off_is_within_the_law(
    amounts: tuple[int, int, int], is_warned: bool, tmp_path: Path
):
    """More than one percentage point, for any of the three."""
    tables = sound() | {"association_funds": funds(*amounts)}
    assert bool(warned(tmp_path, tables, "R13")) == is_warned


def test_equity_and_esf_are_outside_the_shares(tmp_path: Path):
    """The law divides what the parties give, not what was saved."""
    tables = sound()
    tables["association_funds"].append(
        row("association_code=F1 year=2020 source=equity amount_sek=9000000")
    )
    assert warned(tmp_path, tables, "R13") == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("works=false work_percent=50", "”50”: Omfattning är angiven fast works är false."),
        ("works=true work_percent=", "(tomt): Omfattning saknas fast works är true."),
        ("studies=false study_percent=5", "”5”: Omfattning är angiven fast studies är false."),
        ("studies=true study_percent=", "(tomt): Omfattning saknas fast studies är true."),
        ("works= work_percent=50", ""),
    ],
)  # fmt: skip
def test_an_extent_that_contradicts_its_answer(fields: str, problem: str, tmp_path: Path):
    """A percentage after no, none after yes; an unknown answer contradicts nothing."""
    tables = sound()
    tables["measurement"][0].update(row(fields))
    found = warned(tmp_path, tables, "R14")
    assert [each.split("_percent ")[1] for each in found] == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("birth_year", "birth_date", "measured_on", "says"),
    [
        ("2001", "", "2020-06-30", "tidigast från juli det år man fyller 19"),
        ("2001", "", "2020-07-01", ""),
        ("1990", "", "2020-11-30", ""),  # born in December she may still have it
        ("1990", "", "2020-12-01", "längst till månaden före den då man fyller 30"),
        ("1990", "1990-03-10", "2020-02-29", ""),
        ("1990", "1990-03-10", "2020-03-01", "längst till månaden före den då man fyller 30"),
    ],
)  # fmt: skip
def test_activity_compensation_has_its_ages(
    birth_year: str, birth_date: str, measured_on: str, says: str, tmp_path: Path
):
    """From July of the year one turns 19 until the month before one turns 30.

    By birth year alone only what is certain is said. Source: socialförsäkringsbalken ch. 33.
    """
    tables = sound()
    for person in tables["person"]:
        person.update(personal_identity_number="", birth_year=birth_year, birth_date=birth_date)
    tables["measurement"][0]["measured_on"] = measured_on
    tables["income"][0]["source"] = "activity_compensation"
    found = warned(tmp_path, tables, "R15")
    assert len(found) == bool(says)
    assert all(says in each and f"mätningen är gjord {measured_on}" in each for each in found)


def test_two_participations_at_once_name_the_later(tmp_path: Path):
    """One common day is enough; the exit day of the first is one."""
    tables = sound()
    tables["participation"].append(
        tables["participation"][0]
        | {"participation_id": "D3", "entered_on": "2020-11-30", "exited_on": "2021-05-01"}
    )
    assert warned(tmp_path / "common", tables, "R16") == [
        (
            "R16 participation.csv rad 4, entered_on ”2020-11-30”: Samma person deltar redan i "
            "samma insats under samma tid (deltagande D1)."
        )
    ]
    tables["participation"][2]["entered_on"] = "2020-12-01"
    assert warned(tmp_path / "apart", tables, "R16") == []


def test_one_registered_in_error_is_no_parallel_participation(tmp_path: Path):
    """Ending the wrong one and entering the right one is how an error is mended."""
    tables = sound()
    tables["participation"].append(
        tables["participation"][0]
        | {"participation_id": "D3", "exit_reason": "registered_in_error"}
    )
    assert warned(tmp_path, tables, "R16") == []


def test_a_long_one_is_parallel_to_all_that_start_within_it(tmp_path: Path):
    """The one still running is named, not the one that came last."""
    tables = sound()
    base = tables["participation"][0]
    for number, (first, last) in enumerate(
        (("2020-03-01", "2020-03-31"), ("2020-05-01", "2020-06-30"))
    ):
        extra = {"participation_id": f"E{number}", "entered_on": first, "exited_on": last}
        tables["participation"].append(base | extra)
    found = warned(tmp_path, tables, "R16")
    assert [each[-4:] for each in found] == ["D1).", "D1)."]


@pytest.mark.parametrize(
    ("members", "from_day"),
    [
        ([("FK", "2010-01-01", ""), ("AF", "2010-01-01", "")], ""),
        ([("FK", "2010-01-01", ""), ("FK2", "2010-01-01", "")], "2019-01-01"),  # the same party
        ([("FK", "2010-01-01", ""), ("AF", "2010-01-01", "2018-12-31")], "2019-01-01"),
        ([("FK", "2010-01-01", ""), ("AF", "2010-01-01", "2019-05-31")], "2019-06-01"),
        ([("FK", "2010-01-01", ""), ("AF", "2010-01-01", "2019-05-31"),
          ("RV", "2019-06-01", "")], ""),
        ([("FK", "2010-01-01", ""), ("AF", "2010-01-01", "2019-05-31"),
          ("RV", "2019-06-02", "")], "2019-06-01"),
        ([("FK", "2010-01-01", ""), ("AF", "2010-01-01", "2025-01-01"),
          ("AF2", "2011-01-01", "")], ""),  # another office of the same party stays
        ([], "2019-01-01"),
    ],
)  # fmt: skip
def test_two_parties_stand_behind_an_intervention(
    members: list[tuple[str, str, str]], from_day: str, tmp_path: Path
):
    """Different parties, on every day of the intervention; the first lacking day is told."""
    tables = sound()
    tables["organisation"] += [
        row("organisation_code=FK2 party=social_insurance_agency name=Kontoret"),
        row("organisation_code=AF2 party=public_employment_service name=Kontoret"),
    ]
    tables["association_member"] = [
        row(f"association_code=F1 organisation_code={code} first_day={first} last_day={last}")
        for code, first, last in members
    ] or [row("association_code=F1 organisation_code=FK first_day=2030-01-01 last_day=")]
    found = warned(tmp_path, tables, "R17")
    assert len(found) == (3 if from_day else 0)
    assert all(f"(från {from_day})" in each for each in found)


@pytest.mark.parametrize(("entered_on", "is_warned"), [("2023-11-22", False), ("2023-11-21", True)])
def test_open_for_more_than_three_years(entered_on: str, is_warned: bool, tmp_path: Path):
    """Three years to the day is not yet more."""
    tables = sound()
    tables["participation"][1]["entered_on"] = entered_on
    assert len(warned(tmp_path, tables, "R18")) == is_warned


def with_heads(before: int, after: int) -> Tables:
    """Heads of I2 in 2021 and 2022, and nothing else in those years."""
    tables = sound()
    tables["head_count"] += [
        row(f"intervention_code=I2 year={year} half= kind=volume sex=woman persons={persons}")
        for year, persons in ((2021, before), (2022, after))
    ]
    return tables


@pytest.mark.parametrize(
    ("before", "after", "is_hit"),
    [(20, 30, False), (20, 31, True), (20, 10, False), (20, 9, True), (19, 100, False)],
)
def test_a_year_off_by_more_than_half_stops_the_import(
    before: int, after: int, is_hit: bool, tmp_path: Path
):
    """Exactly half is not more, and a year before of fewer than twenty is not judged."""
    result = checked(tmp_path, with_heads(before, after))
    expected = [("F1", 2022, before, after)] if is_hit else []
    assert result.volume.filter(pl.col("year") == 2022).rows() == expected


def test_the_volume_counts_entries_and_heads_of_all_kinds(tmp_path: Path):
    """2020 has one entry and thirty heads in the package; 2021 has five heads."""
    tables = sound()
    tables["head_count"].append(
        row("intervention_code=I2 year=2021 half= kind=volume sex=woman persons=5")
    )
    result = checked(tmp_path, tables)
    assert result.volume.rows() == [("F1", 2021, 31, 5)]
    assert told(result, "R19") == [
        (
            "R19 association association_code=F1, year ”2021”: Inregistreringar och antal: 31 "
            "året före och 5 i år."
        )
    ]


def test_the_volume_is_judged_with_the_register_and_only_where_it_changes(tmp_path: Path):
    """The same package again asks nothing; the year after it, judged together, does."""
    tables = with_heads(20, 100)
    held = register_of(tmp_path, tables)
    assert checked(tmp_path / "again", tables, held).volume.is_empty()
    following = {
        "head_count": [row("intervention_code=I2 year=2023 half= kind=volume sex=man persons=10")]
    }
    assert checked(tmp_path / "next", following, held).volume.rows() == [("F1", 2023, 100, 10)]


def test_a_whole_register_can_be_asked_for_its_warnings(tmp_path: Path):
    """The same rules, without file and line: the key tells which row."""
    tables = with_heads(20, 100)
    tables["association_funds"] = funds(100, 0, 0)
    frames = register_of(tmp_path, tables).frames
    found = warnings_of(frames, date(2029, 1, 1))
    assert found.select("rule", "file", "line", "key").rows() == [
        ("R13", "", None, "association_code=F1; year=2020"),
        ("R18", "", None, "participation_id=D2"),
        ("R19", "", None, "association_code=F1"),
    ]
    assert found["problem"][1] == (
        "R18 participation participation_id=D2, entered_on ”2025-03-02”: Deltagandet är öppet "
        "sedan mer än tre år."
    )
    assert warnings_of({}, TODAY).is_empty()
