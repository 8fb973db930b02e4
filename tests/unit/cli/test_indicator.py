"""``samsyn indicator``: what it prints, in which form, and how it refuses."""

import csv
import json
import sys
from datetime import date
from io import StringIO

import pyarrow as pa
import pytest

from samsyn.cli import main
from samsyn.disclosure.released import COLUMNS
from samsyn.exchange.snapshot_files import arrow_schema, write_snapshot
from samsyn.home import snapshots_folder
from samsyn.vocabulary.tables import table

FIRST, LAST = date(2019, 2, 1), date(2019, 10, 31)


def rows_of(name, rows):
    """A table of a snapshot from rows that name some of its fields."""
    schema = arrow_schema(table(name))
    return pa.Table.from_pylist(
        [{field: row.get(field) for field in schema.names} for row in rows], schema=schema
    )


@pytest.fixture
def snapshot(samsyn_home):
    """Eleven women and three men in one association, one intervention and one municipality."""
    people = [("woman", number) for number in range(11)] + [("man", number) for number in range(3)]
    rows = {
        "association": [{"association_code": "a", "name": "Älven", "first_day": date(2010, 1, 1)}],
        "association_area": [
            {"association_code": "a", "municipality_code": "1480", "first_day": date(2010, 1, 1)}
        ],
        "intervention": [
            {
                "intervention_code": "i",
                "association_code": "a",
                "name": "Steget",
                "orientation": "individual",
                "follow_up": "persons",
                "first_day": date(2015, 1, 1),
            }
        ],
        "person": [
            {"person_id": f"{sex}{n}", "controller": "c", "sex": sex, "birth_year": 1985}
            for sex, n in people
        ],
        "participation": [
            {
                "participation_id": f"p{sex}{n}",
                "person_id": f"{sex}{n}",
                "intervention_code": "i",
                "municipality_code": "1480",
                "entered_on": FIRST,
                "exited_on": LAST,
                "exit_reason": "work",
                "consented_on": FIRST,
                "age_at_entry": 34,
            }
            for sex, n in people
        ],
    }
    tables = {name: rows_of(name, each) for name, each in rows.items()}
    return write_snapshot(
        tables, into=snapshots_folder(), taken_on=date(2026, 11, 22), invented=True
    ).id


@pytest.fixture
def samsyn(monkeypatch, capsys):
    """Run the command; gives (exit status, standard output, standard error)."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["samsyn", *words])
        with pytest.raises(SystemExit) as end:
            main()
            sys.exit(0)
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return run


def test_the_json_has_exactly_the_columns_of_the_contract(samsyn, snapshot):
    """Programs read the same fifteen columns as figures.csv, and nothing else is printed."""
    status, out, err = samsyn("indicator", "participants_identified", "--year", "2019", "--json")
    rows = json.loads(out)
    assert (status, err) == (0, "")
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert rows[0]["value"] == 14 and rows[0]["printed"] == "14"
    assert rows[0]["snapshot"] == snapshot and rows[0]["status"] == "released"


def test_a_small_number_is_null_and_dots(samsyn, snapshot):
    """Three men are too few, and eleven women would give them away beside the total."""
    _, out, _ = samsyn(
        "indicator", "participants_identified", "--year", "2019", "--by", "sex", "--json"
    )
    by_breakdown = {row["breakdown"]: row for row in json.loads(out)}
    assert by_breakdown[""]["value"] == 14
    for sex in ("woman", "man"):
        row = by_breakdown[f"sex={sex}"]
        assert (row["value"], row["n"], row["printed"], row["status"]) == (
            None,
            None,
            "..",
            "withheld",
        )


def test_asking_for_the_share_does_not_undo_what_the_count_hides(samsyn, snapshot):
    """The share of women with its n would give their number."""
    words = ("indicator", "sex_share", "--of", "participants_identified", "--year", "2019")
    _, out, _ = samsyn(*words, "--json")
    status = {row["breakdown"]: row["status"] for row in json.loads(out)}
    assert status["sex=woman"] == status["sex=man"] == "withheld"


def test_the_table_reads_in_swedish_with_definition_source_and_snapshot(samsyn, snapshot):
    """A person reads title, numbers, why some are dots, and that the data are invented."""
    status, out, _ = samsyn("indicator", "participants_identified", "--year", "2019", "--by", "sex")
    assert status == 0
    for text in (
        "Deltagare med personuppgifter (personer)",
        "Påhittade data",
        "Kvinna",
        "..",
        "Uppgiften visas inte",
        "Definition:",
        "Källa:",
        snapshot,
    ):
        assert text in out


def test_a_span_gives_a_row_a_period_and_against_the_changes(samsyn, snapshot):
    """--period 2018..2019 and --against 2018."""
    words = ("indicator", "participants_started", "--json", "--by", "sex")
    _, out, _ = samsyn(*words, "--period", "2018..2019")
    totals = [(r["period"], r["value"]) for r in json.loads(out) if r["breakdown"] == ""]
    assert totals == [("2018", 0), ("2019", 14)]
    _, out, _ = samsyn(*words, "--period", "2019", "--against", "2018")
    changes = [r for r in json.loads(out) if r["against"] and r["breakdown"] == ""]
    assert [(r["statistic"], r["value"], r["status"]) for r in changes] == [
        ("change_percent", None, "not_available"),
        ("change_absolute", 14, "released"),
    ]
    withheld = [r for r in json.loads(out) if r["against"] and r["breakdown"] == "sex=man"]
    assert {r["status"] for r in withheld} == {"withheld"}


def test_a_level_and_an_area_give_that_area_alone(samsyn, snapshot):
    """--level county --area 14."""
    words = ("indicator", "participants_identified", "--year", "2019", "--level", "county")
    _, out, _ = samsyn(*words, "--area", "14", "--json")
    rows = json.loads(out)
    assert {(row["level"], row["area"]) for row in rows} == {("county", "14")}
    _, out, _ = samsyn(*words, "--area", "14")
    assert "14 Västra Götalands län" in out


def test_unprotected_says_so_and_is_logged(samsyn, snapshot, samsyn_home):
    """Someone checking against the register sees the men; the log says who asked, no numbers."""
    words = ("indicator", "participants_identified", "--year", "2019", "--by", "sex", "--json")
    status, out, err = samsyn(*words, "--unprotected")
    values = {row["breakdown"]: row["value"] for row in json.loads(out)}
    assert (status, values["sex=man"]) == (0, 3)
    assert {tuple(row) for row in json.loads(out)} == {COLUMNS}
    assert "NOT protected" in err
    log = samsyn_home / "log" / "unprotected.jsonl"
    line = json.loads(log.read_text(encoding="utf-8"))
    assert line["asked"][0]["indicator"] == "participants_identified"
    assert line["snapshot"] == snapshot and line["who"] and line["at"]
    assert log.stat().st_mode & 0o077 == 0


def test_unprotected_without_a_log_gives_nothing(samsyn, snapshot, samsyn_home):
    """A use that cannot be noted is refused."""
    (samsyn_home / "log").write_text("in the way", encoding="utf-8")
    words = ("indicator", "participants_identified", "--year", "2019", "--unprotected")
    status, out, err = samsyn(*words)
    assert (status, out) == (1, "")
    assert "unprotected.jsonl" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["participants_identifed", "--year", "2019"], "'participants_identified'"),
        (["completed", "--year", "2019", "--level", "conty"], "'county'"),
        (["completed", "--year", "2019", "--by", "exit_resaon"], "'exit_reason'"),
        (["completed", "--year", "2019", "--level", "county", "--area", "99"], "county '99'"),
        (["completed", "--year", "2019", "--area", "14"], "--level"),
        (["completed", "--year", "19"], "2019-H1"),
        (["completed"], "--period"),
        ([], "--list"),
        (["sex_share", "--year", "2019"], "--of"),
        (["completed", "--of", "completed", "--year", "2019"], "sex_share"),
        (["completed", "--year", "2019", "--against", "2018-H1"], "same form"),
    ],
)
def test_wrong_use_names_what_is_near_and_ends_with_two(samsyn, snapshot, words, said):
    """An unknown name, a wrong period or a missing option: exit status 2 and what to do."""
    status, out, err = samsyn("indicator", *words)
    assert (status, out) == (2, "")
    assert said in err and "Traceback" not in err


def test_without_a_snapshot_it_says_how_to_take_one(samsyn):
    """An empty data folder: exit status 1."""
    status, out, err = samsyn("indicator", "completed", "--year", "2019")
    assert (status, out) == (1, "")
    assert "samsyn snapshot" in err


def test_the_list_names_every_indicator_with_its_keys(samsyn):
    """No snapshot is needed to read the list."""
    status, out, _ = samsyn("indicator", "--list")
    assert status == 0 and "participants_identified" in out and "age_group" in out
    _, out, _ = samsyn("indicator", "--list", "--json")
    assert {row["indicator"] for row in json.loads(out)} >= {"sex_share", "funds"}


def test_help_shows_examples(samsyn):
    """The help ends with lines to copy."""
    status, out, _ = samsyn("indicator", "--help")
    assert status == 0 and "samsyn indicator sex_share --of participants_identified" in out


def test_a_row_of_json_reads_like_a_row_of_csv(samsyn, snapshot):
    """Nothing in a row breaks the comma-separated form of the same columns."""
    _, out, _ = samsyn("indicator", "completed", "--year", "2019", "--json")
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(json.loads(out))
    assert len(text.getvalue().splitlines()) == len(json.loads(out)) + 1
