"""Code lists: CSV files of codes with labels, and the days on which each code holds.

A list gains, loses or renames a code by date when its file gains a row: an empty
``valid_from`` or ``valid_to`` is an open end; a code may have several rows with different
labels on different days. ``index.toml`` names every list's title, source and version.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from samsyn.errors import UnknownCode, UnknownName

FOLDER = Path(__file__).parent / "codelists"


@dataclass(frozen=True)
class Code:
    """One code with its labels, and the first and last day it holds (None: open)."""

    code: str
    label_sv: str
    label_en: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, first: date, last: date) -> bool:
        """Whether the code holds on any day from ``first`` to ``last``."""
        starts, ends = self.valid_from or date.min, self.valid_to or date.max
        return starts <= last and first <= ends


@dataclass(frozen=True)
class CodeList:
    """A named list of codes, in the order of its file, with where it comes from."""

    name: str
    title_sv: str
    source: str
    version: str
    entries: tuple[Code, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that ever held, each once, in the order of the file."""
        return tuple(dict.fromkeys(entry.code for entry in self.entries))

    def codes_on(self, day: date) -> tuple[str, ...]:
        """The codes that hold on ``day``."""
        return tuple(entry.code for entry in self.entries if entry.holds(day, day))

    def check(self, code: str, on: date) -> None:
        """Raise ``UnknownCode``, naming those that are near, unless ``code`` holds on ``on``."""
        known = self.codes_on(on)
        if code not in known:
            raise UnknownCode(code, self.name, on=on, known=known)

    def label(self, code: str, on: date | None = None, language: str = "sv") -> str:
        """The label of ``code`` on a day (default: the latest), in ``sv`` or ``en``."""
        rows = [entry for entry in self.entries if entry.code == code]
        if not rows:
            raise UnknownCode(code, self.name, known=self.codes)
        row = next((r for r in rows if on and r.holds(on, on)), rows[-1])
        return row.label_sv if language == "sv" else row.label_en


@cache
def code_list(name: str, folder: Path = FOLDER) -> CodeList:
    """The code list ``name``; raises ``UnknownName`` where there is none."""
    index = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))
    if name not in index:
        raise UnknownName(name, "code list", known=index)
    about = index[name]
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        entries = tuple(_entry(row) for row in csv.DictReader(file))
    return CodeList(name, about["title_sv"], about["source"], about["version"], entries)


def code_list_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of all code lists, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.csv")))


def _entry(row: dict[str, str]) -> Code:
    return Code(
        row["code"],
        row["label_sv"],
        row["label_en"],
        _day(row.get("valid_from")),
        _day(row.get("valid_to")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
