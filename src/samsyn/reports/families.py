"""The reports by name: where each is written, and the letter its figures begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from samsyn.disclosure import Question
from samsyn.errors import UnknownName
from samsyn.reports.context import Context
from samsyn.reports.document import Report
from samsyn.vocabulary.period import Period


@dataclass(frozen=True)
class Family:
    """A report: its name on the command line, its letter, and the package that writes it.

    ``lives_on`` are indicators of which at least one is not nil in a year that has data.
    """

    name: str
    code: str
    lives_on: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where its ``report.toml`` and ``texts/`` lie."""
        return Path(__file__).parent / self.name.replace("-", "_")

    def asks(self, period: Period) -> tuple[Question, ...]:
        """Every question its figures answer."""
        ask: Callable[[Period], tuple[Question, ...]] = self._module().asks
        return ask(period)

    def build(self, ctx: Context) -> Report:
        """The report, not yet numbered."""
        write: Callable[[Context], Report] = self._module().build
        return write(ctx)

    def _module(self) -> Any:
        return import_module(f"samsyn.reports.{self.name.replace('-', '_')}")


_HEADS = ("participants_anonymous", "participants_volume")
_COOPERATION = ("joint_assessments", "transition_meetings")

FAMILIES = {
    family.name: family
    for family in (
        Family("financial-coordination", "A", ("completed", *_HEADS)),
        Family("priority-groups", "B", ("participants_started", *_HEADS)),
        Family("reinforced-cooperation", "C", _COOPERATION),
    )
}


def family(name: str) -> Family:
    """The report ``name``; ``UnknownName`` where there is none."""
    if name not in FAMILIES:
        raise UnknownName(name, "report", known=FAMILIES)
    return FAMILIES[name]
