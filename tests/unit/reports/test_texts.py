"""People's own sections: Markdown with figures by reference, and errors with file and line."""

from pathlib import Path

import pytest
from tests.unit.reports.released import released

from samsyn.disclosure import Snapshot
from samsyn.reports.document import Emphasis, Heading, ItemList, Link, Note, Paragraph
from samsyn.reports.families import family
from samsyn.reports.figure import Figure
from samsyn.reports.making import make
from samsyn.reports.references import BrokenText, parse_reference
from samsyn.reports.texts import UnknownText, read_texts
from samsyn.vocabulary.period import year

SHIPPED = family("priority-groups").folder / "texts"


def blocks(folder: Path, text: str) -> tuple[object, ...]:
    """The blocks of a section that someone wrote."""
    (folder / "inledning.md").write_text(text, encoding="utf-8")
    find = lambda name, **key: released(name, 5)  # noqa: E731
    return read_texts(SHIPPED, folder).blocks("inledning", find)


def test_markdown_becomes_blocks(tmp_path: Path) -> None:
    """Headings, paragraphs, emphasis, links, lists and quotations."""
    text = "# Om året\n\nDet *gick* [bra](https://a.se).\n\n- ett\n- två\n\n> Ett citat.\n"
    heading, paragraph, listed, quoted = blocks(tmp_path, text)
    assert heading == Heading("Om året", 1)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.parts[1] == Emphasis(("gick",))
    assert paragraph.parts[3] == Link(("bra",), "https://a.se")
    assert listed == ItemList((("ett",), ("två",)), own=True)
    assert quoted == Note(("Ett citat.",), "quotation", own=True)


def test_a_reference_becomes_a_figure_where_it_stands(tmp_path: Path) -> None:
    """Also inside emphasis, and with underscores that Markdown might have taken."""
    (paragraph,) = blocks(tmp_path, "Det var **{{participants_identified 2017}}** deltagare.")
    assert isinstance(paragraph, Paragraph)
    strong = paragraph.parts[1]
    assert isinstance(strong, Emphasis)
    assert isinstance(strong.parts[0], Figure)


def test_a_reference_names_indicator_period_statistic_and_keys() -> None:
    """In any order after the indicator."""
    text = "participants_on_benefit income_source=activity_compensation 2017 change_percent"
    parsed = parse_reference(text, "a.md", 1)
    assert parsed.indicator == "participants_on_benefit"
    assert parsed.breakdown == ("income_source",)
    assert str(parsed.against(year(2017))) == "2016"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a\n\n{{participants_identifid}}", 3, "participants_identified"),
        ("a\nb {{interventions 2017 chnge_percent}}", 2, "change_percent"),
        ("{{interventions 20177}}", 1, "not a period"),
        ("{{interventions 2017 2018}}", 1, "twice"),
        ("{{interventions form=sized}}", 1, "size"),
        ("{{interventions", 1, "never ends"),
        ("{{}}", 1, "no figure"),
        ("a\n\n\nb <b>fet</b>", 4, "HTML"),
        ("a\n\n<script>x</script>", 3, "HTML"),
        ("![bild](a.png)", 1, "picture"),
        ("`kod`", 1, "code"),
        ("[a](file:///etc/passwd)", 1, "https"),
        ("{{interventions 2017 target_group=long_term_sik}}", 1, "long_term_sick"),
        ("{{interventions 2017 colour=red}}", 1, "colour"),
    ],
)
def test_what_cannot_be_printed_is_named_with_file_and_line(
    snapshot: Snapshot, tmp_path: Path, text: str, line: int, said: str
) -> None:
    """The message says where, what, and what was perhaps meant."""
    (tmp_path / "inledning.md").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenText) as error:
        make(family("priority-groups"), year(2017), snapshot, tmp_path)
    assert f"inledning.md, line {line}:" in str(error.value)
    assert said in str(error.value)


def test_a_file_that_is_no_section_is_refused(tmp_path: Path) -> None:
    """A misspelt file name would otherwise be text that nobody sees."""
    (tmp_path / "inledningen.md").write_text("x")
    with pytest.raises(UnknownText, match=r"inledning\.md"):
        read_texts(SHIPPED, tmp_path)


def test_a_figure_the_report_does_not_print_itself_can_be_cited(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    """What people refer to is asked for with the rest, and stands in figures.csv."""
    text = "Av de avslutade fick {{outcome_work_or_study 2017}} procent arbete eller studier."
    (tmp_path / "inledning.md").write_text(text, encoding="utf-8")
    made = make(family("priority-groups"), year(2017), snapshot, tmp_path)
    assert made.printed[0].figure.id == "B-1-01"
    assert made.printed[0].released.indicator == "outcome_work_or_study"
    assert "outcome_work_or_study" in {
        entry.key
        for section in made.report.appendices
        for entry in section.blocks[1].entries  # type: ignore[union-attr]
    }


def test_the_shipped_texts_say_where_people_write() -> None:
    """A report made without texts shows what is missing instead of hiding it."""
    for file in sorted(SHIPPED.glob("*.md")):
        assert "[Här skriver myndigheten" in file.read_text(encoding="utf-8")
