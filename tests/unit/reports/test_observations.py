"""What stands out, by rule: each observation rests on figures that are shown, or is not made."""

from tests.unit.reports.reading import line
from tests.unit.reports.released import change, released, withheld

from samsyn.reports.document import Heading, ItemList, Paragraph
from samsyn.reports.observations import (
    largest_change,
    most_common,
    observed,
    women_beside_men,
)
from samsyn.reports.prose import sentences
from samsyn.reports.texts import without_gaps

WHAT = "Den vanligaste inriktningen"


def of(*values: int) -> list[tuple[str, object]]:
    return [
        (f"Slag {mark}", released("interventions", each))
        for mark, each in zip("abc", values, strict=False)
    ]


def test_the_two_most_common_are_named_with_their_numbers() -> None:
    """The order is by number, not by the code list."""
    told = line(most_common(of(7, 12, 9), WHAT))
    assert told == f"{WHAT} var slag b (12), följt av slag c (9)."


def test_nothing_is_called_most_common_when_it_is_not_alone() -> None:
    """Two that share a place, or fewer than two, give no sentence."""
    assert most_common(of(9, 9, 3), WHAT) == ()
    assert most_common(of(9, 3, 3), WHAT) == ()
    assert most_common(of(9, 0, 0), WHAT) == ()


def test_nothing_is_called_most_common_when_one_is_withheld() -> None:
    """A withheld number could be the largest, and its place must not be told."""
    figures = [*of(7, 12), ("Slag c", withheld("interventions"))]
    assert most_common(figures, WHAT) == ()


def test_the_largest_change_is_told_with_its_sign() -> None:
    """A fall may be the largest change of all."""
    changes = [
        ("Unga", change("interventions", 40, "change_absolute")),
        ("Långtidssjukskrivna", change("interventions", -85, "change_absolute")),
    ]
    told = line(largest_change(changes, "Antalet insatser"))
    assert told == "Antalet insatser minskade mest för långtidssjukskrivna (−85)."


def test_women_stand_before_men_whichever_is_higher() -> None:
    """The sentence begins with the women, and says higher or lower of them."""
    women = released("outcome_work_or_study", 28.1, breakdown="sex=woman")
    men = released("outcome_work_or_study", 33.9, breakdown="sex=man")
    told = line(women_beside_men(women, men))
    assert told.endswith("var lägre bland kvinnorna (28 procent) än bland männen (34 procent).")


def test_shares_that_print_alike_are_called_equal() -> None:
    """27,6 and 28,4 both print 28: neither is called higher."""
    women = released("outcome_work_or_study", 27.6, breakdown="sex=woman")
    men = released("outcome_work_or_study", 28.4, breakdown="sex=man")
    assert "lika stor: 28 procent bland kvinnorna" in line(women_beside_men(women, men))


def test_a_chapter_with_nothing_to_observe_says_so() -> None:
    """Empty observations are left out, and a list without items is a sentence instead."""
    (only,) = observed([(), ()]).blocks
    assert isinstance(only, Paragraph)
    (listed,) = observed([(), ("Något.",)]).blocks
    assert isinstance(listed, ItemList) and len(listed.items) == 1


def test_sentences_that_say_nothing_leave_no_space_behind() -> None:
    """One space between sentences, none where one fell out."""
    assert line(sentences("Ett.", (), ("Två", "."), "").parts) == "Ett. Två."


def test_headings_in_own_text_leave_no_gap() -> None:
    """A text that begins with ## is laid out as if it began with #: PDF/UA refuses gaps."""
    levels = [Heading("a", 2), Heading("b", 3), Heading("c", 6), Heading("d", 1), Heading("e", 3)]
    assert [each.level for each in without_gaps(levels)] == [1, 2, 3, 1, 2]  # type: ignore[union-attr]
