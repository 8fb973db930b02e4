"""Reading the tables of a protocol file field by field, noting every fault instead of stopping."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from samsyn.errors import did_you_mean, nearest
from samsyn.evaluation.protocol import Fault
from samsyn.evaluation.toml_lines import line_of

SLY = (bool, datetime)


class Faults:
    """What is found wrong, with the line of each field."""

    def __init__(self, lines: dict[str, int]) -> None:
        self.lines, self.found = lines, list[Fault]()

    def add(self, field: str, problem: str) -> None:
        self.found.append(Fault(line_of(field, self.lines), field, problem))


class ProtocolTable:
    """One table of the file; each read notes a fault and gives a harmless value instead."""

    def __init__(self, content: Mapping[str, Any], path: str, faults: Faults) -> None:
        self.content, self.path, self.faults = content, path, faults
        self.asked: list[str] = []

    def field(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, problem: str) -> None:
        self.faults.add(self.field(key), problem)

    def read(self, key: str, kind: type | tuple[type, ...], what: str, default: Any) -> Any:
        """The value, or the default; a default of ``...`` means that the field is needed."""
        self.asked.append(key)
        missing = default is ...
        if key not in self.content:
            if missing:
                self.fault(key, f"is missing: give {what}.")
            return None if missing else default
        value = self.content[key]
        # To Python True is an int, and a time of day is a date that no date compares with.
        if not isinstance(value, kind) or (isinstance(value, SLY) and type(value) is not kind):
            self.fault(key, f"should be {what}, not {value!r}.")
            return None if missing else default
        return value

    def text(self, key: str, default: Any = ...) -> str:
        value = self.read(key, str, "a text in quotes", default)
        if default is ... and value == "":
            self.fault(key, "is empty.")
        return value or ""

    def whole(self, key: str, default: Any = ..., least: int = 0) -> int:
        value = self.read(key, int, "a whole number", default)
        if value is not None and value < least:
            self.fault(key, f"should be {least} or more, not {value}.")
        return value or 0

    def number(self, key: str, default: Any = ...) -> float:
        value = self.read(key, (int, float), "a number", default)
        if value is not None and value < 0:
            self.fault(key, f"should not be negative: {value}.")
        return float(value or 0)

    def share(self, key: str, default: Any = ...) -> float:
        value = self.number(key, default)
        if value >= 1:
            self.fault(key, f"should be a proportion below 1 (0.18 for 18 percent), not {value}.")
        return value

    def yes(self, key: str) -> bool:
        return bool(self.read(key, bool, "true or false", False))

    def day(self, key: str, default: Any = ...) -> Any:
        return self.read(key, date, "a date without quotes, as 2014-11-01", default) or date.min

    def one_of(self, key: str, known: Sequence[str], default: Any = ...) -> str:
        value = self.text(key, default)
        if value:
            self.known(key, value, known)
        return value

    def texts(self, key: str, default: Any = ...) -> tuple[str, ...]:
        values = self.read(key, list, 'a list of texts, as ["a", "b"]', default) or ()
        if not all(isinstance(each, str) for each in values):
            self.fault(key, "should hold texts in quotes.")
            return ()
        if default is ... and not values:
            self.fault(key, "is empty.")
        return tuple(values)

    def known(self, key: str, value: str, known: Sequence[str]) -> None:
        if value not in known:
            hint = did_you_mean(nearest(value, known)) or f" Known: {', '.join(known)}."
            self.fault(key, f"{value!r} is unknown.{hint}")

    def table(self, key: str) -> "ProtocolTable":
        content = self.read(key, dict, f"a table [{key}]", {}) or {}
        return ProtocolTable(content, self.field(key), self.faults)

    def tables(self, key: str, least: int = 0) -> "list[ProtocolTable]":
        content = self.read(key, list, f"tables [[{key}]]", []) or []
        if len(content) < least:
            self.fault(key, f"needs {least} or more tables [[{key}]], and has {len(content)}.")
        names = [f"{self.field(key)}[{number}]" for number in range(len(content))]
        return [
            ProtocolTable(each, name, self.faults)
            for each, name in zip(content, names, strict=True)
        ]

    def done(self) -> None:
        """Note every field that no one asked for: a slip of the pen must not pass in silence."""
        for key in self.content.keys() - set(self.asked):
            hint = did_you_mean(nearest(key, self.asked))
            self.fault(key, f"is no field here.{hint}")
