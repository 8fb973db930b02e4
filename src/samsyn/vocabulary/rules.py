"""Dated rules: values that the law or a decision sets, each with its reference.

One TOML file a rule: ``title``, ``prose`` and ``[[values]]`` with ``first_day``, ``reference``
and ``value``. The value of a day is the latest that starts on or before it.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from samsyn.errors import SamsynError, UnknownName

FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class Value:
    """What a rule says from ``first_day`` on, and where that is written."""

    first_day: date
    reference: str
    value: Any


@dataclass(frozen=True)
class Rule:
    """A named rule with its values, earliest first."""

    name: str
    title: str
    prose: str
    values: tuple[Value, ...]

    def entry_on(self, day: date) -> Value:
        """The value in force on ``day`` with its reference; an error before the first."""
        in_force = [value for value in self.values if value.first_day <= day]
        if not in_force:
            first = self.values[0].first_day
            raise SamsynError(f"The rule {self.name} says nothing before {first}: asked {day}.")
        return in_force[-1]

    def on(self, day: date) -> Any:
        """The value in force on ``day``."""
        return self.entry_on(day).value


@cache
def rule(name: str, folder: Path = FOLDER) -> Rule:
    """The rule ``name``; raises ``UnknownName``, naming those that are near."""
    path = folder / f"{name}.toml"
    if not path.is_file():
        raise UnknownName(name, "rule", known=rule_names(folder))
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    values = sorted((Value(**each) for each in content["values"]), key=lambda v: v.first_day)
    return Rule(name, content["title"], content["prose"], tuple(values))


def rule_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of all rules, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))
