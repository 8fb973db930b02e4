"""Running a plan many times on invented people: false alarms, power and coverage as they come out.

The arms are drawn with the study's own blocks, and analysed as the protocol says (stratum fixed
effects), so that a fault in either shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

import numpy as np

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.assignment import draw_block
from samsyn.evaluation.intention_to_treat import itt
from samsyn.evaluation.linear import Errors, Floats


@dataclass(frozen=True)
class Simulated:
    """One contrast over all runs. Shares are proportions.

    ``true`` is the effect put in; ``found`` the share of runs with p below 1 − level (power, or
    false alarms where ``true`` is 0); ``coverage`` the share whose limits hold ``true``;
    ``mean`` and ``spread`` of the estimates; ``mean_error`` the mean standard error.
    """

    arm: str
    against: str
    true: float
    found: float
    coverage: float
    mean: float
    spread: float
    mean_error: float
    runs: int

    def within(self, share: float) -> tuple[float, float]:
        """Wilson's 95 percent limits of a share of the runs: what so few of them can tell."""
        from statsmodels.stats.proportion import proportion_confint  # slow to load

        low, high = proportion_confint(round(share * self.runs), self.runs, method="wilson")
        return float(low), float(high)


def simulate(
    *,
    shares: Mapping[str, int],
    reference: str,
    people: Mapping[str, int],
    share_control: float,
    effects: Mapping[str, float],
    site_spread: float = 0.0,
    errors: Errors = "HC2",
    level: float = 0.95,
    runs: int = 1_000,
    seed: int = 0,
) -> tuple[Simulated, ...]:
    """Each arm against the reference over ``runs`` trials with a 0/1 outcome.

    ``shares``: whole-number parts by arm; ``people`` by site; ``effects``: what each arm adds to
    ``share_control`` (arms not named add 0); ``site_spread``: standard deviation of the control
    share over sites.

    >>> both = dict(shares={"FS": 1, "SE": 1}, reference="FS", people={"a": 60, "b": 40})
    >>> result, = simulate(**both, share_control=0.2, effects={"SE": 0.5}, runs=20)
    >>> result.found
    1.0
    """
    for arm in (reference, *effects):
        if arm not in shares:
            raise UnknownName(arm, "arm", known=shares)
    if not 0 < share_control < 1 or runs < 1:
        raise WrongUse("share_control lies between 0 and 1, and runs is 1 or more.")
    others = sorted(arm for arm in shares if arm != reference)
    sites = np.repeat(np.arange(len(people)), list(people.values()))
    generator = np.random.default_rng(seed)
    found = np.empty((runs, len(others), 5))
    for run in range(runs):
        drawn = _drawn(shares, people, seed, run)
        level_of_site = share_control + site_spread * generator.standard_normal(len(people))
        added = np.array([effects.get(each, 0.0) for each in drawn])
        outcome = generator.random(len(drawn)) < np.clip(level_of_site[sites] + added, 0, 1)
        result = itt(outcome, drawn, reference=reference, strata=sites, errors=errors, level=level)
        for place, name in enumerate(others):
            effect = result.effect(name)
            found[run, place] = (
                effect.estimate, effect.standard_error, effect.lower, effect.upper, effect.p
            )  # fmt: skip
    return tuple(
        _summed(name, reference, effects.get(name, 0.0), found[:, place], level)
        for place, name in enumerate(others)
    )


def _drawn(shares: Mapping[str, int], people: Mapping[str, int], seed: int, run: int) -> list[str]:
    """The arm of everyone, site by site, with a seed of the run's own."""
    secret = sha256(f"simulation {seed} {run}".encode()).digest()
    parts = tuple(sorted(shares.items()))
    arms: list[str] = []
    for site, size in people.items():
        here: list[str] = []
        for block in count(1):
            if len(here) >= size:
                break
            here += draw_block(secret, study="", stratum=site, block=block, shares=parts)
        arms += here[:size]
    return arms


def _summed(arm: str, against: str, true: float, runs: Floats, level: float) -> Simulated:
    estimate, error, lower, upper, p = runs.T
    return Simulated(
        arm, against, true,
        found=float((p < 1 - level).mean()),
        coverage=float(((lower <= true) & (true <= upper)).mean()),
        mean=float(estimate.mean()), spread=float(estimate.std()),
        mean_error=float(error.mean()), runs=len(runs),
    )  # fmt: skip
