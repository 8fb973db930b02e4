"""Randomisation inference: the draw done again many times, as it was done.

Arms are permuted within blocks, so every redraw has the arm sizes of the real one. With stratum
fixed effects the redrawn estimates, and their HC2 errors, are sums over people of things fixed by
the outcome and the stratum; all draws of all outcomes are therefore one matrix product.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import WrongUse
from samsyn.evaluation.linear import Codes, Floats, StratumMeans, codes

CELLS_AT_A_TIME = 12_000_000
"""Draws × people held at once: about 100 MB."""


@dataclass(frozen=True)
class RandomisationTest:
    """k outcomes of one contrast. All arrays (k).

    ``estimates``: treated minus control with stratum fixed effects, in the outcome's unit;
    ``statistics``: divided by their HC2 standard error; ``p``: two-sided, one outcome at a time;
    ``p_any``: adjusted for k outcomes (the largest statistic of each draw);
    ``null``: (draws × k) statistics under no effect, or None.
    """

    estimates: Floats
    statistics: Floats
    p: Floats
    p_any: Floats
    draws: int
    null: Floats | None


def randomisation_test(
    outcomes: ArrayLike,
    treated: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
    draws: int = 10_000,
    seed: int = 0,
    keep_draws: bool = False,
) -> RandomisationTest:
    """Whether the treatment changed anyone's outcome, by redrawing within blocks.

    ``outcomes`` (n) or (n × months), nothing missing; ``treated`` (n) 0/1, one pair of arms only.
    ``strata`` are the fixed effects; ``blocks`` what was permuted in the real draw (default: the
    strata), each inside one stratum. Studentised by HC2, so that it also answers the question of
    an average effect (Wu & Ding 2021). p = (1 + draws at least as far from nil) / (1 + draws).

    >>> result = randomisation_test([1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], draws=99)
    >>> float(result.estimates[0])
    1.0
    """
    y, given, by_stratum, by_block = _columns(outcomes, treated, strata, blocks)
    sums = _Sums(y, given, by_stratum)
    observed_estimates, observed = sums.of(given[None].astype(np.float64))
    null = np.empty((draws, y.shape[1]))
    generator = np.random.default_rng(seed)
    step = max(1, CELLS_AT_A_TIME // len(y))
    for first in range(0, draws, step):
        here = slice(first, min(first + step, draws))
        null[here] = sums.of(redraw(given, by_block, here.stop - here.start, generator))[1]
    far = np.abs(null)
    # Equal draws differ in the last digits; a tie counts as at least as far.
    reach = np.abs(observed[0]) * (1 - 1e-9)
    p = (1 + (far >= reach).sum(axis=0)) / (1 + draws)
    p_any = (1 + (far.max(axis=1)[:, None] >= reach).sum(axis=0)) / (1 + draws)
    return RandomisationTest(
        observed_estimates[0], observed[0], p, p_any, draws, null if keep_draws else None
    )


def redraw(
    treated: NDArray[np.bool_], blocks: Codes, draws: int, generator: np.random.Generator
) -> Floats:
    """(draws × n) of 0/1: the treatment permuted within each block; arm sizes are kept.

    Each block's people are gone through once: the next is treated with the chance *treated left*
    out of *people left* (Knuth's selection sampling), in all draws and blocks at a time. No sort
    keys, so none can tie.
    """
    people_left = np.bincount(blocks)
    by_size = np.argsort(-people_left, kind="stable")  # blocks still open stand first
    rank = np.argsort(by_size)[blocks]
    people_left = people_left[by_size]
    treated_left = np.repeat(np.bincount(rank, treated)[:, None], draws, axis=1)
    drawn = np.empty((len(treated), draws))
    for members in _one_of_each_block(rank):
        open_blocks = len(members)
        chance = generator.random((open_blocks, draws)) * people_left[:open_blocks, None]
        taken = chance < treated_left[:open_blocks]
        drawn[members] = taken
        treated_left[:open_blocks] -= taken
        people_left[:open_blocks] -= 1
    return drawn.T


def _one_of_each_block(rank: Codes) -> Iterator[Codes]:
    """First the first person of every block, then the second of those with two, and so on."""
    order = np.argsort(rank, kind="stable")
    starts = np.cumsum(np.bincount(rank)) - np.bincount(rank)
    place = np.arange(len(rank)) - starts[rank[order]]
    by_place = order[np.argsort(place, kind="stable")]
    yield from np.split(by_place, np.cumsum(np.bincount(place))[:-1])


class _Sums:
    """What each person adds to the estimate and its HC2 variance, if treated and if not.

    With d = z − p (p the stratum's share treated): estimate = Σ d·y / c, c = Σ d², and
    variance·c² = Σ k(z)·(d·y − t·d²)², k the HC2 factor; z is 0 or 1, so every term is a
    constant plus z times a difference.
    """

    def __init__(self, y: Floats, treated: NDArray[np.bool_], strata: Codes) -> None:
        means = StratumMeans(strata)
        self.y = means.taken_out(y)
        share = (treated - means.taken_out(treated[:, None].astype(np.float64))[:, 0])[:, None]
        self.c = float((share * (1 - share)).sum())
        if self.c < 1e-9:
            raise WrongUse("No stratum has both treated and controls, so nothing can be compared.")
        leverage = means.leverage(np.ones(len(y)))[:, None]
        with_, without = (self._terms(d, leverage) for d in (1 - share, -share))
        self.base = without.sum(axis=0)
        self.change = with_ - without

    def _terms(self, d: Floats, leverage: Floats) -> Floats:
        room = 1 - leverage - d**2 / self.c
        k = np.where(room > 1e-9, 1 / np.where(room > 1e-9, room, 1), 0)
        return np.concatenate(
            [d * self.y, k * d**2 * self.y**2, k * d**3 * self.y, k * d**4], axis=1
        )

    def of(self, drawn: Floats) -> tuple[Floats, Floats]:
        """Estimates and studentised statistics (draws × k) of ``drawn`` (draws × n)."""
        sums = drawn @ self.change + self.base
        k = self.y.shape[1]
        estimate = sums[:, :k] / self.c
        squares, cross, fourth = sums[:, k : 2 * k], sums[:, 2 * k : 3 * k], sums[:, 3 * k :]
        variance = (squares - 2 * estimate * cross + estimate**2 * fourth) / self.c**2
        error = np.sqrt(np.maximum(variance, 1e-300))
        return estimate, np.where(np.abs(estimate) < 1e-12, 0.0, estimate / error)


def _columns(
    outcomes: ArrayLike, treated: ArrayLike, strata: ArrayLike | None, blocks: ArrayLike | None
) -> tuple[Floats, NDArray[np.bool_], Codes, Codes]:
    y = np.asarray(outcomes, dtype=np.float64)
    y = y[:, None] if y.ndim == 1 else y
    if not np.isfinite(y).all():
        raise WrongUse("An outcome is missing. Leave out people not observed, and say how many.")
    given = np.asarray(treated, dtype=np.float64)
    if given.shape != (len(y),) or not np.isin(given, (0, 1)).all():
        raise WrongUse("treated needs 0 or 1 for each person; choose one pair of arms.")
    by_stratum = codes(strata, len(y))
    by_block = by_stratum if blocks is None else codes(blocks, len(y))
    first = np.zeros(int(by_block.max()) + 1, dtype=np.intp)
    first[by_block] = by_stratum
    if (first[by_block] != by_stratum).any():
        raise WrongUse("A block reaches over two strata; name blocks by stratum and number.")
    return y, given.astype(bool), by_stratum, by_block
