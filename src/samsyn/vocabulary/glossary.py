"""The glossary: one thing, one word, in Swedish and English.

Every table, code list, indicator and role has its row; a test holds the code to it, and
``GLOSSARY.md`` is generated from it.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Word:
    """A word of ``kind`` (word, role, table, code list, indicator); code calls it ``term``."""

    kind: str
    term: str
    sv: str
    en: str
    meaning: str


@cache
def glossary() -> tuple[Word, ...]:
    """All words, in the order of the file."""
    path = Path(__file__).with_name("glossary.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Word(**row) for row in csv.DictReader(file))


def words_of(kind: str) -> dict[str, Word]:
    """The words of one kind by term."""
    return {word.term: word for word in glossary() if word.kind == kind}
