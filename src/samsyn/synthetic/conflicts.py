"""Figures that cannot hold together: found, named, and, if asked for, chosen between."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from samsyn.errors import SamsynError
from samsyn.synthetic.figures import Figure
from samsyn.synthetic.solving import Part


class OnConflict(Enum):
    """What to do with figures that cannot hold together."""

    REFUSE = "refuse"
    FIRST = "first"  # the one that stands first in the file binds
    LAST = "last"


class Conflict(SamsynError):
    """Rows of the figures that cannot hold together; ``figures`` are they, in file order."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = tuple(figures)
        rows = " and ".join(str(figure) for figure in figures)
        which = "These figures cannot hold together" if len(figures) > 1 else "No register gives"
        super().__init__(
            f"{which}: {rows}. "
            "Correct the file, or say which one binds with --on-conflict first or last."
        )


def dropped(conflict: Conflict, on_conflict: OnConflict) -> Figure:
    """The figure that gives way; raises the conflict where none may."""
    if on_conflict is OnConflict.REFUSE:
        raise conflict
    return conflict.figures[-1 if on_conflict is OnConflict.FIRST else 0]


def same_twice(figures: Sequence[Figure]) -> Conflict | None:
    """The first two rows that give one figure of one year two values."""
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if figure.precision == "about":
            continue
        first = seen.setdefault((figure.series, figure.year), figure)
        if first.value != figure.value:
            return Conflict((first, figure))
    return None


def smallest_conflict(part: Part) -> Conflict:
    """The fewest figures of an infeasible part that cannot hold together by themselves.

    Deletion filter: leave out some figures; if the rest still cannot hold, they were not needed.
    """
    whole = part.solved(whole=False) is not None
    places: dict[int, set[int]] = {}
    named = {}
    for at, bound in enumerate(part.bounds):
        if bound.figure is not None:
            places.setdefault(bound.figure.line, set()).add(at)
            named[bound.figure.line] = bound.figure
    left_out: set[int] = set()
    lines = sorted(places)
    size = max(len(lines) // 2, 1)
    while lines:
        for first in range(0, len(lines), size):
            some = set().union(*(places[line] for line in lines[first : first + size]))
            if part.solved(frozenset(left_out | some), whole=whole) is None:
                left_out |= some
        lines = [line for line in lines if not places[line] <= left_out]
        if size == 1:
            break
        size = max(size // 2, 1)
    return Conflict([named[line] for line in lines])
