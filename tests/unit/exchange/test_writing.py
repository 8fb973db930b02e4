"""The contract's writing, against bytes written by hand; and what was written reads back."""

import csv
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.exchange.sound import TODAY, checked, row, sound

from samsyn.errors import UnknownName, WrongUse
from samsyn.exchange.check import check
from samsyn.exchange.known import NOTHING_KNOWN
from samsyn.exchange.package import read_package
from samsyn.exchange.writing import OutputExists, csv_bytes, write_package
from samsyn.vocabulary.tables import TABLES

CREATED = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def test_the_bytes_of_a_file():
    """UTF-8, comma, LF, quotes only where RFC 4180 needs them, all columns in order, a final LF;
    rows by the bytes of the key: upper case before lower, Swedish letters last."""
    frame = pl.DataFrame(
        {
            "name": ['Säg "hej"', "a,b", "två\nrader", " blank ", "retur\rher", "=1+1"],
            "association_code": ["ö", "b", "B", "å", "a b", "Z"],
            "last_day": [None, date(2020, 12, 31), None, None, None, None],
            "first_day": [date(2019, 1, 2)] * 6,
        }
    )
    assert (
        csv_bytes(TABLES["association"], frame)
        == (
            "association_code,name,first_day,last_day,merged_into\n"
            'B,"två\nrader",2019-01-02,,\n'
            "Z,=1+1,2019-01-02,,\n"
            'a b,"retur\rher",2019-01-02,,\n'
            'b,"a,b",2019-01-02,2020-12-31,\n'
            "å, blank ,2019-01-02,,\n"
            'ö,"Säg ""hej""",2019-01-02,,\n'
        ).encode()
    )


def test_an_empty_part_of_a_key_sorts_first():
    """The whole year before its halves, the whole country before its municipalities."""
    frame = pl.DataFrame(
        {
            "intervention_code": ["I1", "I1", "I1", "I0"],
            "year": [2020, 2020, 2019, 2021],
            "half": [1, None, 2, None],
            "kind": ["volume"] * 4,
            "sex": ["man"] * 4,
            "persons": [1, 2, 3, 4],
        }
    )
    assert csv_bytes(TABLES["head_count"], frame).decode().splitlines()[1:] == [
        "I0,2021,,volume,man,4",
        "I1,2019,2,volume,man,3",
        "I1,2020,,volume,man,2",
        "I1,2020,1,volume,man,1",
    ]


def test_values_have_one_form():
    """Booleans true and false, decimals without a trailing zero, money whole."""
    frame = pl.DataFrame(
        {
            "intervention_code": ["a", "b", "c"],
            "year": [2020] * 3,
            "organisation_code": ["x"] * 3,
            "full_time_equivalents": [1.0, 0.25, 0.0001],
            "in_kind_sek": [-5, None, 1_000_000_000_000],
        }
    )
    assert csv_bytes(TABLES["intervention_staff"], frame).decode().splitlines()[1:] == [
        "a,2020,x,1,-5",
        "b,2020,x,0.25,",
        "c,2020,x,0.0001,1000000000000",
    ]
    flags = pl.DataFrame([row("intervention_code=a association_code=x name=y orientation=o")])
    flags = flags.with_columns(
        follow_up=pl.lit("p"), esf=True, own_insurance=False, first_day=date(2020, 1, 1)
    )
    assert csv_bytes(TABLES["intervention"], flags).endswith(
        b"\na,x,y,,o,,,p,,true,false,2020-01-01,\n"
    )


def test_identity_numbers_and_names_are_left_out_with_their_columns():
    """A column left out leaves alone what is there; an empty one would clear it on import."""
    persons = pl.DataFrame(sound()["person"]).drop("personal_identity_number", "name")
    header = csv_bytes(TABLES["person"], persons).splitlines()[0]
    assert header == b"person_id,controller,sex,birth_year,birth_date"


def test_refused_rows_keep_the_columns_they_had(tmp_path: Path):
    """In the order of the declaration, then what was unknown, then the three of the problem."""
    tables = sound()
    tables["intervention"][0]["orientation"] = "individuel"
    refused = checked(tmp_path, tables).refused
    write_package(refused, to=tmp_path / "r", name="refused", created=CREATED, invented=False)
    with (tmp_path / "r" / "participation.csv").open(newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == [
        *tables["participation"][0],
        "problem_rule",
        "problem",
        "what_to_do",
    ]
    assert [(each[0], each[-3]) for each in rows] == [("D1", "R03"), ("D2", "R03")]
    again = check(read_package(tmp_path / "r"), known=NOTHING_KNOWN, today=TODAY)
    assert "R01" in set(again.problems["rule"])


def test_a_package_is_described_and_says_if_it_is_invented(tmp_path: Path):
    """Frictionless Data Package v1: name, version, created, resources with their schemas."""
    frames = {"survey": pl.DataFrame(sound()["survey"]), "person": pl.DataFrame()}
    folder = write_package(frames, to=tmp_path / "p", name="x", created=CREATED, invented=True)
    about = json.loads((folder / "datapackage.json").read_text())
    assert {key: about[key] for key in ("name", "version", "created", "invented")} == {
        "name": "x",
        "version": "1",
        "created": "2026-11-22T13:00:00+00:00",
        "invented": True,
    }
    assert [(each["name"], each["path"]) for each in about["resources"]] == [
        ("survey", "survey.csv")
    ]
    assert about["resources"][0]["schema"]["fields"][1] == {"name": "year", "type": "year"}
    assert sorted(path.name for path in folder.iterdir()) == ["datapackage.json", "survey.csv"]
    assert (folder.stat().st_mode & 0o777) == 0o700


def test_a_zip_holds_the_same_files_and_the_same_bytes_each_time(tmp_path: Path):
    """No time of day goes into the zip but what ``created`` says."""
    frames = {"survey": pl.DataFrame(sound()["survey"])}
    given = {"name": "x", "created": CREATED, "invented": False}
    folder = write_package(frames, to=tmp_path / "p", **given)
    first = write_package(frames, to=tmp_path / "a.zip", **given)
    second = write_package(frames, to=tmp_path / "b.zip", **given)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.read("survey.csv") == (folder / "survey.csv").read_bytes()


def test_nothing_is_written_over(tmp_path: Path):
    """Neither a folder, an empty one included, nor a file; and nothing is left behind."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p.zip").write_text("kvar")
    for name in ("p", "p.zip"):
        with pytest.raises(OutputExists, match="finns redan och skrivs inte över"):
            write_package({}, to=tmp_path / name, name="x", created=CREATED, invented=False)
    assert (tmp_path / "p.zip").read_text() == "kvar"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p", "p.zip"]


def test_frames_that_are_no_tables_are_not_written(tmp_path: Path):
    """An unknown table, an unknown column, a required one missing: nothing appears."""
    given = {"name": "x", "created": CREATED, "invented": False}
    with pytest.raises(UnknownName, match="persons"):
        write_package({"persons": pl.DataFrame()}, to=tmp_path / "p", **given)
    survey = pl.DataFrame(sound()["survey"])
    for frame in (survey.drop("question"), survey.with_columns(x=1)):
        with pytest.raises(WrongUse, match="cannot be written"):
            write_package({"survey": frame}, to=tmp_path / "p", **given)
    assert list(tmp_path.iterdir()) == []


_text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
_code = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=6)
_codes = _code.filter(lambda code: code[0] not in "=+-@")
_days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
_notes = st.fixed_dictionaries(
    {
        "note_code": _codes,
        "first_day": _days,
        "last_day": st.none(),
        "association_code": st.none(),
        "text_sv": _text,
        "source": st.none() | _text,
    }
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(st.lists(_notes, unique_by=lambda note: note["note_code"], min_size=1, max_size=8))
def test_what_is_written_reads_back_and_writes_the_same(tmp_path_factory, notes):
    """Any text, any key: export → import → export gives the same bytes, in a folder or a zip."""
    schema = dict.fromkeys(TABLES["context_note"].names, pl.String)
    schema |= {"first_day": pl.Date, "last_day": pl.Date}
    frame = pl.DataFrame(notes, schema=schema)
    folder = tmp_path_factory.mktemp("round")
    given = {"name": "x", "created": CREATED, "invented": True}
    first = write_package({"context_note": frame}, to=folder / "a", **given)
    packed = write_package({"context_note": frame}, to=folder / "a.zip", **given)
    read = [check(read_package(p), known=NOTHING_KNOWN, today=TODAY) for p in (first, packed)]
    assert read[0].problems.is_empty(), list(read[0].problems["problem"])
    assert read[0].accepted["context_note"].equals(read[1].accepted["context_note"])
    assert read[0].accepted["context_note"].sort("note_code").equals(frame.sort("note_code"))
    second = write_package(read[0].accepted, to=folder / "b", **given)
    for name in ("context_note.csv", "datapackage.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    with (first / "context_note.csv").open(newline="", encoding="utf-8") as file:
        by_standard = [tuple(value or None for value in each) for each in csv.reader(file)][1:]
    assert by_standard == frame.with_columns(pl.all().cast(pl.String)).sort("note_code").rows()


def test_the_whole_sound_package_goes_round(tmp_path: Path):
    """Every table: written, read, checked and written again, byte for byte."""
    accepted = checked(tmp_path, sound()).accepted
    given = {"name": "x", "created": CREATED, "invented": False}
    first = write_package(accepted, to=tmp_path / "a", **given)
    again = check(read_package(first), known=NOTHING_KNOWN, today=TODAY)
    second = write_package(again.accepted, to=tmp_path / "b", **given)
    files = sorted(path.name for path in first.iterdir())
    assert len(files) == len(TABLES) + 1
    for name in files:
        assert (first / name).read_bytes() == (second / name).read_bytes()
