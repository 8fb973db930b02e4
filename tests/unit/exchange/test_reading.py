"""What reading accepts, which files it refuses (R01), and the lines it tells of."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.exchange.sound import TODAY, WOMAN, checked, sound, told, write

from samsyn.exchange.check import Checked, check
from samsyn.exchange.known import NOTHING_KNOWN
from samsyn.exchange.package import Package, UnreadablePackage, read_package
from samsyn.exchange.writing import write_package

MEETINGS = "meeting_id,held_on,sex,reason\nM1,2020-04-04,man,sickness_benefit_ending\n"
ORGANISATIONS = b"organisation_code,party,name\nFK,region,F\xc3\xb6rs\xc3\xa4kring\n"


def package_of(folder: Path, **files: bytes) -> Package:
    """A package with these files, by table."""
    write(folder, {})
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    resources = [{"name": name, "path": f"{name}.csv"} for name in files]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return read_package(folder)


def check_of(folder: Path, **files: bytes) -> Checked:
    """The package of these files, checked."""
    return check(package_of(folder, **files), known=NOTHING_KNOWN, today=TODAY)


@pytest.mark.parametrize(
    "content",
    [
        ORGANISATIONS,
        b"\xef\xbb\xbf" + ORGANISATIONS,
        ORGANISATIONS.replace(b",", b";"),
        ORGANISATIONS.replace(b"\n", b"\r\n"),
        ORGANISATIONS.replace(b"\n", b"\r"),
        ORGANISATIONS.rstrip(),
        ORGANISATIONS + b"\n\n",
        ORGANISATIONS.replace(b"\n", b"\n\n"),
        b'"organisation_code","party","name"\n"FK","region","F\xc3\xb6rs\xc3\xa4kring"\n',
        b"name,organisation_code,party\nF\xc3\xb6rs\xc3\xa4kring,FK,region\n",
        b"problem,organisation_code,party,name,problem_rule\nx,FK,region,F\xc3\xb6rs\xc3\xa4kring,R01\n",
    ],
)
def test_every_accepted_form_reads_the_same(content: bytes, tmp_path: Path):
    """BOM or not, comma or semicolon, any line ending, blank lines, any order of columns, the
    columns of a refused row read over."""
    rows = check_of(tmp_path, organisation=content).accepted["organisation"]
    read = rows.select("organisation_code", "party", "name").rows()
    assert read == [("FK", "region", "Försäkring")]


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path):
    """Line breaks inside quotes and blank lines count; a row stands on the line it begins."""
    content = (
        b'organisation_code,party,name\r\nA,region,"two\r\nlines"\r\n\r\nB,no,x\r\n'
        b'C,region,"a ""b""\n\n"\r\n,region,y\r\n'
    )
    found = told(check_of(tmp_path, organisation=content), "R01")
    assert [each.split(",")[0] for each in found] == [
        "R01 organisation.csv rad 5",
        "R01 organisation.csv rad 9",
    ]


def test_a_row_with_too_few_or_too_many_fields_is_refused_alone(tmp_path: Path):
    """The other rows are taken, and the row comes back with what it had."""
    content = b"organisation_code,party,name\nA,region\nB,region,x\nC,region,y,z\n"
    result = check_of(tmp_path, organisation=content)
    assert told(result, "R01") == [
        "R01 organisation.csv rad 2: Raden har 2 fält men rubrikraden 3.",
        "R01 organisation.csv rad 4: Raden har 4 fält men rubrikraden 3.",
    ]
    assert result.accepted["organisation"]["organisation_code"].to_list() == ["B"]
    assert result.refused["organisation"]["organisation_code"].to_list() == ["A", "C"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ": Filen är tom; väntat är en rubrikrad med tabellens kolumner."),
        (b"\n\n", ": Filen är tom; väntat är en rubrikrad med tabellens kolumner."),
        (
            b"organisation_code,name\nA,x\n",
            ", party (tomt): Kolumnen saknas men måste finnas i tabellen organisation.",
        ),
        (
            b"organisation_code,party,name,adress\nA,region,x,y\n",
            ", rubrik ”adress”: Kolumnen finns inte i tabellen organisation.",
        ),
        (
            b"organisation_code,partie,name,party\nA,region,x,y\n",
            ", rubrik ”partie”: Kolumnen finns inte i tabellen organisation. Menas party?",
        ),
        (
            b"organisation_code,party,name,name\nA,region,x,y\n",
            ", rubrik ”name”: Kolumnen finns två gånger i rubrikraden.",
        ),
        (
            b"organisation_code,party,name,\nA,region,x,\n",
            ", rubrik (tomt): Kolumnen finns inte i tabellen organisation.",
        ),
        (
            b"organisation_code\tparty\tname\nA\tregion\tx\n",
            ": Kolumnerna skiljs åt med tabb; väntat är komma eller semikolon.",
        ),
        (
            b'organisation_code,party,name\nA,region,"x\nB,region,y\n',
            ": Ett citattecken öppnas här eller tidigare i filen och stängs aldrig.",
        ),
    ],
)
def test_a_file_with_a_wrong_header_is_refused_whole(content: bytes, problem: str, tmp_path: Path):
    """R01 on the file: nothing of it is taken, and the other files go on."""
    result = check_of(tmp_path, organisation=content, transition_meeting=MEETINGS.encode())
    line = 2 if "citattecken" in problem else 1
    assert told(result, "R01") == [f"R01 organisation.csv rad {line}{problem}"]
    assert "organisation" not in result.accepted
    assert result.accepted["transition_meeting"].height == 1


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path):
    """Nothing to take and nothing wrong."""
    result = check_of(tmp_path, organisation=b"organisation_code,party,name\n")
    assert (result.problems.height, result.accepted["organisation"].height) == (0, 0)


def test_rows_of_a_refused_file_come_back_and_refuse_those_that_refer_to_them(tmp_path: Path):
    """The rest of the package goes on (R03 for what hung on the file)."""
    tables = sound()
    for intervention in tables["intervention"]:
        intervention["budget"] = "1"
    result = checked(tmp_path, tables)
    refused = result.refused["intervention"]
    assert refused.height == 3
    assert refused["budget"].to_list() == ["1", "1", "1"]
    assert refused["problem"][0].startswith(
        "Hela filen är avvisad: R01 intervention.csv rad 1, rubrik ”budget”: Kolumnen finns inte"
    )
    assert set(result.refused["participation"]["problem_rule"]) == {"R03"}
    assert result.accepted["person"].height == 2


def test_rows_with_swapped_columns_say_what_each_field_takes(tmp_path: Path):
    """The header promises one thing and the rows hold another: R01 in each field."""
    content = MEETINGS.replace("M1,2020-04-04,man", "M1,man,2020-04-04").encode()
    assert told(check_of(tmp_path, transition_meeting=content), "R01") == [
        (
            "R01 transition_meeting.csv rad 2, held_on ”man”: Väntat: ett datum som finns i "
            "almanackan, skrivet ÅÅÅÅ-MM-DD."
        ),
        (
            "R01 transition_meeting.csv rad 2, sex ”2020-04-04”: Koden finns inte i kodlistan sex "
            "den 2026-11-22. Giltiga: woman, man, unknown."
        ),
    ]


def test_a_huge_field_is_read(tmp_path: Path):
    """Thirty million characters in a text field are a text."""
    content = b"organisation_code,party,name\nA,region," + b"x" * 30_000_000 + b"\nB,region,y\n"
    names = check_of(tmp_path, organisation=content).accepted["organisation"]["name"]
    assert names.str.len_bytes().to_list() == [30_000_000, 1]


def test_a_file_missing_or_misnamed_is_told_of_and_its_rows_come_back(tmp_path: Path):
    """Nobody's rows vanish without a word because of a name."""
    tables = sound()
    named = {name: tables[name] for name in ("transition_meeting", "survey", "organisation")}
    folder = write(tmp_path / "package", named | {"persons": tables["person"]})
    about = json.loads((folder / "datapackage.json").read_text())
    about["resources"] = [each for each in about["resources"] if each["name"] != "organisation"]
    about["resources"].append({"name": "context_note", "path": "context_note.csv"})
    (folder / "datapackage.json").write_text(json.dumps(about))
    (folder / "surveys.csv").write_text("a\n1\n")
    (folder / "README.txt").write_text("hej")
    result = check(read_package(folder), known=NOTHING_KNOWN, today=TODAY)
    assert sorted(told(result, "R01")) == [
        "R01 context_note.csv: datapackage.json nämner filen men den finns inte i paketet.",
        "R01 organisation.csv: Filen ligger i paketet men nämns inte i datapackage.json.",
        "R01 persons.csv: Det finns ingen tabell med det namnet. Menas person?",
        "R01 surveys.csv: Det finns ingen tabell med det namnet. Menas survey eller survey_count?",
    ]
    assert {name: rows.height for name, rows in result.accepted.items()} == {
        "transition_meeting": 1,
        "survey": 1,
    }
    assert {name: rows.height for name, rows in result.refused.items()} == {
        "organisation": 4,
        "persons": 2,
    }
    at = datetime(2026, 11, 22, tzinfo=UTC)
    back = write_package(result.refused, to=tmp_path / "back", name="r", created=at, invented=False)
    again = check(read_package(back), known=NOTHING_KNOWN, today=TODAY)
    assert again.accepted["organisation"].height == 4
    assert again.refused["persons"].height == 2


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"organisation_code,party,name\nA,region,F\xf6rs\n", "rad 2, byte 40"),
        ("organisation_code,party,name\n".encode("utf-16"), "rad 1, byte 1"),
        (b"\xef\xbb\xbforganisation_code,party,name\nA,region,\xc3", "rad 2, byte 42"),
    ],
)
def test_broken_encoding_says_where(content: bytes, place: str, tmp_path: Path):
    """The line, and the byte counted from the beginning of the file; the package is not read."""
    with pytest.raises(UnreadablePackage, match=f"organisation.csv är inte UTF-8.*{place} "):
        package_of(tmp_path, organisation=content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("inte json", "är inte giltig JSON"),
        ("[" * 100_000, "är inte giltig JSON"),
        ("[]", "saknar listan resources"),
        ('{"name": "x"}', "saknar listan resources"),
        ('{"version": "2", "resources": []}', "har version 2; den här installationen läser"),
        ('{"resources": ["person.csv"]}', "saknar name eller path"),
        ('{"resources": [{"name": "person", "path": ["a.csv", "b.csv"]}]}', "saknar name eller"),
        ('{"resources": [{"name": "person", "path": "../person.csv"}]}', "en fil utanför paketet"),
        ('{"resources": [{"name": "person", "path": "/etc/passwd"}]}', "en fil utanför paketet"),
        ('{"resources": [{"name": "person", "path": "http://x/p.csv"}]}', "en fil utanför"),
        (
            '{"resources": [{"name": "person", "path": "a"}, {"name": "person", "path": "b"}]}',
            "nämner tabellen person två gånger",
        ),
    ],
)
def test_a_description_that_cannot_be_used_says_why(content: str, says: str, tmp_path: Path):
    """Never a traceback: the file, what is wrong and what to do."""
    (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(UnreadablePackage, match=says):
        read_package(tmp_path)


def test_what_is_no_package_says_what_one_is(tmp_path: Path):
    """A path that is not there, a file of another kind, a folder without a description."""
    with pytest.raises(UnreadablePackage, match="finns inte"):
        read_package(tmp_path / "nowhere")
    (tmp_path / "figures.csv").write_text("a,b\n")
    with pytest.raises(UnreadablePackage, match="varken en mapp eller en zip-fil"):
        read_package(tmp_path / "figures.csv")
    with pytest.raises(UnreadablePackage, match=r"saknar datapackage\.json"):
        read_package(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path):
    """A package from elsewhere cannot make the program read other files."""
    folder = write(tmp_path / "package", {"survey": sound()["survey"]})
    (tmp_path / "secret").write_text("hemligt")
    (folder / "survey.csv").unlink()
    (folder / "survey.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(UnreadablePackage, match="pekar ut ur paketet"):
        read_package(folder)


def test_a_file_without_a_header_does_not_print_its_first_row(tmp_path: Path):
    """Identity numbers that stand where names of columns should are hidden."""
    content = f"P1,FK,{WOMAN},Namn,woman,1990,1990-01-15\n".encode()
    result = check_of(tmp_path, person=content)
    assert WOMAN not in result.problems.write_csv()
    assert any("rubrik ”••••••”" in each for each in told(result, "R01"))


def test_invented_data_say_so(tmp_path: Path):
    """The mark is read from the description; without it the data are taken for real."""
    assert read_package(write(tmp_path / "a", {}, invented=True)).invented
    assert not read_package(write(tmp_path / "b", {})).invented
