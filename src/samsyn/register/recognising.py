"""What tells that rows or a text are about one person: ids in their columns, numbers anywhere."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from samsyn.exchange.writing import PROBLEM_COLUMNS
from samsyn.vocabulary.tables import TABLES

PERSON = "person_id"
CONTROLLER = "controller"
NO_ID = frozenset({f.name for table in TABLES.values() for f in table.fields} | {*PROBLEM_COLUMNS})
"""Columns with a meaning of their own: a count of 1 is not the person whose id is 1."""
DELIMITERS = ",;\t|"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """A table as it was read: the names of its columns, and its rows."""

    columns: Row
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, records: Iterable[Sequence[str]]) -> "Rows":
        """The first record has the names."""
        found = [tuple(record) for record in records]
        return cls(tuple(name.strip() for name in found[0]) if found else (), tuple(found[1:]))

    def cell(self, row: Row, column: str) -> str:
        """What a row has in ``column``; "" where there is no such."""
        at = self.columns.index(column) if column in self.columns else len(row)
        return row[at].strip() if at < len(row) else ""


@dataclass(frozen=True)
class Sought:
    """A person as they are sought: ``ids`` by column, and ``numbers`` of twelve digits.

    A row that says it is of another controller (one of ``others``) is not the person's, whatever
    number is in it: that controller answers for its own.
    """

    ids: Mapping[str, frozenset[str]]
    numbers: frozenset[str] = field(default=frozenset(), repr=False)
    others: frozenset[str] = frozenset()

    def about(self, table: Rows) -> Iterator[Row]:
        """The rows that are about the person."""
        columns = [self._ids_in(column) for column in table.columns]
        for row in table.rows:
            named = any(cell.strip() in ids for cell, ids in zip(row, columns, strict=False))
            if named or self._is_numbered(table, row):
                yield row

    def widened(self, tables: Collection[Rows], *, is_anothers: Callable[[str], bool]) -> "Sought":
        """Sought also by the ids under which ``tables`` of one package have the person's number,
        and by their participations and cases; never by an id that is another's."""
        ids = {column: set(known) for column, known in self.ids.items()}

        def add(column: str, table: Rows, rows: Iterable[Row]) -> None:
            found = {table.cell(row, column) for row in rows} - {"", *ids[column]}
            ids[column] |= {each for each in found if not is_anothers(each)}

        for table in tables:
            add(PERSON, table, (row for row in table.rows if self._is_numbered(table, row)))
        for table in tables:
            theirs = [row for row in table.rows if table.cell(row, PERSON) in ids[PERSON]]
            for column in ids.keys() - {PERSON}:
                add(column, table, theirs)
        return replace(self, ids={column: frozenset(known) for column, known in ids.items()})

    def has_number(self, text: str) -> bool:
        """Whether the person's number stands in a text, as anyone would write it."""
        return any(written(number).search(text) for number in self.numbers)

    def has_id(self, text: str) -> bool:
        """Whether an id of the person stands in a text as a whole word."""
        words = "|".join(re.escape(each) for each in self._all)
        return bool(re.search(rf"(?<![\w.-])(?:{words})(?![\w.-])", text))

    def may_be_in(self, text: str) -> bool:
        """Whether a text is worth reading as a table."""
        return any(each in text for each in self._all) or self.has_number(text)

    @property
    def _all(self) -> frozenset[str]:
        return frozenset().union(*self.ids.values())

    def _ids_in(self, column: str) -> frozenset[str]:
        return self.ids.get(column, frozenset() if column in NO_ID else self._all)

    def _is_numbered(self, table: Rows, row: Row) -> bool:
        anothers = table.cell(row, CONTROLLER) in self.others
        return not anothers and any(self.has_number(cell) for cell in row)


@lru_cache(maxsize=8)  # of those sought now; no number stays in memory for long
def written(number: str) -> re.Pattern[str]:
    """A number of twelve digits, in all forms that people write.

    >>> forms = ("811228-9874", "19811228-9874", "1981-12-28 9874", "8112289874", "811228+9874")
    >>> all(written("198112289874").search(f"nr {each}.") for each in forms)
    True
    """
    century, year, month, day, last = (*(number[at : at + 2] for at in (0, 2, 4, 6)), number[8:])
    mark = r"[\s./-]?"
    return re.compile(
        rf"(?<!\d)(?:{century}{mark})?{year}{mark}{month}{mark}{day}"
        rf"[\s.+/\u2010-\u2015\u2212-]{{0,3}}{last}(?!\d)"
    )


def rows_of(text: str) -> Rows:
    """The rows of a CSV text, whichever delimiter it has; raises ``csv.Error``."""
    head = text.splitlines()[0] if text else ""
    delimiter = max(DELIMITERS, key=head.count)
    return Rows.of(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def text_of(content: bytes) -> str:
    """The text of a file, whatever it is: what cannot be read as text is blotted out."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
