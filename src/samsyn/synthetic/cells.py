"""Cells: how many of each kind there are, as whole numbers to be found.

A lattice of cells carries labels (sex, year of entry, …). A family splits each group of its
parent's cells by further values: the sum of the family's cells in a group is that of the
parent's. Everything a figure can be about is a weighted sum of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Labels = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Sum:
    """A weighted sum of cells, by their place in the model."""

    cells: Ints
    weights: Floats

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            np.concatenate([self.cells, other.cells]),
            np.concatenate([self.weights, other.weights]),
        )

    def __sub__(self, other: Sum) -> Sum:
        return self + other * -1.0

    def __mul__(self, factor: float) -> Sum:
        return Sum(self.cells, self.weights * factor)

    def of(self, values: Floats) -> float:
        """Its value when the cells have ``values``."""
        return float(values[self.cells] @ self.weights)


NOTHING = Sum(np.zeros(0, np.int64), np.zeros(0))


@dataclass
class Cells:
    """A lattice: labels and a first guess (``guide``) for each cell.

    ``group`` and ``parent_group`` tie a family to its parent: equal numbers belong together,
    -1 in ``parent_group`` is a cell that the family does not split.
    """

    name: str
    labels: dict[str, NDArray[Any]]
    guide: Floats
    whole: bool = True
    parent: Cells | None = None
    group: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    parent_group: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    start: int = -1
    counts: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.guide)

    @property
    def places(self) -> slice:
        """Where its cells stand in the model."""
        return slice(self.start, self.start + len(self))

    def chosen(self, where: Mapping[str, Any]) -> NDArray[np.bool_]:
        """The cells whose labels are as said: a value, a tuple of values, or a test."""
        mask = np.ones(len(self), bool)
        for name, wanted in where.items():
            mask &= _fits(self.labels[name], wanted)
        return mask

    def sum(self, weights: Floats | None = None, /, **where: Any) -> Sum:
        """The sum of the cells chosen, each by its weight (default 1)."""
        chosen = np.flatnonzero(self.chosen(where))
        weighed = np.ones(len(chosen)) if weights is None else weights[chosen].astype(float)
        return Sum(chosen + self.start, weighed)


def _fits(labels: NDArray[Any], wanted: Any) -> NDArray[np.bool_]:
    if callable(wanted):
        return np.asarray(wanted(labels), bool)
    if isinstance(wanted, tuple | list | set | frozenset):
        return np.isin(labels, list(wanted))
    return np.asarray(labels == wanted, bool)


def lattice(
    name: str,
    values: Mapping[str, Sequence[Any]],
    *,
    guide: Callable[[Labels], Floats],
    keep: Callable[[Labels], NDArray[np.bool_]] | None = None,
    whole: bool = True,
) -> Cells:
    """All combinations of ``values`` that ``keep`` keeps, with the guess ``guide`` gives."""
    grid = np.meshgrid(*(np.arange(len(v)) for v in values.values()), indexing="ij")
    labels = {
        each: np.asarray(list(value))[place.ravel()]
        for (each, value), place in zip(values.items(), grid, strict=True)
    }
    if keep is not None:
        kept = keep(labels)
        labels = {each: array[kept] for each, array in labels.items()}
    return Cells(name, labels, np.asarray(guide(labels), float), whole)


def family(
    name: str,
    parent: Cells,
    *,
    dims: Sequence[str],
    values: Sequence[Mapping[str, Any]],
    share: Callable[[Labels], Floats],
    where: Mapping[str, Any] | None = None,
    keep: Callable[[Labels], NDArray[np.bool_]] | None = None,
) -> Cells:
    """The parent's cells, added up over all labels but ``dims``, split by ``values``.

    ``share`` gives each value's weight within its group; they are scaled to sum to one.
    """
    taken = parent.chosen(where or {})
    keys = [np.unique(parent.labels[dim], return_inverse=True) for dim in dims]
    code = np.zeros(len(parent), np.int64)
    for known, place in keys:
        code = code * len(known) + place
    found, numbered = np.unique(code[taken], return_inverse=True)
    parent_group = np.full(len(parent), -1, np.int64)
    parent_group[taken] = numbered
    first = np.flatnonzero(taken)[np.unique(numbered, return_index=True)[1]]
    group = np.repeat(np.arange(len(found)), len(values))
    labels = {dim: np.repeat(parent.labels[dim][first], len(values)) for dim in dims}
    for each in values[0]:
        labels[each] = np.tile(np.asarray([value[each] for value in values]), len(found))
    if keep is not None:
        kept = keep(labels)
        group, labels = group[kept], {each: array[kept] for each, array in labels.items()}
    weight = np.asarray(share(labels), float)
    total = np.bincount(group, weight, len(found))
    whole = np.bincount(parent_group[taken], parent.guide[taken], len(found))
    guide = weight / total[group] * whole[group]
    return Cells(name, labels, guide, True, parent, group, parent_group)
