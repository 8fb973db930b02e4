"""What a released number is, and that nobody else can make one."""

import copy
import dataclasses
import pickle

import pytest

from samsyn.disclosure import IndicatorCard, OnlyDisclosureReleases, Release, Released
from samsyn.disclosure.released import COLUMNS, sealed
from samsyn.errors import UnknownName

CARD = IndicatorCard(
    id="completed",
    title="Avslutade deltaganden",
    definition="Deltaganden som avslutades under perioden.",
    note="",
    version=1,
    unit="participations",
    source="SUS",
    reviewer="Utredaren",
    reviewed_on="2026-11-22",
    next_review="",
    breakdowns=("exit_reason", "sex"),
    levels=("nation", "county"),
)


def number(**facts):
    standard = {
        "card": CARD,
        "of": "",
        "statistic": "count",
        "period": "2019",
        "against": "",
        "level": "nation",
        "area": "",
        "breakdown": "",
        "value": 8412,
        "n": 8412,
        "status": "released",
        "reason": "",
        "snapshot": "2026-11-22-00000000",
        "source": CARD.source,
        "unit": CARD.unit,
        "definition_version": 1,
    }
    return sealed(**(standard | facts))


def test_a_released_number_is_not_made_by_hand():
    """Reports cannot make a number of their own: the constructor asks for the floor's seal."""
    facts = {
        field.name: getattr(number(), field.name)
        for field in dataclasses.fields(Released)
        if field.name != "seal"
    }
    with pytest.raises(OnlyDisclosureReleases):
        Released(**facts, seal=None)
    with pytest.raises(OnlyDisclosureReleases):
        Released(**facts, seal=number().seal)


def test_a_released_number_is_not_changed_by_replacing_a_field():
    """dataclasses.replace on a genuine number does not smuggle another value out."""
    with pytest.raises(OnlyDisclosureReleases):
        dataclasses.replace(number(), value=3)


def test_a_released_number_cannot_be_set():
    """A genuine number keeps its value."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        number().value = 3


def test_a_copy_is_the_number_itself():
    """Copying gives the same genuine object, so nothing can be slipped in on the way."""
    genuine = number()
    assert copy.copy(genuine) is genuine
    assert copy.deepcopy([genuine])[0] is genuine


def test_a_released_number_is_neither_pickled_nor_restored():
    """Pickling would let anyone write bytes that come back as a released number."""
    with pytest.raises(OnlyDisclosureReleases):
        pickle.dumps(number())
    with pytest.raises(OnlyDisclosureReleases):
        object.__new__(Released).__setstate__([3])


def test_nobody_inherits_from_released():
    """A subclass could skip the guard."""
    with pytest.raises(OnlyDisclosureReleases):
        type("Mine", (Released,), {})


def test_a_withheld_number_carries_neither_value_nor_denominator():
    """Not in its columns, not in its printed form, not in its representation."""
    hidden = number(value=3, n=4, status="withheld", reason="small")
    assert (hidden.value, hidden.n, hidden.printed, hidden.shown) == (None, None, "..", False)
    assert "3" not in repr(hidden) and "4" not in repr(hidden)


def test_the_figure_has_the_columns_of_the_contract_in_order():
    """figures.csv and --json take the same fifteen columns."""
    assert tuple(number().figure()) == COLUMNS
    assert len(COLUMNS) == 15
    assert number().figure()["printed"] == "8\u00a0412"


def test_a_release_finds_a_number_whatever_the_order_of_its_breakdown():
    """A report asks sex and age in the order it likes."""
    cell = number(breakdown="exit_reason=moved;sex=man", value=12)
    release = Release([number(), cell], snapshot="s", invented=True)
    assert release.get("completed", 2019, breakdown="sex=man;exit_reason=moved") is cell
    assert release.get("completed", "2019").value == 8412
    assert release.by("completed", "sex", "exit_reason", period=2019) == (cell,)
    assert release.rows("completed", statistic="count", breakdown="") == (number(),)


def test_an_unknown_number_names_the_near_ones():
    """A misspelt figure in a chapter is an error with a suggestion, never an empty cell."""
    release = Release([number()], snapshot="s", invented=True)
    with pytest.raises(UnknownName, match="completed count 2019"):
        release.get("compleated", 2019)
    with pytest.raises(UnknownName, match="breakdown"):
        release.rows("completed", brakdown="")
