"""From cells to rows: spread counts out, and deal a family's values to the rows of its groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.synthetic.cells import Cells, Floats, Ints

Columns = Mapping[str, NDArray[Any]]


def spread_out(cells: Cells, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """A row for each thing counted, with the labels of its cell."""
    return {name: np.repeat(cells.labels[name], cells.counts) for name in names}


def group_codes(columns: Columns, cells: Cells, dims: Sequence[str]) -> tuple[Ints, Ints]:
    """One number for each combination of labels: of the rows, and of the cells."""
    rows = np.zeros(len(next(iter(columns.values()))), np.int64)
    of_cells = np.zeros(len(cells), np.int64)
    for dim in dims:
        known = np.unique(cells.labels[dim])
        rows = rows * len(known) + np.searchsorted(known, columns[dim])
        of_cells = of_cells * len(known) + np.searchsorted(known, cells.labels[dim])
    return rows, of_cells


def dealt(
    columns: Columns,
    cells: Cells,
    dims: Sequence[str],
    value: str,
    rng: np.random.Generator,
    liking: Floats | None = None,
) -> NDArray[Any]:
    """The family's ``value`` for each row: in each group exactly as many of each as counted.

    ``liking`` (rows × the values in order of ``value_order``) makes some rows likelier to get
    some values; without it all rows of a group are alike.
    """
    return cells.labels[value][dealt_cells(columns, cells, dims, rng, value, liking)]


def value_order(cells: Cells, value: str) -> NDArray[Any]:
    """The different values of a family, in the order of ``liking``."""
    return np.unique(cells.labels[value])


def dealt_cells(
    columns: Columns,
    cells: Cells,
    dims: Sequence[str],
    rng: np.random.Generator,
    value: str = "",
    liking: Floats | None = None,
) -> Ints:
    """The cell of the family that each row falls in."""
    codes, of_cells = group_codes(columns, cells, dims)
    chance = rng.random(len(codes))
    if liking is None or not value:
        rows = np.lexsort((chance, codes))
        places = np.argsort(of_cells, kind="stable")
    else:
        number = np.unique(cells.labels[value], return_inverse=True)[1]
        wished = _wished(codes, of_cells, number, cells.counts, liking, rng)
        rows = np.lexsort((chance, wished, codes))
        places = np.lexsort((number, of_cells))
    taken = np.repeat(places, cells.counts[places])
    if len(taken) != len(rows) or (of_cells[taken] != codes[rows]).any():
        raise AssertionError(f"{cells.name}: the cells are not counted for these rows")
    found = np.empty(len(rows), np.int64)
    found[rows] = taken
    return found


def _wished(
    codes: Ints,
    of_cells: Ints,
    number: Ints,
    counts: Ints,
    liking: Floats,
    rng: np.random.Generator,
) -> Ints:
    """A value drawn for each row by its group's counts and its own liking."""
    groups, place = np.unique(of_cells, return_inverse=True)
    table = np.zeros((len(groups), int(number.max()) + 1))
    np.add.at(table, (place, number), counts)
    weights = table[np.searchsorted(groups, codes)] * liking
    edges = np.cumsum(weights, axis=1)
    drawn = rng.random(len(codes)) * edges[:, -1]
    return np.asarray((edges < drawn[:, None]).sum(axis=1).clip(0, table.shape[1] - 1))
