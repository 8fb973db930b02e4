"""A specification: a drawn register, and what an indicator makes of it, drawn too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.factories import TAKEN_ON, drawn_rows

from samsyn.statistics.question import Counted, Question
from samsyn.vocabulary.period import parse_period

NOTHING = "–"


@dataclass(frozen=True)
class Spec:
    """What an indicator promises of a drawn register, in a sentence and in numbers.

    ``expected`` has the columns ``period``, ``value`` and any of ``breakdown``, ``area``,
    ``statistic``, ``against`` and ``n``. Together its rows are every number that is not nil:
    ``–`` is a question without an answer.
    """

    holds: str
    indicator: str
    given: Mapping[str, str]
    expected: str
    of: str = ""
    level: str = "nation"
    area: str = ""
    by: tuple[str, ...] | None = ()
    against: str = ""
    taken_on: date = TAKEN_ON

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row["period"] for row in drawn_rows(self.expected)))

    def question(self) -> Question:
        return Question(
            self.indicator,
            tuple(parse_period(name) for name in self.periods),
            of=self.of,
            level=self.level,
            area=self.area,
            by=self.by,
            against=parse_period(self.against) if self.against else None,
        )


def as_drawn(spec: Spec, rows: list[Counted]) -> list[dict[str, str]]:
    """The numbers that are not nil, with the columns and the decimals of the drawing."""
    drawn = drawn_rows(spec.expected)
    wanted = {_place(row): row for row in drawn}
    shown = []
    for row in rows:
        cells = {
            "period": row.period,
            "area": row.area,
            "breakdown": "; ".join(f"{key}={code}" for key, code in row.breakdown),
            "statistic": row.statistic,
            "against": row.against,
        }
        kept = {name: cells[name] for name in drawn[0] if name in cells}
        like = wanted.get(_place(kept), {})
        if row.value or like:
            numbers = {"value": row.value, "n": row.n}
            printed = {
                name: _printed(numbers[name], like.get(name, ""))
                for name in drawn[0]
                if name in numbers
            }
            shown.append({name: {**kept, **printed}[name] for name in drawn[0]})
    return shown


def _place(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(text for name, text in row.items() if name not in ("value", "n"))


def _printed(value: float | int | None, like: str) -> str:
    if value is None:
        return NOTHING if like == NOTHING else ""
    decimals = len(like.partition(".")[2])
    return f"{value:.{decimals}f}"
