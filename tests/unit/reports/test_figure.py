"""Numbers come into a report as figures of released values, and in no other way."""

import pytest
from tests.unit.reports.released import change, released, withheld

from samsyn.reports.document import Emphasis, Label, Note, Paragraph
from samsyn.reports.figure import Figure, LooseNumber, figure, refuse_loose_number

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "form", "stands"),
    [
        (28381, "plain", f"28{NB}381"),
        (0, "plain", "0"),
        (0, "cell", "–"),
        (1818, "cell", f"1{NB}818"),
    ],
)
def test_a_count_stands_exact_with_thousands_apart_and_nil_as_a_dash_in_tables(
    value: float, form: str, stands: str
) -> None:
    """The forms of the contract's "In print", worked by hand."""
    assert figure(released("interventions", value), form).printed == stands


@pytest.mark.parametrize(
    ("value", "size", "signed"),
    [
        (5.03, "5", "+5"),
        (-3.0, "3", "−3"),
        (0.3, "0,3", "+0,3"),
        (-0.04, "0,0", "0,0"),
        (0, "0", "0"),
        (-2.5, "3", "−3"),
    ],
)
def test_a_change_stands_without_sign_in_text_and_with_it_in_tables(
    value: float, size: str, signed: str
) -> None:
    """Half is rounded away from zero, and what rounds to nothing has no sign."""
    moved = change("interventions", value)
    assert (Figure(moved, "size").printed, Figure(moved, "signed").printed) == (size, signed)


def test_fifty_two_of_a_hundred_and_twenty_seven_is_forty_one_percent() -> None:
    """Printed once as 40: a share is rounded from its unrounded value, half away from zero."""
    share = released("outcome_work_or_study", 100 * 52 / 127, n=127)
    assert figure(share).printed == "41"


def test_a_withheld_number_is_two_dots_and_a_missing_one_is_one() -> None:
    """The symbols of Swedish statistics, in every form."""
    missing = released("interventions", None, status="not_available")
    for form in ("plain", "size", "signed", "cell", "n"):
        assert figure(withheld("participants_identified"), form).printed == ".."
        assert figure(missing, form).printed == "."


def test_millions_of_kronor_have_one_decimal() -> None:
    """678 000 000 kronor is 678,0."""
    assert figure(released("funds", 678_000_000, statistic="sum")).printed == "678,0"


def test_a_figure_takes_nothing_but_a_released_value() -> None:
    """A number that has not passed disclosure control cannot be put in a report."""
    with pytest.raises(TypeError, match="Released"):
        Figure(28381)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["Det var 39 förbund", "ökade med 5 procent", "12,5", "år 12017", "de 3 grupperna"]
)
def test_a_number_in_plain_text_is_refused(text: str) -> None:
    """Prose cannot smuggle a number past figures.csv, wherever it stands."""
    for make in (
        lambda: Paragraph((text,)),
        lambda: Note((text,)),
        lambda: Paragraph((Emphasis((text,)),)),
    ):
        with pytest.raises(LooseNumber):
            make()


@pytest.mark.parametrize(
    "text",
    [
        "Under 2017 och första halvåret 2018",
        "den 31 december 2017",
        "lagen (2003:1210)",
        "perioden 2019-H1",
    ],
)
def test_years_dates_and_laws_may_stand_in_plain_text(text: str) -> None:
    """They are no figures."""
    refuse_loose_number(text)


def test_a_label_and_peoples_own_text_may_hold_digits() -> None:
    """Names of bands, codes and what people write are not the system's numbers."""
    Paragraph((Label("16–29 år"),))
    Paragraph(("Vi höll 3 möten.",), own=True)
