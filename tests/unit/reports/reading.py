"""A report read back for tests: its sections by title, and its blocks as plain text."""

from collections.abc import Iterator

from samsyn.reports.document import (
    Block,
    Chart,
    Footnote,
    Inline,
    ItemList,
    Note,
    Paragraph,
    Report,
    Section,
    Table,
)
from samsyn.reports.figure import Figure


def sections(report: Report) -> Iterator[Section]:
    """Every section and subsection, appendices too, in the order read."""
    for section in (*report.sections, *report.appendices):
        yield from _nested(section)


def _nested(section: Section) -> Iterator[Section]:
    yield section
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _nested(block)


def section(report: Report, title: str) -> Section:
    """The first section of that title."""
    return next(each for each in sections(report) if each.title == title)


def blocks(section: Section) -> Iterator[Block]:
    """Every block below a section, in order."""
    for block in section.blocks:
        if isinstance(block, Section):
            yield from blocks(block)
        else:
            yield block


def tables(report: Report) -> dict[str, Table]:
    """The numbered tables by their number."""
    found = (block for each in report.sections for block in blocks(each))
    return {block.number: block for block in found if isinstance(block, Table)}


def charts(report: Report) -> list[Chart]:
    """The charts in the order read."""
    found = (block for each in report.sections for block in blocks(each))
    return [block for block in found if isinstance(block, Chart)]


def text(section: Section) -> str:
    """The running text of a section, a line a paragraph or item; footnotes left out."""
    return "\n".join(line for block in blocks(section) for line in _lines(block))


def whole_text(report: Report) -> str:
    """The running text of all sections but the appendices."""
    return "\n".join(text(each) for each in report.sections)


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph | Note):
        return [line(block.parts)]
    if isinstance(block, ItemList):
        return [line(item) for item in block.items]
    return []


def line(parts: tuple[Inline, ...]) -> str:
    """Inline parts as they read, no-break spaces as spaces."""
    return "".join(_word(part) for part in parts).replace("\u00a0", " ")


def _word(part: Inline) -> str:
    if isinstance(part, Figure):
        return part.printed
    if isinstance(part, Footnote):
        return ""
    if isinstance(part, str):
        return part
    inner = getattr(part, "parts", None)
    return line(inner) if inner is not None else part.text
