"""Every specification, on every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories import drawn_rows, register, write_register
from tests.spec.specification import Spec, as_drawn
from tests.spec.subjects import SPECS

from samsyn.extracts.snapshot import Snapshot, open_snapshot
from samsyn.statistics.indicator import indicators
from samsyn.statistics.run import count

Opened = dict[tuple[str, int, object], Snapshot]


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    """Snapshots open by engine, register and day: specifications share a register they share."""
    snapshots: Opened = {}
    yield snapshots
    for snapshot in snapshots.values():
        snapshot.close()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.indicator}: {spec.holds}")
def test_spec(spec: Spec, engine: str, opened: Opened, tmp_path: Path) -> None:
    """The indicator makes of the drawn register what is drawn beside it."""
    register_of = engine, id(spec.given), spec.taken_on
    if register_of not in opened:
        folder = write_register(register(**spec.given), tmp_path, spec.taken_on)
        opened[register_of] = open_snapshot(folder, address=engine)
    made = as_drawn(spec, count([spec.question()], opened[register_of]))
    assert in_order(made) == in_order(drawn_rows(spec.expected))


def in_order(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows in the order of their cells, so that a drawing may have its own."""
    return sorted(rows, key=lambda row: tuple(row.values()))


def test_every_indicator_has_a_specification() -> None:
    """What an indicator promises is written down before it is relied on."""
    assert set(indicators()) == {spec.indicator for spec in SPECS}
