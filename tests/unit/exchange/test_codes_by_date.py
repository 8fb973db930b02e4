"""A code is judged on the row's own day: lists gain, lose and rename codes by date."""

from datetime import date
from pathlib import Path

import pytest
from tests.unit.exchange.sound import checked, sound, told

from samsyn.exchange import code_validity, rules_values
from samsyn.vocabulary.codelist import Code, CodeList, code_list

DATED = {
    "exit_reason": (
        Code("work", "Arbete", "Work", valid_to=date(2020, 6, 30)),
        Code("employment", "Anställning", "Employment", valid_from=date(2020, 7, 1)),
        Code("moved", "Flytt", "Moved"),
    ),
    "head_count_kind": (
        Code("anonymous", "Anonym", "Anonymous", valid_to=date(2019, 12, 31)),
        Code("volume", "Volym", "Volume", valid_from=date(2020, 12, 31)),
        Code("structural", "Struktur", "Structural", valid_to=date(2020, 1, 1)),
    ),
    "method": (
        Code("ips", "IPS", "IPS", valid_from=date(2019, 2, 1)),
        Code("none", "Ingen", "None"),
    ),
    "income_source": (
        Code("sickness_benefit", "Sjukpenning", "Sickness benefit", valid_to=date(2026, 11, 21)),
        Code("social_assistance", "Försörjningsstöd", "Social assistance"),
        Code("no_public_income", "Ingen", "None"),
        Code("illness_benefit", "Sjukpenning", "Illness benefit"),
    ),
    "sex": (
        Code("woman", "Kvinna", "Woman"),
        Code("man", "Man", "Man", valid_to=date(2019, 1, 1)),
        Code("man", "Man", "Male", valid_from=date(2020, 1, 1)),
    ),
}


@pytest.fixture(autouse=True)
def dated_lists(monkeypatch: pytest.MonkeyPatch):
    """Some lists with days, in place of those that ship."""

    def dated(name: str) -> CodeList:
        shipped = code_list(name)
        if name not in DATED:
            return shipped
        return CodeList(name, shipped.title_sv, shipped.source, shipped.version, DATED[name])

    monkeypatch.setattr(code_validity, "code_list", dated)
    uncached = rules_values._typed_and_bad.__wrapped__  # what is kept knows the lists that ship
    monkeypatch.setattr(rules_values, "_typed_and_bad", uncached)


def r01(folder: Path, table: str) -> list[str]:
    """What R01 says of one table of the sound package, less the place."""
    found = told(checked(folder, sound()), "R01")
    return [each.split(": ", 1)[1] for each in found if each.startswith(f"R01 {table}.csv")]


def test_a_code_that_has_expired_names_what_replaced_it(tmp_path: Path):
    """A participation is dated by its entry: February 2020 takes the old code, July the new."""
    tables = sound()
    assert "participation" not in checked(tmp_path / "old", tables).refused
    tables["participation"][0]["entered_on"] = "2020-07-01"
    found = [
        each for each in told(checked(tmp_path / "new", tables), "R01") if "exit_reason" in each
    ]
    assert found == [
        (
            "R01 participation.csv rad 2, exit_reason ”work”: Koden finns inte i kodlistan "
            "exit_reason den 2020-07-01. Koden gäller till och med 2020-06-30. Menas employment?"
        )
    ]


def test_a_code_not_yet_in_force_says_from_when(tmp_path: Path):
    """The new name on an old row."""
    tables = sound()
    tables["participation"][0]["exit_reason"] = "employment"
    found = [each for each in told(checked(tmp_path, tables), "R01") if "exit_reason" in each]
    assert found == [
        (
            "R01 participation.csv rad 2, exit_reason ”employment”: Koden finns inte i kodlistan "
            "exit_reason den 2020-02-03. Koden gäller från 2020-07-01. Giltiga: work, moved."
        )
    ]


def test_a_code_of_a_year_holds_if_it_holds_on_any_of_its_days(tmp_path: Path):
    """On 31 December or 1 January 2020 is enough; the last day of 2019 is not."""
    assert r01(tmp_path, "head_count") == [
        (
            "Koden finns inte i kodlistan head_count_kind år 2020. Koden gäller till och med "
            "2019-12-31. Giltiga: volume, structural."
        )
    ]


def test_a_row_without_a_day_of_its_own_is_judged_on_the_day_of_import(tmp_path: Path):
    """An income has no day: the benefit that ended yesterday is refused, with its namesake."""
    assert r01(tmp_path, "income") == [
        (
            "Koden finns inte i kodlistan income_source den 2026-11-22. Koden gäller till och med "
            "2026-11-21. Menas illness_benefit?"
        )
    ]


def test_each_of_several_codes_is_judged_by_day(tmp_path: Path):
    """One that begins a month after the intervention refuses it; the other is not named."""
    tables = sound()
    for intervention, method in zip(tables["intervention"], ("none;ips", "none", ""), strict=True):
        intervention["method"] = method
    found = [each for each in told(checked(tmp_path, tables), "R01") if "method" in each]
    assert found == [
        (
            "R01 intervention.csv rad 2, method ”none;ips”: Koden finns inte i kodlistan method "
            "den 2019-01-01. Okänd: ips. Koden gäller från 2019-02-01. Giltiga: none."
        )
    ]


def test_a_code_with_a_gap_holds_on_either_side_of_it(tmp_path: Path):
    """Two rows of one code: 2018 and 2020 are in them, the day after the first is not."""
    tables = sound()
    base = tables["transition_meeting"][0]
    days = ("2018-05-05", "2019-01-02", "2019-12-31", "2020-01-01")
    tables["transition_meeting"] = [
        base | {"meeting_id": f"M{day}", "held_on": day} for day in days
    ]
    accepted = checked(tmp_path, tables).accepted["transition_meeting"]
    assert sorted(map(str, accepted["held_on"])) == ["2018-05-05", "2020-01-01"]
