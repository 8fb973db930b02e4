"""Code lists, rules, periods and areas say what their sources say."""

from datetime import date

import pytest

from samsyn.errors import SamsynError, UnknownCode, UnknownName, WrongUse
from samsyn.vocabulary.area import counties, municipalities
from samsyn.vocabulary.codelist import code_list, code_list_names
from samsyn.vocabulary.period import parse_period, parse_span
from samsyn.vocabulary.printed import millions, number, percent, printed
from samsyn.vocabulary.rules import rule, rule_names
from samsyn.vocabulary.tables import TABLES, InSnapshot, snapshot_fields, table


@pytest.fixture
def dated_list(tmp_path):
    """A list in which a code was renamed, one ended and one came new on 1 January 2020."""
    (tmp_path / "index.toml").write_text('[fruit]\ntitle_sv = "Frukt"\nsource = "s"\nversion = "1"')
    (tmp_path / "fruit.csv").write_text(
        "code,label_sv,label_en,valid_from,valid_to\n"
        "apple,Äpple,Apple,,2019-12-31\napple,Äpplen,Apples,2020-01-01,\n"
        "pear,Päron,Pear,,2019-12-31\nplum,Plommon,Plum,2020-01-01,\n"
    )
    return code_list("fruit", tmp_path)


def test_a_code_list_gains_loses_and_renames_codes_by_date(dated_list):
    """A new file is enough: no code knows which codes there are."""
    assert dated_list.codes_on(date(2019, 12, 31)) == ("apple", "pear")
    assert dated_list.codes_on(date(2020, 1, 1)) == ("apple", "plum")
    assert dated_list.label("apple", date(2019, 6, 1)) == "Äpple"
    assert dated_list.label("apple", date(2021, 6, 1)) == "Äpplen"
    with pytest.raises(UnknownCode, match="'pear' is not a code in fruit"):
        dated_list.check("pear", date(2020, 1, 1))


def test_an_unknown_code_names_the_near_one():
    """The message says what was wrong, in which list, and which code is near."""
    with pytest.raises(UnknownCode, match="Did you mean 'activity_compensation'"):
        code_list("income_source").check("activity_compenstion", date(2026, 1, 1))


def test_unknown_names_are_errors_that_help():
    """Tables, fields, lists and rules all name what is near or known."""
    with pytest.raises(UnknownName, match="participation"):
        table("particpation")
    with pytest.raises(UnknownName, match="entered_on"):
        table("participation").field("entred_on")
    with pytest.raises(UnknownName, match="sex"):
        code_list("sexx")
    with pytest.raises(UnknownName, match="age_groups"):
        rule("age_group")


def test_every_code_list_of_a_field_exists_and_is_named():
    """Each coded field's list is there, and each list's labels are complete."""
    named = {field.code_list for each in TABLES.values() for field in each.fields}
    assert named - {"", "municipality"} <= set(code_list_names())
    for name in code_list_names():
        for entry in code_list(name).entries:
            assert entry.code and entry.label_sv and entry.label_en, (name, entry)


def test_references_point_at_tables_with_one_key():
    """What a field refers to can be looked up by one value."""
    for each in TABLES.values():
        for field in each.fields:
            assert not field.refers_to or len(table(field.refers_to).key) == 1


def test_no_name_or_number_of_a_person_goes_into_a_snapshot():
    """Identity numbers, names, birth dates and free answers stay; keys become pseudonyms."""
    in_snapshot = {
        (each.name, field.name): field.in_snapshot
        for each in TABLES.values()
        for field in snapshot_fields(each)
    }
    left_out = {"personal_identity_number", "name", "birth_date"}
    assert not [name for kind, name in in_snapshot if kind == "person" and name in left_out]
    assert not [kind for kind, _ in in_snapshot if kind == "complementary_answer"]
    ids = {"person_id", "participation_id", "case_id", "meeting_id"}
    assert all(
        form is InSnapshot.PSEUDONYM for (_, name), form in in_snapshot.items() if name in ids
    )


def test_a_rule_gives_the_value_of_the_day():
    """The priorities of 2016 hold until the day those of 2017 begin."""
    priorities = rule("priorities")
    assert "young_disability" not in priorities.on(date(2016, 12, 31))
    assert "young_disability" in priorities.on(date(2017, 1, 1))
    with pytest.raises(SamsynError, match="says nothing before"):
        priorities.on(date(2010, 1, 1))


def test_every_value_of_every_rule_has_a_reference():
    """A rule without a source is an opinion."""
    for name in rule_names():
        assert all(value.reference for value in rule(name).values)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2019-H1", "2019-01-01", "2019-06-30"),
        ("2019-H2", "2019-07-01", "2019-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
    ],
)
def test_a_period_has_its_first_and_last_day(text, first, last):
    """Years, half-years and months, leap year included."""
    period = parse_period(text)
    assert (str(period.first_day), str(period.last_day), str(period)) == (first, last, text)


@pytest.mark.parametrize("text", ["19", "2019-H3", "2019-13", "2019-1", "2019-06-01", "", "ja"])
def test_what_is_no_period_is_refused_with_the_forms(text):
    """The message shows how a period is written."""
    with pytest.raises(WrongUse, match="2019-H1"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2019..2018", "2018..2019-H1", "2018-H1..2019-03"])
def test_a_span_runs_forward_in_one_form(text):
    """A span that goes backwards or mixes forms is refused."""
    with pytest.raises(WrongUse):
        parse_span(text)


def test_a_span_has_every_period_between():
    """Months cross the year."""
    assert [str(p) for p in parse_span("2018-11..2019-02")] == [
        "2018-11",
        "2018-12",
        "2019-01",
        "2019-02",
    ]
    assert len(parse_span("2016..2021")) == 6
    assert str(parse_period("2019-H2").year_before()) == "2018-H2"


def test_the_country_has_290_municipalities_in_21_counties():
    """A municipality's first two digits are its county's."""
    assert (len(municipalities()), len(counties())) == (290, 21)
    assert all(each.code[:2] == each.county_code for each in municipalities().values())


@pytest.mark.parametrize(
    ("value", "form"),
    [(0.0, "0"), (0.04, "0,0"), (0.7, "0,7"), (0.95, "1"), (1.5, "2"), (2.5, "3"), (-2.5, "−3")],
)
def test_percent_is_whole_and_below_one_has_a_decimal(value, form):
    """Half away from zero, decimal comma, a real minus."""
    assert percent(value) == form


def test_numbers_are_printed_the_swedish_way():
    """No-break spaces between thousands; money in millions; the withheld as two dots."""
    assert number(1234567) == "1\u00a0234\u00a0567"
    assert number(-1234.5, 1) == "−1\u00a0234,5"
    assert millions(339_000_000) == "339,0"
    assert printed(678_000_000, "SEK", "sum") == "678,0"
    assert printed(21_753.4, "SEK", "mean") == "21\u00a0753"
    assert printed(None, "persons") == ".."
