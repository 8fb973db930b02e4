"""What awaits someone: each area tells its own, the first page shows them together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.register.access import Acting


@dataclass(frozen=True)
class Awaiting:
    """Something to do: ``count`` of them, at ``url``; ``urgent`` where a day has passed."""

    what: str
    count: int
    url: str
    urgent: bool = False


Tell = Callable[[Acting, date], Iterable[Awaiting]]


def all_awaiting(acting: Acting, on: date, tellers: Iterable[Tell]) -> list[Awaiting]:
    """What awaits in every area, most urgent first; nothing that is done."""
    found = [each for tell in tellers for each in tell(acting, on) if each.count]
    return sorted(found, key=lambda each: not each.urgent)
