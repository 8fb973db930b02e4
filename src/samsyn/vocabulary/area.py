"""Municipalities and counties, with their official codes.

Source: Statistics Sweden's codes for the 290 municipalities and 21 counties.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samsyn.vocabulary.alphabet import swedish_order


@dataclass(frozen=True)
class Municipality:
    """A municipality: four digits, of which the first two are its county's."""

    code: str
    name: str
    county_code: str


@cache
def municipalities() -> dict[str, Municipality]:
    """All 290 by code."""
    return {
        row["municipality_code"]: Municipality(
            row["municipality_code"], row["municipality_name"], row["county_code"]
        )
        for row in _rows()
    }


@cache
def municipalities_by_name() -> tuple[tuple[str, str], ...]:
    """Code and name of all 290, in the order of the Swedish alphabet.

    >>> [name for _code, name in municipalities_by_name()][:2]
    ['Ale', 'Alingsås']
    """
    named = [(code, each.name) for code, each in municipalities().items()]
    return tuple(sorted(named, key=lambda each: swedish_order(each[1])))


@cache
def counties() -> dict[str, str]:
    """The names of the 21 counties by code.

    >>> counties()["14"]
    'Västra Götalands län'
    """
    return {row["county_code"]: row["county_name"] for row in _rows()}


def _rows() -> list[dict[str, str]]:
    path = Path(__file__).with_name("municipalities.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
