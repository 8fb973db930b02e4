"""Claim: the national package is imported in under 60 seconds and 1 GiB.

Peer: Django's bulk_create of the same measurements. Limit: sqlite3 writing them without a check,
a log, a key or an index but the primary.
"""

import os
import resource
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

import polars as pl
from prepared import package, run

MOST_SECONDS, MOST_GIB = 60, 1.0


def main() -> int:
    """Print seconds, rows a second, memory and the two ratios; 1 where the claim does not hold."""
    folder = package()
    measurements = pl.read_csv(folder / "measurement.csv", infer_schema=False)
    rows = sum(_rows(path) for path in folder.glob("*.csv"))
    home = Path(tempfile.mkdtemp())
    try:
        seconds = run("import", str(folder), at=home)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        peer, limit = _bulk_create(home, measurements), _bare(home, measurements)
    finally:
        shutil.rmtree(home)
    ours = seconds / rows
    print(f"imported: {rows / seconds:,.0f} rows/s, {rows:,} in {seconds:.1f} s "
          f"(claim: {MOST_SECONDS}), peak {peak:.2f} GiB (claim: {MOST_GIB})")  # fmt: skip
    print(f"  bulk_create alone, a row: {peer / ours:.1f} × our time with checks and log")
    print(f"  bare sqlite3, a row:      {limit / ours:.2f} of our time")
    return int(seconds > MOST_SECONDS or peak > MOST_GIB)


def _rows(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def _bulk_create(home: Path, rows: pl.DataFrame) -> float:
    """Seconds a row for the register's own model, into the register just filled."""
    os.environ["SAMSYN_HOME"] = str(home)
    from samsyn.register.opening import open_register

    open_register()
    from django.utils.timezone import now

    from samsyn.register.models import Measurement

    some = rows.head(50_000)
    Measurement.objects.all().delete()
    began = time.perf_counter()
    Measurement.objects.bulk_create(
        [Measurement(**_row(row), registered_at=now()) for row in some.iter_rows(named=True)],
        batch_size=5_000,
    )
    return (time.perf_counter() - began) / some.height


def _row(row: dict[str, str | None]) -> dict[str, object]:
    words = {"true": True, "false": False}
    return {name: words.get(value, value) for name, value in row.items()}


def _bare(home: Path, rows: pl.DataFrame) -> float:
    """Seconds a row for sqlite3 alone."""
    database = sqlite3.connect(home / "bare.sqlite3")
    columns = ", ".join(f'"{name}"' for name in rows.columns)
    database.execute(f"CREATE TABLE m ({columns}, PRIMARY KEY (participation_id, point))")
    began = time.perf_counter()
    marks = ", ".join("?" * rows.width)
    database.executemany(f"INSERT INTO m VALUES ({marks})", rows.iter_rows())
    database.commit()
    return (time.perf_counter() - began) / rows.height


if __name__ == "__main__":
    raise SystemExit(main())
