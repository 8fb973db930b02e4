"""The report of a study, read as its readers do: the invented three-arm study."""

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from tests.unit.reports.demo_study import demo_facts
from tests.unit.reports.page import read_page

from samsyn.disclosure.study import StudyRelease, release_study
from samsyn.reports.charts import alternative
from samsyn.reports.document import Chart, Section, Table
from samsyn.reports.drawing import svg
from samsyn.reports.html import html
from samsyn.reports.lowered import lowered
from samsyn.reports.making import Made
from samsyn.reports.study import made, write_study_report
from samsyn.reports.study.limitations import limitations
from samsyn.reports.study.pages import Study
from samsyn.reports.study.summary import summary
from samsyn.reports.writing import files

SPACE = "\u00a0"


@pytest.fixture(scope="module")
def release() -> StudyRelease:
    return release_study(demo_facts()[0])


@pytest.fixture(scope="module")
def report(release) -> Made:
    return made(release)


@pytest.fixture(scope="module")
def written(report) -> dict[str, bytes]:
    return dict(files(report))


@pytest.fixture(scope="module")
def interim() -> Made:
    return made(release_study(demo_facts()[1]))


def blocks(section):
    """Every block below a section."""
    for block in section.blocks:
        if isinstance(block, Section):
            yield from blocks(block)
        else:
            yield block


def titles(report):
    """Titles of every table and chart with those of the sections above them."""

    def below(section, above):
        for block in section.blocks:
            if isinstance(block, Section):
                yield from below(block, (*above, block.title))
            elif isinstance(block, Table | Chart):
                yield (block.table if isinstance(block, Chart) else block).title, above

    for section in (*report.sections, *report.appendices):
        yield from below(section, (section.title,))


def told(section) -> str:
    """What a section says, figures as printed."""
    out = []
    for block in blocks(section):
        for part in getattr(block, "parts", ()):
            out.append(text(part))
        for item in getattr(block, "items", ()):
            out += [text(part) for part in item]
        out.append("\n")
    return "".join(out)


def text(part) -> str:
    if isinstance(part, str):
        return part
    if hasattr(part, "printed"):
        return part.printed
    return part.text if hasattr(part, "text") else "".join(map(text, part.parts))


def test_the_first_page_says_what_the_original_found(report):
    """26, 18 and 20 percent at month 15; eight points with its interval and Holm p of 3 percent."""
    page = told(report.report.sections[0])
    assert (
        "I arbete eller studier, månad 15 efter lottningen: 18 procent i förstärkt samarbete"
        in page
    )
    assert "26 procent i Supported Employment (av 350 observerade)" in page
    assert "20 procent i Case Management" in page
    found = re.search(
        r"Fler i Supported Employment än i förstärkt samarbete: ([\d,]+) procentenheter "
        r"\(95 procents konfidensintervall ([\d,]+) till ([\d,]+)\); p [^\d]+ (0,03\d)",
        page,
    )
    assert found, page
    estimate, lower, upper, _ = (float(each.replace(",", ".")) for each in found.groups())
    assert abs(estimate - 8.0) <= 0.15 and abs(lower - 1.9) <= 0.3 and abs(upper - 14.1) <= 0.3


def test_the_first_page_never_says_more_than_the_interval(report):
    """No best, no "no effect"; what is not settled says how large a difference can be found."""
    page = told(report.report.sections[0]).lower()
    assert "bäst" not in page and "ingen effekt" not in page and "ingen skillnad" not in page
    for other in ("case management och förstärkt samarbete", "supported employment och case"):
        assert f"ingen säkerställd skillnad mellan {other}" in page
    assert page.count("hitta skillnader från 8,8 procentenheter") == 2
    assert "skillnaden mot case management är inte säkerställd. studien rangordnar dem inte" in page


def test_an_arm_above_all_others_is_said_to_be(release):
    """Only where no rival is left does the report say that an arm is above each other."""
    key = (release.protocol.outcomes[0].id, 15)
    sure = replace(release, ranking={key: ("SE", ())})
    assert "Supported Employment har högre andel än var och en" in told(summary(Study(sure)))


def test_a_difference_that_correction_takes_away_is_not_settled(release):
    """SE against CM excludes nil with covariates but not after Holm: read by the plain model."""
    pages = Study(release)
    outcome = release.protocol.outcomes[0].id
    assert pages.settled(outcome, 15, "SE", "FS") == "settled"
    assert pages.settled(outcome, 15, "SE", "CM") == "open"


def test_what_was_added_after_the_lock_is_marked_in_every_title(report):
    """Month 18 came with the second version: each table and chart of it says exploratory."""
    of_18 = [(name, above) for name, above in titles(report.report) if "månad 18" in name]
    assert of_18
    assert all("(utforskande)" in name for name, _ in of_18)
    assert not any("utforskande" in name for name, _ in titles(report.report) if "månad 15" in name)


def test_women_and_men_are_told_by_their_difference(report):
    """Both estimates, and that one is sure and the other not settles nothing by itself."""
    page = told(report.report.sections[0])
    assert re.search(
        r"efter grupp: kvinnor .* och män .*Att stödet verkar olika .* inte säker", page
    )


def test_each_figure_of_the_page_has_its_row(report, written):
    """The HTML page's figures are those of figures.csv, n of shares apart, and the reverse."""
    rows = list(csv.DictReader(StringIO(written["figures.csv"].decode())))
    ids = [row["figure_id"] for row in rows]
    page = read_page(html(lowered(report.report)))
    shown = {each.attributes["id"] for each in page.all("data", "span") if "id" in each.attributes}
    assert len(set(ids)) == len(ids)
    assert set(ids) <= shown
    assert {each for each in shown if each.startswith("S-")} - set(ids) == {
        each for each in shown if each.endswith("-n")
    }


def test_a_figure_says_its_outcome_horizon_and_arm(written):
    """The rest of the key stands in the breakdown; limits are figures of their own."""
    rows = list(csv.DictReader(StringIO(written["figures.csv"].decode())))
    share = next(row for row in rows if row["indicator"] == "study_share")
    assert share["breakdown"] == "arm=FS;horizon=15;outcome=work_or_study"
    assert share["n"] and share["level"] == "nation" and share["unit"] == "percent"
    pair = "against=FS;arm=SE;horizon=15;outcome=work_or_study"
    told = {row["statistic"] for row in rows if row["breakdown"] == pair}
    assert {"difference", "lower", "upper", "standard_error", "p_holm", "p_redrawn"} <= told


def test_an_interim_report_has_nothing_of_outcomes_by_arm(interim):
    """Inflow, flow, balance and delivery are there; no share, difference, loss or cost."""
    used = {each.released.indicator for each in interim.printed}
    assert {"study_people", "study_entered", "study_standardised", "study_delivered"} <= used
    forbidden = ("share", "difference", "path", "component", "bounds", "first_job", "cost", "icer")
    assert not {f"study_{name}" for name in forbidden} & used
    names = [section.title for section in interim.report.sections]
    assert "Resultat" not in names and "Kostnader" not in names
    assert "delrapport" in told(interim.report.sections[0])


def test_an_interim_release_cannot_be_asked_for_outcomes():
    """Even where the whole results are handed over, an interim release holds none of them."""
    whole, _ = demo_facts()
    found = release_study(replace(whole, interim=True))
    assert not found.release.rows("study_share") and not found.release.rows("study_path")
    assert not found.ranking and not found.standing and not found.cost_words


def test_the_flow_is_drawn_and_told(report):
    """The diagram is well-formed SVG with the numbers of its table, and is told in words."""
    flow = next(each for each in blocks(report.report.sections[2]) if isinstance(each, Chart))
    drawn = " ".join(ElementTree.fromstring(svg(flow)).itertext())
    assert f"Lottad: 1{SPACE}063" in drawn and "Lottade till armen: 354" in drawn
    said = alternative(flow)
    assert said.startswith("Flödesdiagram. Flödet av personer") and f"1{SPACE}063" in said


def test_every_chart_is_drawn(report):
    """Forest, bands, paths, planes and flow give pictures that hold figures of their tables."""
    charts = [
        each for part in report.report.sections for each in blocks(part) if isinstance(each, Chart)
    ]
    assert {each.kind for each in charts} == {"forest", "band", "paths", "plane", "flow", "bars"}
    for chart in charts:
        assert ElementTree.fromstring(svg(chart)).get("width")


def test_a_cheaper_and_better_arm_has_no_ratio(release):
    """The words stand alone where the ratio would mean two things."""
    costs = demo_facts()[0].results.costs
    first = costs.contrasts[0]
    icer = replace(first.icer, cost=-100.0, effect=1.0, ratio=None, verdict="dominates")
    results = replace(
        demo_facts()[0].results,
        costs=replace(costs, contrasts=(replace(first, icer=icer), *costs.contrasts[1:])),
    )
    found = release_study(replace(demo_facts()[0], results=results))
    page = told(summary(Study(found)))
    assert "Billigare och bättre än jämförelsen: ingen kvot behövs." in page
    assert "Punktskattningen" not in page


def test_limitations_follow_from_the_numbers(release):
    """What is not settled, lost, broken or exploratory is listed; nothing of it by hand."""
    listed = told(limitations(Study(release)))
    assert "Mellan Case Management och förstärkt samarbete" in listed
    assert "Mellan Supported Employment och förstärkt samarbete" not in listed
    assert "utforskande" in listed and "påhittade" in listed


def test_the_files_are_the_same_bytes_twice(release, written):
    """The same release gives the same report, PDF and workbook included."""
    again = files(made(release))
    assert {name: hash(content) for name, content in again.items()} == {
        name: hash(content) for name, content in written.items()
    }


def test_the_pdf_is_tagged_and_opens_with_the_summary(written):
    """PDF/UA marks its text; the first page has the title, the warning and the summary."""
    book = PdfReader(BytesIO(written["report.pdf"]))
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    first = book.pages[0].extract_text()
    assert "Påhittade data" in first and "Sammanfattning" in first and "26 procent" in first


def test_a_report_takes_the_place_of_an_earlier_one_with_its_bundle(release, tmp_path: Path):
    """The replay bundle beside a report does not stop it from being made again."""
    out = tmp_path / "report"
    write_study_report(release, out)
    (out / "replay.zip").write_bytes(b"")
    paths = write_study_report(release, out)
    assert {path.name for path in paths} >= {"index.html", "report.pdf", "figures.csv"}


def test_a_study_with_less_reports_what_it_has():
    """No covariates, plan, costs, delivery, surveys, loss or secondary outcomes: still a report."""
    whole = demo_facts()[0]
    results = replace(
        whole.results,
        main=replace(whole.results.main, balance=None), plan=None, population=None, secondary=(),
        loss=(), compliers=(), first_job=(), costs=None, delivery=None, outflow={},
    )  # fmt: skip
    bare = made(release_study(replace(whole, results=results, called={}, replay=("", ""))))
    page = told(bare.report.sections[0])
    assert "intervallet visar vad den kan vara" in page and "merkostnad" not in page
    assert "Studien har inga uppgifter om kostnader." in told(bare.report.sections[6])
    assert lowered(bare.report)["invented"]
