"""Numbers a finished report: sections 3.2, tables, charts, and figures B-3.2-07.

The same pass collects every figure, in the order read, into the rows of ``figures.csv``: a
number can neither be printed without a row nor have a row without being printed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count
from string import ascii_lowercase
from typing import Any

from samsyn.disclosure import Released
from samsyn.reports.document import Block, Chart, Footnote, Report, Section, Table
from samsyn.reports.figure import Figure


@dataclass(frozen=True)
class Printed:
    """A figure as it stands in the report, and in which section."""

    figure: Figure
    section: str

    @property
    def released(self) -> Released:
        """The released value behind it."""
        return self.figure.released


def numbered(report: Report) -> tuple[Report, tuple[Printed, ...]]:
    """The report with every number and id in place, and its figures in the order read."""
    numberer = _Numberer(report.code)
    sections = tuple(
        numberer.section(part, str(place)) for place, part in enumerate(report.sections, 1)
    )
    appendices = tuple(
        numberer.section(part, f"Bilaga {place}") for place, part in enumerate(report.appendices, 1)
    )
    done = replace(report, sections=sections, appendices=appendices, numbered=True)
    return done, tuple(numberer.printed)


class _Numberer:
    """Walks sections in reading order; counts tables and charts through the whole report."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.tables, self.charts, self.footnotes = count(1), count(1), count()
        self.printed: list[Printed] = []

    def beside(self, figure: Figure) -> str:
        """The id of a denominator: that of its value, whose row in ``figures.csv`` has it."""
        for each in reversed(self.printed):
            if each.released is figure.released:
                return f"{each.figure.id}-n"
        raise ValueError(f"The n of {figure.released!r} is printed before its value.")

    def footnote(self, footnote: Footnote) -> Footnote:
        return replace(footnote, mark=letters(next(self.footnotes)))

    def section(self, section: Section, number: str) -> Section:
        subsections, place = count(1), count(1)

        def one(block: Block) -> Block:
            if isinstance(block, Section):
                return self.section(block, f"{number}.{next(subsections)}")
            if isinstance(block, Table):
                block = replace(block, number=str(next(self.tables)))
            if isinstance(block, Chart):
                block = replace(block, number=str(next(self.charts)))
            done: Block = _rebuilt(block, {Figure: register, Footnote: self.footnote})
            return done

        def register(figure: Figure) -> Figure:
            if figure.form == "n":
                return replace(figure, id=self.beside(figure))
            mark = number.replace("Bilaga ", "bilaga")
            given = replace(figure, id=f"{self.code}-{mark}-{next(place):02}")
            self.printed.append(Printed(given, number))
            return given

        blocks = tuple(one(block) for block in section.blocks)
        return replace(section, blocks=blocks, number=number)


_Change = Mapping[type, Callable[[Any], Any]]


def _rebuilt(node: Any, change: _Change) -> Any:
    """``node`` with every part of the types named, in reading order, replaced."""
    if isinstance(node, tuple):
        return tuple(_rebuilt(part, change) for part in node)
    if not is_dataclass(node) or isinstance(node, type | Released):
        return node
    if not isinstance(node, Figure):
        parts = {part.name: getattr(node, part.name) for part in fields(node)}
        node = replace(node, **{name: _rebuilt(part, change) for name, part in parts.items()})
    return change[type(node)](node) if type(node) in change else node


def letters(place: int) -> str:
    """The mark of the footnote at a place: letters, because digits would read as figures.

    >>> letters(0), letters(25), letters(26)
    ('a', 'z', 'aa')
    """
    head, last = divmod(place, 26)
    return (letters(head - 1) if head else "") + ascii_lowercase[last]
