"""Where and when: participations get an intervention, a day of entry and a day of exit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.errors import SamsynError
from samsyn.synthetic.bodies import Body
from samsyn.synthetic.cells import Floats, Ints
from samsyn.synthetic.chance import apportioned, within
from samsyn.synthetic.efforts import Efforts, lifetimes
from samsyn.synthetic.spans import LONGEST, by_turn, cumulative

Columns = dict[str, NDArray[Any]]
SHORTEST = 7  # days


class NowhereToGo(SamsynError):
    """Participants in a year without an intervention that takes them."""

    def __init__(self, year: int, setting: str) -> None:
        group, _, method = setting.partition("|")
        kind = " ".join(word for word in (group, method) if word)
        super().__init__(
            f"The figures have people in {year}, but no individual intervention "
            f"{f'({kind}) ' if kind else ''}that could take them. Give more interventions "
            "in that year, or fewer people by target group and method."
        )


def place(
    rows: Columns,
    made: Efforts,
    found: list[Body],
    weight: Floats,
    effect: Floats,
    rng: np.random.Generator,
) -> Ints:
    """The intervention of each spell's first participation.

    Associations get people by weight; within one, interventions by size. ``effect`` is how much
    more often (log odds) people of an association reach work or study. An intervention takes
    someone only if it runs until they leave, where there is one that does.
    """
    last = lifetimes(found, made.years)[1]
    placed = np.full(len(rows["sex"]), -1, np.int64)
    keys = (rows["setting"], rows["entered"].astype("U4"), rows["exited"].astype("U4"))
    named = np.char.add(np.char.add(np.char.add(keys[0], "/"), keys[1]), keys[2])
    kinds, kind_of = np.unique(named, return_inverse=True)
    for kind in range(len(kinds)):
        these = np.flatnonzero(kind_of == kind)
        entered, exited = rows["entered"][these[0]], rows["exited"][these[0]]
        open_to = made.by_person & (made.setting == rows["setting"][these[0]])
        open_to &= (made.began <= entered) & (made.ended >= entered)
        stays = open_to & (made.ended >= exited) & (last[made.association] >= exited)
        usable = stays if stays.any() else open_to
        if not usable.any():
            raise NowhereToGo(int(entered), rows["setting"][these[0]])
        placed[these] = _given_out(these, usable, rows["gained"], made, weight, effect, rng)
    return placed


def _given_out(
    these: Ints,
    usable: NDArray[np.bool_],
    gained: NDArray[np.bool_],
    made: Efforts,
    weight: Floats,
    effect: Floats,
    rng: np.random.Generator,
) -> Ints:
    parts = _parts(len(these), usable, made, weight)
    odds = np.exp(effect)[made.association[usable]]
    of_gained = within(int(gained[these].sum()), parts * odds / (1 + odds), parts)
    found = np.empty(len(these), np.int64)
    for mine, share in ((gained[these], of_gained), (~gained[these], parts - of_gained)):
        found[mine] = rng.permutation(np.repeat(np.flatnonzero(usable), share))
    return found


def _parts(number: int, usable: NDArray[np.bool_], made: Efforts, weight: Floats) -> Ints:
    """How many of ``number`` people each usable intervention gets."""
    owners = made.association[usable]
    size = made.size[usable]
    of_owner = np.bincount(owners, size, len(weight))
    return apportioned(number, weight[owners] * size / of_owner[owners])


def another(placed: Ints, rows: Columns, made: Efforts) -> Ints:
    """Another intervention for each: of the same association where it has one that fits.

    The same one again only where there is no other in the country.
    """
    chosen = placed.copy()
    keys = np.stack([placed, rows["entered"], rows["exited"]], axis=1)
    kinds, kind_of = np.unique(keys, axis=0, return_inverse=True)
    by_person = made.by_person
    for kind, (at, entered, exited) in enumerate(kinds.tolist()):
        fits = (
            by_person
            & (made.setting == made.setting[at])
            & (made.began <= entered)
            & (made.ended >= exited)
        )
        fits[at] = False
        near = np.flatnonzero(fits & (made.association == made.association[at]))
        others = near if len(near) else np.flatnonzero(fits)
        if len(others):
            mine = np.flatnonzero(kind_of.ravel() == kind)
            chosen[mine] = others[(np.arange(len(mine)) + at) % len(others)]
    return chosen


def days(
    entered: Ints, exited: Ints, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Days of entry and exit, within their years and as long as participations last."""
    number = len(entered)
    entry = np.zeros(number, np.int64)
    lasting = np.zeros(number, np.int64)
    for year in np.unique(entered).tolist():
        share = cumulative(year)
        for turn in np.unique(exited[entered == year] - year).tolist():
            these = np.flatnonzero((entered == year) & (exited - entered == turn))
            edges = np.cumsum(by_turn(year)[: 365 - SHORTEST * (turn == 0), turn])
            day = np.searchsorted(edges, rng.random(len(these)) * edges[-1])
            left = 364 - day
            least = np.maximum(left + 365 * (turn - 1) + 1, SHORTEST) if turn else SHORTEST
            most = np.minimum(left + 365 * turn, LONGEST)
            low, high = share[least], share[most]
            drawn = low + rng.random(len(these)) * (high - low)
            entry[these] = day
            lasting[these] = np.searchsorted(share, drawn).clip(least, most)
    first = _day_of(entered, entry)
    end = entry + lasting - 365 * (exited - entered)
    return first, _day_of(exited, end.clip(0, 364))


def _day_of(year: Ints, day: Ints) -> NDArray[Any]:
    """The day of a year, counted from 0; 365 days to every year."""
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray(start + day)
