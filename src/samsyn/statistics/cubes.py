"""Tallies summed by the engine, few queries for many questions.

Everything asked of the same rows at the same level is one query that groups by all the keys
together; the sums of its cells are rolled up here to each breakdown. That is right because
a unit has one row in each period and area. A key of which a unit may have several values is
a query of its own, whose cells are never summed over that key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samsyn.extracts.snapshot import Snapshot
from samsyn.statistics.breakdowns import Keys
from samsyn.statistics.measure import Rows, Tally
from samsyn.statistics.scope import Scope, flag, form_of
from samsyn.vocabulary.period import Period

if TYPE_CHECKING:
    import polars as pl
    from ibis.expr.types import Table

Cells = dict[tuple[str, str], dict[tuple[str, ...], Any]]
"""By (period, area), then codes of the breakdown: a whole number, or (value, count) pairs."""


@dataclass(frozen=True)
class Place:
    """Where and in which form of period a question is asked; queries are shared within one."""

    level: str
    area: str
    form: str


@dataclass
class _Cube:
    """One query: rows, the keys it groups by, and the tallies it sums."""

    rows: Rows
    place: Place
    several: Keys
    single: set[str]
    tallies: list[Tally] = field(default_factory=list)
    frame: "pl.DataFrame | None" = None
    rolled: "dict[Keys, dict[Tally, Cells]]" = field(default_factory=dict)


def place_of(level: str, area: str, period: Period) -> Place:
    """The place a period of a question belongs to."""
    return Place(level, area, form_of(period))


class Cubes:
    """Collects what is wanted, works it out in few queries, and gives the cells."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._periods: dict[Place, set[Period]] = {}
        self._wanted: dict[tuple[Tally, Place, Keys], set[str]] = {}
        self._cubes: list[_Cube] = []
        self._of: dict[tuple[Tally, Place, Keys], _Cube] = {}

    def want(
        self, tallies: Iterable[Tally], place: Place, period: Period, breakdowns: list[Keys]
    ) -> None:
        """Note that these tallies will be asked for in these breakdowns."""
        self._periods.setdefault(place, set()).add(period)
        for tally in tallies:
            for keys in breakdowns:
                several, single = _split(tally, keys)
                self._wanted.setdefault((tally, place, several), set()).update(single)

    def work_out(self) -> None:
        """Join what is wanted into cubes, largest first, and query each once."""
        for asked, single in sorted(self._wanted.items(), key=lambda item: -len(item[1])):
            self._of[asked] = self._cube_for(*asked, single)
        for cube in self._cubes:
            self._query(cube)

    def cells(self, tally: Tally, place: Place, keys: Keys) -> Cells:
        """The cells of a tally in a breakdown; a cell without rows is left out."""
        several, _ = _split(tally, keys)
        cube = self._of[tally, place, several]
        names = tuple(name for name in keys if name != tally.across)
        if names not in cube.rolled:
            cube.rolled[names] = _rolled_up(cube, names)
        return cube.rolled[names][tally]

    def _cube_for(self, tally: Tally, place: Place, several: Keys, single: set[str]) -> _Cube:
        for cube in self._cubes:
            same = (cube.rows, cube.place, cube.several) == (tally.rows, place, several)
            if same and single <= cube.single and not tally.spread and not cube.tallies[0].spread:
                cube.tallies.append(tally)
                return cube
        cube = _Cube(tally.rows, place, several, single, [tally])
        self._cubes.append(cube)
        return cube

    def _query(self, cube: _Cube) -> None:
        place = cube.place
        periods = tuple(sorted(self._periods[place]))
        scope = Scope(self._snapshot, periods, place.level, place.area)
        rows = _with_several(cube.rows, scope, cube.several)
        keys = ["period", "area", *cube.several, *sorted(cube.single)]
        cube.frame = self._snapshot.engine.answer(_summed(rows, keys, cube.tallies))


def _split(tally: Tally, keys: Keys) -> tuple[Keys, Keys]:
    """The keys of which a unit may have several values, and the others."""
    used = [name for name in keys if name != tally.across]
    several = tuple(name for name in used if name in tally.rows.several)
    return several, tuple(name for name in used if name not in several)


def _with_several(rows: Rows, scope: Scope, several: Keys) -> "Table":
    table = rows.build(scope)
    for name in several:
        codes = rows.several[name](scope)
        shared = [column for column in ("period", "area", "unit") if column in codes.columns]
        table = table.join(codes, shared)
    return table


def _summed(rows: "Table", keys: list[str], tallies: list[Tally]) -> "Table":
    if tallies[0].spread:
        assert tallies[0].column
        valued = rows.mutate(value=tallies[0].column(rows))
        valued = valued.filter(valued.value.notnull())
        return valued.group_by([*keys, "value"]).agg(t0=valued.count())
    sums = {f"t{number}": _sum(rows, tally) for number, tally in enumerate(tallies)}
    return rows.group_by(keys).agg(**sums)


def _sum(rows: "Table", tally: Tally) -> Any:
    if tally.column is None:
        return rows.count()
    column: Any = tally.column(rows)
    amount = flag(column) if column.type().is_boolean() else column.coalesce(0)
    return amount.sum().cast("int64")


def _rolled_up(cube: _Cube, names: Keys) -> dict[Tally, Cells]:
    import polars as pl

    assert cube.frame is not None
    keys = ["period", "area", *names]
    if cube.tallies[0].spread:
        return {cube.tallies[0]: _spread(cube.frame, keys)}
    columns = [f"t{number}" for number in range(len(cube.tallies))]
    sums = cube.frame.group_by(keys).agg(pl.col(columns).sum())
    rolled: dict[Tally, Cells] = {tally: {} for tally in cube.tallies}
    for row in sums.select(*keys, *columns).iter_rows():
        period, area, codes = row[0], row[1], row[2 : len(keys)]
        for tally, amount in zip(cube.tallies, row[len(keys) :], strict=True):
            rolled[tally].setdefault((period, area), {})[codes] = amount
    return rolled


def _spread(frame: "pl.DataFrame", keys: list[str]) -> Cells:
    import polars as pl

    counts = frame.group_by([*keys, "value"]).agg(pl.col("t0").sum())
    cells: Cells = {}
    for period, area, *codes, value, count in counts.iter_rows():
        cells.setdefault((period, area), {}).setdefault(tuple(codes), []).append((value, count))
    return cells
