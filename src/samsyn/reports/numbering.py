"""Numbers a finished report: sections 3.2, tables, charts, and figures B-3.2-07.

The same pass collects every figure, in the order read, into the rows of ``figures.csv``: a
number can neither be printed without a row nor have a row without being printed.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count
from typing import Any, TypeVar

from samsyn.disclosure import Released
from samsyn.reports.document import Block, Chart, Report, Section, Table
from samsyn.reports.figure import Figure

_Node = TypeVar("_Node")


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
        self.tables, self.charts = count(1), count(1)
        self.printed: list[Printed] = []

    def section(self, section: Section, number: str) -> Section:
        subsections, place = count(1), count(1)

        def one(block: Block) -> Block:
            if isinstance(block, Section):
                return self.section(block, f"{number}.{next(subsections)}")
            if isinstance(block, Table):
                block = replace(block, number=str(next(self.tables)))
            if isinstance(block, Chart):
                block = replace(block, number=str(next(self.charts)))
            return with_figures(block, register)

        def register(figure: Figure) -> Figure:
            mark = number.replace("Bilaga ", "bilaga")
            given = replace(figure, id=f"{self.code}-{mark}-{next(place):02}")
            self.printed.append(Printed(given, number))
            return given

        blocks = tuple(one(block) for block in section.blocks)
        return replace(section, blocks=blocks, number=number)


def with_figures(node: _Node, change: Callable[[Figure], Figure]) -> _Node:
    """``node`` with each figure in it, in reading order, replaced by ``change`` of it."""
    return _rebuilt(node, change)  # type: ignore[no-any-return]


def _rebuilt(node: Any, change: Callable[[Figure], Figure]) -> Any:
    if isinstance(node, Figure):
        return change(node)
    if isinstance(node, tuple):
        return tuple(_rebuilt(part, change) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        parts = {part.name: getattr(node, part.name) for part in fields(node)}
        return replace(node, **{name: _rebuilt(part, change) for name, part in parts.items()})
    return node
