"""The document model: frozen blocks that HTML, PDF and the workbook all render.

A report is sections of blocks; a block holds inline parts: plain text, figures, labels,
emphasis, links and footnotes. Nothing here knows how it will look.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from samsyn.errors import SamsynError
from samsyn.reports.figure import Figure, refuse_loose_number


@dataclass(frozen=True)
class Label:
    """Text that may hold digits without being a number: a band, a code, a reference."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Stressed words; ``strong`` for the stronger kind."""

    parts: "tuple[Inline, ...]"
    strong: bool = False


@dataclass(frozen=True)
class Link:
    """A link out of the report (http, https, mailto) or to a place in it (#…)."""

    parts: "tuple[Inline, ...]"
    address: str


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of the page (PDF) or of the section (HTML); ``mark`` is a letter."""

    parts: "tuple[Inline, ...]"
    mark: str = ""

    def __post_init__(self) -> None:
        _check(self.parts)


Inline: TypeAlias = str | Label | Figure | Emphasis | Link | Footnote


@dataclass(frozen=True)
class Paragraph:
    """Running text. Plain strings are checked for loose numbers; ``own`` text is not."""

    parts: tuple[Inline, ...]
    own: bool = False

    def __post_init__(self) -> None:
        if not self.own:
            _check(self.parts)


@dataclass(frozen=True)
class Heading:
    """An unnumbered heading inside a section; ``level`` 1 is the first below its section."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class ItemList:
    """A bulleted or numbered list; each item is inline parts."""

    items: tuple[tuple[Inline, ...], ...]
    ordered: bool = False
    own: bool = False

    def __post_init__(self) -> None:
        if not self.own:
            for item in self.items:
                _check(item)


@dataclass(frozen=True)
class Note:
    """Something said beside the text: a caution, a context, a quotation."""

    parts: tuple[Inline, ...]
    kind: Literal["note", "context", "quotation"] = "note"
    own: bool = False

    def __post_init__(self) -> None:
        if not self.own:
            _check(self.parts)


@dataclass(frozen=True)
class Definition:
    """How an indicator counts, as printed in the appendix; ``key`` is what figures link to."""

    key: str
    term: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DefinitionList:
    """Definitions in the order they stand."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True)
class Column:
    """A column's heading; neighbours with the same ``group`` share a heading above."""

    heading: str
    group: str = ""
    numeric: bool = True


@dataclass(frozen=True)
class Row:
    """A row's heading and its cells, one a column."""

    heading: str
    cells: tuple[Inline, ...]
    total: bool = False
    indent: bool = False


class MixedDefinitions(SamsynError):
    """Numbers counted by two versions of a definition in one table."""

    def __init__(self, title: str, indicator: str) -> None:
        super().__init__(
            f"{title}: {indicator} is counted by two versions of its definition. Put them in"
            " tables of their own, each with its version."
        )


@dataclass(frozen=True)
class Table:
    """A table of released figures (or of text); ``stub`` is the heading above the row headings.

    Withheld cells get their reason as a note when it is rendered (``notes_of``).
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stub: str = ""
    notes: tuple[tuple[Inline, ...], ...] = ()
    number: str = ""
    own: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{self.title}: the row {row.heading} has the wrong width.")
            if not self.own:
                _check(row.cells)
        for note in self.notes:
            _check(note)
        self._check_definitions()

    def _check_definitions(self) -> None:
        """A series never mixes two versions of a definition."""
        versions: dict[str, int] = {}
        for each in (figure.released for figure in self.figures()):
            version = versions.setdefault(each.indicator, each.definition_version)
            if version != each.definition_version:
                raise MixedDefinitions(self.title, each.indicator)

    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells if isinstance(cell, Figure))


@dataclass(frozen=True)
class Chart:
    """A picture of its table: the same figures, drawn; the table stands beside it as data.

    ``kind``: ``bars`` (a bar a row; a colour a column), ``parts`` (each row a whole of 100
    percent), ``lines`` (rows are series, columns are periods) or ``steps`` (a waterfall). Of a
    study: ``forest`` (a row an estimate with its limits), ``band`` (rows are months: estimate, its
    limits, and those of the whole path), ``paths`` (rows are places along, columns are series),
    ``plane`` (cost against effect) or ``flow`` (people from step to step).
    ``told`` says that a table before it holds the same figures, which paper then does not repeat.
    """

    table: Table
    kind: Literal["bars", "parts", "lines", "steps", "forest", "band", "paths", "plane", "flow"] = (
        "bars"
    )
    number: str = ""
    told: bool = False


@dataclass(frozen=True)
class Section:
    """A numbered section; ``key`` is what the assignment table and links point at."""

    title: str
    blocks: "tuple[Block, ...]"
    key: str = ""
    number: str = ""


@dataclass(frozen=True)
class Answer:
    """A sentence of the assignment and the section that answers it, or why none does."""

    sentence: str
    section: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs: name, title and department; empty fields print as lines to sign on."""

    name: str = ""
    title: str = ""
    department: str = ""


@dataclass(frozen=True)
class FrontMatter:
    """What stands before the first section; without an assignment, the first section stands first.

    ``kind`` is what the report is, above its title.
    """

    title: str
    subtitle: str
    assignment: str
    references: tuple[tuple[str, str], ...]
    due: str
    signatures: tuple[Signature, ...]
    answers: tuple[Answer, ...]
    kind: str = "Återrapport till regeringen"


Block: TypeAlias = Paragraph | Heading | ItemList | Note | DefinitionList | Table | Chart | Section


@dataclass(frozen=True)
class Report:
    """A whole report. ``code`` is A, B or C; ``name`` is what the command line calls it."""

    code: str
    name: str
    period: str
    front: FrontMatter
    sections: tuple[Section, ...]
    appendices: tuple[Section, ...]
    snapshot: str
    taken_on: date
    invented: bool
    numbered: bool = field(default=False)


def _check(parts: Iterable[Inline]) -> None:
    for part in parts:
        if isinstance(part, str):
            refuse_loose_number(part)
        elif isinstance(part, Emphasis | Link):
            _check(part.parts)
