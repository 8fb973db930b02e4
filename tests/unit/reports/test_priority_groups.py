"""The joint report for 2017 prints what the authorities printed, in the order they did."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.reports.page import read_page
from tests.unit.reports.released import change, released

import samsyn.vocabulary
from samsyn.disclosure import Released, Snapshot
from samsyn.disclosure.release import Release
from samsyn.reports.appendix import with_definitions
from samsyn.reports.context import Context
from samsyn.reports.families import family
from samsyn.reports.html import html
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made, NothingToReport, make
from samsyn.reports.numbering import numbered
from samsyn.reports.settings import read_settings
from samsyn.reports.texts import read_texts
from samsyn.vocabulary.period import year

PUBLISHED = Path(samsyn.vocabulary.__file__).with_name("published_figures.csv")
GROUPS = {"young_activity_compensation": "2016", "long_term_sick": "2016", "young_disability": ""}


def printed_then() -> Iterator[Released]:
    """The figures of 2016 and 2017 of financial coordination, as released values."""
    with PUBLISHED.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known = row["programme"] == "financial_coordination" and row["year"] in ("2016", "2017")
            if known and not row["statistic"].startswith("change"):
                yield released(
                    row["indicator"],
                    float(row["value"]),
                    of=row["of"],
                    period=row["year"],
                    statistic=row["statistic"],
                    breakdown=row["breakdown"],
                )


def with_changes(rows: list[Released]) -> Iterator[Released]:
    """The rows, and changes against 2016 worked out here from the published numbers."""
    before = {(r.indicator, r.breakdown): r for r in rows if r.period == "2016"}
    for row in rows:
        yield row
        then = before.get((row.indicator, row.breakdown))
        if row.period == "2017" and row.statistic == "count" and then:
            assert row.value is not None and then.value is not None
            apart = row.value - then.value
            yield change(row.indicator, 100 * apart / then.value, breakdown=row.breakdown)
            yield change(row.indicator, apart, "change_absolute", breakdown=row.breakdown)


def filled(rows: list[Released]) -> Release:
    """A release of the rows, where what the report asks beside them is not available."""

    class Filled(Release):
        def get(self, indicator, period, **key):  # type: ignore[no-untyped-def]
            try:
                return super().get(indicator, period, **key)
            except Exception:
                given = {name: value for name, value in key.items() if name != "statistic"}
                return released(
                    indicator,
                    None,
                    status="not_available",
                    period=str(period),
                    statistic=key.get("statistic") or "count",
                    **{**given, "against": str(given.get("against", ""))},
                )

    return Filled(rows, snapshot="2018-05-18-0123abcd", invented=True)


@pytest.fixture(scope="module")
def published_report() -> Made:
    """The report for 2017 from nothing but what was printed in 2018."""
    chosen = family("priority-groups")
    ctx = Context(
        code=chosen.code,
        name=chosen.name,
        period=year(2017),
        release=filled(list(with_changes(list(printed_then())))),
        settings=read_settings(chosen.folder, None, "2017"),
        texts=read_texts(chosen.folder / "texts", None),
        snapshot="2018-05-18-0123abcd",
        taken_on=date(2018, 5, 18),
        invented=True,
    )
    return Made(*numbered(with_definitions(chosen.build(ctx))))


@pytest.fixture(scope="module")
def text(published_report: Made) -> str:
    """The page's text with plain spaces."""
    page = read_page(html(lowered(published_report.report)))
    return re.sub(r"\s+", " ", page.all("main")[0].text())


SENTENCES = (
    "Under 2017 registrerades 28 381 deltagare",
    "15 035 samtycke",
    "55 procent kvinnor och 45 procent män",
    (
        "1 818 som hade aktivitetsersättning när de började en insats. Antalet ökade med 5 procent"
        " jämfört med 2016. Av dem var 54 procent kvinnor och 46 procent män."
    ),
    (
        "3 454 som hade sjukpenning eller rehabiliteringspenning när de började en insats."
        " Antalet ökade med 24 procent jämfört med 2016. Av dem var 72 procent kvinnor och 28"
    ),
    "Under 2017 pågick 1 102 insatser i 82 samordningsförbund. Antalet minskade med 3 procent",
    "53 procent individinriktade och 47 procent strukturövergripande",
    "Unga med aktivitetsersättning. I 39 av 82 samordningsförbund",
    "136 insatser, en ökning med 40 insatser",
    "Långtidssjukskrivna. I 37 av 82 samordningsförbund",
    "141 insatser, en ökning med 85 insatser",
    "Unga med funktionsnedsättning. I 23 av 82 samordningsförbund",
    "85 insatser. Gruppen är ny för 2017, så det finns ingen jämförelse",
)


def test_it_prints_what_was_printed_in_2018_in_the_same_order(text: str) -> None:
    """28 381 … 23 and 85, each in its sentence."""
    places = [text.find(sentence) for sentence in SENTENCES]
    missing = [s for s, place in zip(SENTENCES, places, strict=True) if place < 0]
    assert missing == []
    assert places == sorted(places)


def test_a_new_group_is_compared_with_nothing(published_report: Made) -> None:
    """Young people with disability were first named in 2017: no figure of 2016 is printed."""
    past = [
        each.released
        for each in published_report.printed
        if "target_group=young_disability" in each.released.breakdown
        and (each.released.period == "2016" or each.released.against)
    ]
    assert past == []


def test_the_survey_is_told_with_question_n_and_response_rate(made: Made) -> None:
    """74 of 96 is 77 percent, 92 of 114 is 81; 96 and 114 of 140 answered."""
    page = read_page(html(lowered(made.report)))
    text = re.sub(r"\s+", " ", page.all("main")[0].text())
    assert "Har samverkan genom samordningsförbundet förstärkt stödet" in text
    assert "Arbetsförmedlingen var 77 procent positiva (n = 96). Svarsfrekvensen var 69" in text
    assert "Försäkringskassan var 81 procent positiva (n = 114). Svarsfrekvensen var 81" in text


def test_the_need_groups_are_told_per_person_with_the_approximation_named(made: Made) -> None:
    """What the system before could not give: groups, started against all, share of everyone."""
    page = read_page(html(lowered(made.report)))
    captions = " ".join(each.text() for each in page.all("caption"))
    assert "Unga med funktionsnedsättning (närmevärde)" in page.text()
    assert "Deltagare med personuppgifter per behovsgrupp" in captions
    assert "påbörjade en insats" in captions
    assert "av alla med ersättningen" in captions


def test_every_definition_of_a_figure_is_printed_and_no_other(made: Made) -> None:
    """The appendix is made of the indicators' own cards."""
    used = {each.released.indicator for each in made.printed}
    entries = made.report.appendices[-1].blocks[1].entries  # type: ignore[union-attr]
    assert {entry.key for entry in entries} == used
    assert all(entry.text for entry in entries)


def test_a_year_without_data_is_refused(snapshot: Snapshot) -> None:
    """A report of nothing but nils would look like an answer."""
    with pytest.raises(NothingToReport, match="1999"):
        make(family("priority-groups"), year(1999), snapshot)


def test_a_half_year_can_be_reported(snapshot: Snapshot) -> None:
    """2017-H1 against 2016-H1; head counts of a year have no half, and it says so."""
    from samsyn.vocabulary.period import parse_period

    made = make(family("priority-groups"), parse_period("2017-H1"), snapshot)
    assert "första halvåret 2017" in made.report.front.subtitle
    assert html(lowered(replace(made.report, invented=False)))


def test_the_first_year_known_is_reported_without_a_comparison(snapshot: Snapshot) -> None:
    """2016 has no year before it, in the register or in the rule of priorities."""
    made = make(family("priority-groups"), year(2016), snapshot)
    text = read_page(html(lowered(made.report))).all("main")[0].text()
    assert "Någon jämförelse med 2015 kan inte göras." in text
    assert "Unga med funktionsnedsättning. I" not in text
