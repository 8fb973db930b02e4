"""What a figure measures, as sums of cells: a part, and the whole it is a share or mean of."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

from samsyn.synthetic.cells import Floats, Sum


class NotBound(Exception):
    """A figure that the model has no cells for; the message is the reason, for the list."""


@dataclass(frozen=True)
class Measure:
    """``scale`` × part / whole (percent: 100), or the part alone.

    ``part_gives``: where part and whole are different things, a first guess moves the part
    towards the figure, not the whole. ``steps`` tells whether part and whole come in whole
    numbers, so that bounds can be exact.
    """

    part: Sum
    whole: Sum | None = None
    scale: float = 1.0
    steps: bool = True
    part_gives: bool = False

    def value(self, cells: Floats) -> float:
        """Its value when the cells have these numbers; not a number where the whole is nil."""
        part = self.part.of(cells) * self.scale
        if self.whole is None:
            return part
        whole = self.whole.of(cells)
        return part / whole if whole else nan


def only(keys: Mapping[str, str], *allowed: str) -> None:
    """Raise ``NotBound`` for a breakdown by other keys than ``allowed``."""
    unknown = sorted(set(keys) - set(allowed))
    if unknown:
        raise NotBound(f"not split by {' and '.join(unknown)}")


def one_of(keys: Mapping[str, str], *allowed: str) -> str:
    """The single key beside sex, or ''; raises ``NotBound`` for others or for two."""
    only(keys, "sex", *allowed)
    beside = [key for key in keys if key != "sex"]
    if len(beside) > 1:
        raise NotBound(f"not split by {' and '.join(beside)} at once")
    return beside[0] if beside else ""
