"""The people of an experiment as columns of a regression: arm, stratum, covariates, weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.linear import Codes, Errors, Fit, Floats, coded, codes, fit

Adjustment = Literal["interacted", "additive"]


@dataclass(frozen=True)
class Arms:
    """n assigned people. ``names`` has the reference first; ``arm`` each person's place in it.

    ``strata``, ``clusters`` codes (n); ``covariates`` (n × q), not centred; ``weights`` (n) or
    None.
    """

    names: tuple[str, ...]
    arm: Codes
    strata: Codes
    covariates: Floats
    covariate_names: tuple[str, ...]
    adjustment: Adjustment
    weights: Floats | None
    clusters: Codes | None

    def people(self) -> dict[str, int]:
        """How many people each arm has."""
        counts = np.bincount(self.arm, minlength=len(self.names))
        return dict(zip(self.names, counts.tolist(), strict=True))

    def only(self, chosen: NDArray[np.bool_]) -> "Arms":
        """The chosen people; refuses if an arm is left empty."""
        if chosen.all():
            return self
        part = replace(
            self,
            arm=self.arm[chosen],
            strata=coded(self.strata[chosen])[1],
            covariates=self.covariates[chosen],
            weights=None if self.weights is None else self.weights[chosen],
            clusters=None if self.clusters is None else coded(self.clusters[chosen])[1],
        )
        empty = [name for name, count in part.people().items() if not count]
        if empty:
            raise WrongUse(
                f"No one in {' and '.join(empty)} is observed here, so nothing can be compared. "
                "Choose a horizon that every arm has reached."
            )
        return part

    def regress(self, outcomes: Floats, errors: Errors, extra: Floats | None = None) -> Fit:
        """Outcomes (n × k) on the arms (first columns), covariates, ``extra`` and the strata."""
        columns, names = self.columns()
        if extra is not None:
            columns = np.column_stack([columns, extra])
        return fit(
            outcomes, columns, strata=self.strata, weights=self.weights,
            clusters=self.clusters, errors=errors, names=names,
        )  # fmt: skip

    def columns(self) -> tuple[Floats, tuple[str, ...]]:
        """A dummy for each arm but the reference, then the covariates, then their products."""
        dummies = self.dummies()
        if not self.covariates.shape[1]:
            return dummies, self.names[1:]
        centre = np.average(self.covariates, axis=0, weights=self.weights)
        centred = self.covariates - centre
        parts, names = [dummies, centred], [*self.names[1:], *self.covariate_names]
        if self.adjustment == "interacted":
            self._check_rank_by_arm()
            parts += [centred * dummy[:, None] for dummy in dummies.T]
            names += [f"{one} × {arm}" for arm in self.names[1:] for one in self.covariate_names]
        return np.concatenate(parts, axis=1), tuple(names)

    def dummies(self) -> Floats:
        """(n × arms − 1): one where the person is in the arm."""
        return np.asarray(self.arm[:, None] == np.arange(1, len(self.names)), dtype=np.float64)

    def _check_rank_by_arm(self) -> None:
        # Lin's estimator needs every covariate's slope in every arm.
        for place, name in enumerate(self.names):
            inside = self.covariates[self.arm == place]
            spread = inside - inside.mean(axis=0)
            lengths = np.sqrt((spread**2).sum(axis=0))
            scale = np.sqrt((inside**2).sum(axis=0))
            unit = spread / np.where(lengths > 1e-10 * scale, lengths, np.inf)
            triangle = np.linalg.qr(unit, mode="r")
            weak = np.flatnonzero(np.abs(np.diag(triangle)) < 1e-8).tolist()
            if weak or len(triangle) < inside.shape[1]:
                which = ", ".join(self.covariate_names[i] for i in weak) or "the covariates"
                raise WrongUse(
                    f"In {name}, {which} does not vary, or is a sum of other covariates, so its "
                    'slope there is unknown. Leave it out, or use adjustment="additive".'
                )


def arms_of(
    arm: ArrayLike,
    *,
    reference: str,
    strata: ArrayLike | None = None,
    covariates: Any = None,
    adjustment: Adjustment = "interacted",
    weights: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
) -> Arms:
    """Check and code the columns; each has one value a person, in the same order."""
    known, place = coded(np.asarray(arm))
    if reference not in known:
        raise UnknownName(str(reference), "arm", known=map(str, known))
    if len(known) < 2:
        raise WrongUse(f"There is one arm only, {known[0]}; a comparison needs two.")
    order = [reference, *(name for name in known if name != reference)]
    new_place = np.array([order.index(name) for name in known], dtype=np.intp)
    people = len(place)
    table, names = _covariates(covariates, people)
    return Arms(
        tuple(order), new_place[place], codes(strata, people), table, names, adjustment,
        None if weights is None else _weights(weights, people),
        None if clusters is None else codes(clusters, people),
    )  # fmt: skip


def inverse_share_weights(share: ArrayLike) -> Floats:
    """Weights for people whose chance of their own arm was ``share`` (0–1), from the assignment.

    Needed where shares differ between strata or over time and the effect may too.

    >>> inverse_share_weights([0.5, 0.25])
    array([2., 4.])
    """
    chance = np.asarray(share, dtype=np.float64)
    if not ((chance > 0) & (chance <= 1)).all():
        raise WrongUse("The chance of the arm a person got lies above 0 and is at most 1.")
    return np.asarray(1 / chance)


def _covariates(covariates: Any, people: int) -> tuple[Floats, tuple[str, ...]]:
    if covariates is None:
        return np.empty((people, 0)), ()
    # float64 first: int8 columns of published data overflow in products without a word.
    table = np.asarray(covariates, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    if len(table) != people or not np.isfinite(table).all():
        raise WrongUse("Covariates need one row a person and no missing values.")
    names: Sequence[Any] = getattr(covariates, "columns", range(1, table.shape[1] + 1))
    return table, tuple(str(name) for name in names)


def _weights(weights: ArrayLike, people: int) -> Floats:
    values = np.asarray(weights, dtype=np.float64)
    if values.shape != (people,) or not (np.isfinite(values) & (values > 0)).all():
        raise WrongUse("Weights need one number above 0 a person.")
    return values
