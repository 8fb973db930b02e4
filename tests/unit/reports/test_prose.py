"""Swedish by rule: each trap seen in print is a test here."""

from datetime import date

import pytest
from tests.unit.reports.released import change, released, withheld

from samsyn.reports.document import Column, Footnote, Inline, MixedDefinitions, Row, Table
from samsyn.reports.figure import Figure, figure
from samsyn.reports.nouns import OUTCOMES
from samsyn.reports.prose import (
    MixedUnits,
    Parts,
    a_change,
    about,
    among_women_and_men,
    changed,
    changes,
    counted,
    joined,
    of_all,
    revised,
    share,
    women_and_men,
    written_date,
)


def text(parts: Parts) -> str:
    """Parts as they read, footnotes in square brackets, no-break spaces as spaces."""
    return "".join(_one(part) for part in parts).replace("\u00a0", " ")


def _one(part: Inline) -> str:
    if isinstance(part, Figure):
        return part.printed
    if isinstance(part, Footnote):
        return f"[{text(part.parts).strip()}]"
    return str(getattr(part, "text", part))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (5.03, "ökade med 5 procent"),
        (-3.0, "minskade med 3 procent"),
        (1.0, "var i stort sett oförändrat (+1 procent)"),
        (1.01, "ökade med 1 procent"),
        (0.3, "var i stort sett oförändrat (+0,3 procent)"),
        (-0.6, "var i stort sett oförändrat (−0,6 procent)"),
        (0, "var oförändrat"),
    ],
)
def test_a_change_within_one_percent_is_largely_unchanged(value: float, told: str) -> None:
    """The verb follows the unrounded change; the figure stands beside it."""
    assert text(changed(change("interventions", value))) == told


def test_two_changes_never_share_an_adverb() -> None:
    """+0,3 and +49 percent were once both "ökat något": each has its own verb and figure."""
    told = changes(
        ("antalet kvinnor", change("completed", 49)), ("antalet män", change("completed", 0.3))
    )
    assert text(told) == (
        "antalet kvinnor ökade med 49 procent och"
        " antalet män var i stort sett oförändrat (+0,3 procent)"
    )


def test_all_interventions_are_never_called_individual() -> None:
    """1 138 was once printed as individual interventions; the words come from the key."""
    every = released("interventions", 1138)
    individual = released("interventions", 580, breakdown="orientation=individual")
    assert text(counted(every)) == "1 138 insatser"
    assert text(counted(individual)) == "580 individinriktade insatser"


def test_a_revised_figure_is_footnoted_with_both_numbers() -> None:
    """8 306 joint assessments in 2018 became 8 638: the reader sees both."""
    now = released("joint_assessments", 8638, period="2018")
    then = released("joint_assessments", 8306, period="2018", status="published", snapshot="")
    assert text(revised((now, then))) == (
        "[Uppgiften för 2018 har ändrats sedan den publicerades: då 8 306,"
        " enligt dagens uppgifter 8 638.]"
    )


def test_a_change_published_otherwise_is_footnoted_with_its_sign() -> None:
    """As published then, and as counted now."""
    now, then = change("interventions", -3.2), change("interventions", 4, status="published")
    assert text(revised((now, then))) == (
        "[När förändringen publicerades var den +4 procent, enligt dagens uppgifter −3 procent.]"
    )


def test_a_figure_that_prints_the_same_has_no_footnote() -> None:
    """5,03 percent counted now and 5 published then are the same in print."""
    now, then = change("interventions", 5.03), change("interventions", 5, status="published")
    assert revised((now, then), (now, None)) == ()


@pytest.mark.parametrize(
    ("value", "step", "told"),
    [
        (14.2, 1, "drygt 14"),
        (14.8, 1, "knappt 15"),
        (15.05, 1, "cirka 15"),
        (15, 1, "15"),
    ],
)
def test_fourteen_point_two_is_never_about_fifteen(value: float, step: int, told: str) -> None:
    """−14,2 was once printed as "cirka 15": only the nearest whole number may be printed."""
    assert text(about(released("outcome_job_seeking", value), step)) == told


@pytest.mark.parametrize(
    ("value", "told"), [(8388, "knappt 8 400"), (8406, "cirka 8 400"), (8430, "drygt 8 400")]
)
def test_a_count_is_rounded_to_the_nearest_step_and_says_which_way(value: int, told: str) -> None:
    """Drygt above, knappt below, cirka within a tenth of the step."""
    assert text(about(released("completed", value), 100)) == told


def test_a_share_is_not_rounded_to_more_than_whole_percent() -> None:
    """Rounding 14,2 to the nearest five would be the old trap again."""
    with pytest.raises(MixedUnits):
        about(released("outcome_job_seeking", 14.2), 5)


def test_a_share_changes_in_percentage_points_and_never_in_percent() -> None:
    """ "Tre procent" about a share once meant three points."""
    points = change("outcome_work_or_study", -4.2, "change_points")
    one = change("outcome_work_or_study", 1.2, "change_points")
    assert text(changed(points)) == "minskade med 4 procentenheter"
    assert text(changed(one)) == "ökade med 1 procentenhet"
    with pytest.raises(MixedUnits):
        changed(change("outcome_work_or_study", -7))


def test_a_share_that_rounds_to_no_point_is_the_same() -> None:
    """Andelen takes the common gender: oförändrad."""
    told = changed(change("outcome_work_or_study", 0.4, "change_points"))
    assert text(told) == "var i stort sett oförändrad (+0,4 procentenheter)"


@pytest.mark.parametrize("indicator", sorted(OUTCOMES))
def test_a_share_of_an_outcome_never_travels_without_its_name(indicator: str) -> None:
    """One published 26 percent was given two meanings: the words follow the number."""
    assert text(share(released(indicator, 26))) == f"26 procent {OUTCOMES[indicator]}"


def test_two_definitions_never_stand_in_one_series() -> None:
    """55 and 60 percent were printed for one year under two definitions."""
    old = figure(released("regained_work_capacity", 55, definition_version=1))
    new = figure(released("regained_work_capacity", 60, definition_version=2))
    columns = (Column("2016"), Column("2017"))
    Table("Återfått arbetsförmåga", columns, (Row("Alla", (old, old)),))
    with pytest.raises(MixedDefinitions):
        Table("Återfått arbetsförmåga", columns, (Row("Alla", (old, new)),))


@pytest.mark.parametrize(
    ("value", "told"), [(1, "1 insats"), (2, "2 insatser"), (0, "0 insatser"), (12, "12 insatser")]
)
def test_a_noun_agrees_with_its_number_which_is_in_digits(value: int, told: str) -> None:
    """Figures stand in digits, small ones too, since they are compared with each other."""
    assert text(counted(released("interventions", value))) == told


def test_an_absolute_change_takes_the_noun_of_what_is_counted() -> None:
    """+40 interventions, and +1 in the singular."""
    assert text(a_change(change("interventions", 40, "change_absolute"))) == (
        "en ökning med 40 insatser"
    )
    assert text(a_change(change("interventions", -1, "change_absolute"))) == (
        "en minskning med 1 insats"
    )


def test_so_many_of_so_many() -> None:
    """39 av 82 samordningsförbund."""
    part = released("associations_with_group", 39, breakdown="target_group=long_term_sick")
    assert text(of_all(part, released("associations", 82))) == "39 av 82 samordningsförbund"


def test_women_stand_before_men_and_the_wrong_way_round_is_refused() -> None:
    """Also when the men are more."""
    women = released("sex_share", 46.2, of="participants_identified", breakdown="sex=woman")
    men = released("sex_share", 53.8, of="participants_identified", breakdown="sex=man")
    assert text(women_and_men(women, men)) == "46 procent kvinnor och 54 procent män"
    with pytest.raises(ValueError, match="women"):
        women_and_men(men, women)


def test_an_outcome_by_sex_names_the_outcome() -> None:
    """28 percent of the women and 34 of the men, and of what."""
    women = released("outcome_work_or_study", 28, breakdown="sex=woman")
    men = released("outcome_work_or_study", 34, breakdown="sex=man")
    assert text(among_women_and_men(women, men)) == (
        "28 procent av kvinnorna och 34 procent av männen arbetade eller studerade efter insatsen"
    )


def test_a_withheld_number_in_text_says_why() -> None:
    """Two dots alone would not tell the reader anything."""
    told = text(counted(withheld("participants_identified")))
    assert told.startswith("..[Uppgiften visas inte, eftersom den bygger på för få")


def test_a_list_and_a_date_in_swedish() -> None:
    """Commas, och before the last; the day without a zero before it."""
    assert joined(["a", "b", "c"]) == ("a", ", ", "b", " och ", "c")
    assert written_date(date(2018, 2, 3)) == "3 februari 2018"
