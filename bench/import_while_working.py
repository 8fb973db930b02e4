"""An import of 500,000 rows while people work in the pages, and one that is killed in the middle.

Claims: 95 of 100 of what people do meanwhile is answered within 500 ms, no errors; `kill -9` at
any moment leaves nothing half. The peer is the same people's work just before the import began.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import polars as pl
from pages import PEOPLE, WRITERS, new_database, serving
from people_at_work import at_work

from samsyn.exchange.writing import write_package

ROWS, IMPORTS, LIMIT, BEFORE = 500_000, 3, 0.5, 30.0
PARTS = ("person", "participation", "measurement", "income")
SECRET = ("personal_identity_number", "name")
SAMSYN = [sys.executable, "-c", "import os; os.nice(10); from samsyn.cli import main; main()"]
"""As the background work of the pages does it: after those who wait for a page."""


def part_of(package: Path, end: str, to: Path) -> Path:
    """About ``ROWS`` rows of ``package`` as new people, under ids that end in ``end``."""
    frames = {name: pl.read_csv(package / f"{name}.csv", infer_schema=False) for name in PARTS}
    shared = ROWS / sum(frame.height for frame in frames.values())
    people = frames["person"]["person_id"].sort().head(int(frames["person"].height * shared))
    entered = frames["participation"].filter(pl.col("person_id").is_in(people.implode()))
    chosen = {
        "person": frames["person"]
        .filter(pl.col("person_id").is_in(people.implode()))
        .drop(SECRET, strict=False),
        "participation": entered,
        **{
            name: frames[name].join(entered.select("participation_id"), on="participation_id")
            for name in ("measurement", "income")
        },
    }
    renamed = {
        name: frame.with_columns(
            pl.col(key) + end for key in ("person_id", "participation_id") if key in frame.columns
        )
        for name, frame in chosen.items()
    }
    print(f"package: {sum(frame.height for frame in renamed.values()):,} rows")
    return write_package(renamed, to=to, name="bench", created=datetime.now(UTC), invented=True)


def import_while_working(folder: Path, database: str, people: int, *, only_writes: bool) -> bool:
    """Measure on ``database``; whether the claims hold."""
    with serving(folder, database, 1, people) as (base, made):
        packages = [part_of(folder / "package", f"~{e}", folder / f"new{e}") for e in "xyzk"]
        with at_work(base, made, only_writes=only_writes) as done:
            time.sleep(BEFORE)
            began = time.perf_counter()
            for package in packages[:IMPORTS]:
                taken = subprocess.run(
                    [*SAMSYN, "import", "--accept-volume", str(package)],
                    capture_output=True,
                    text=True,
                )
                if taken.returncode:
                    raise SystemExit(taken.stderr)
            ended = time.perf_counter()
        spent = (ended - began) / IMPORTS
        print(f"{IMPORTS} imported, one after the other, in {spent:.1f} s each")
        before = {k: [t for at, t in found if at + t < began] for k, found in done.times.items()}
        meanwhile = {
            kind: [took for at, took in found if at < ended and at + took > began]
            for kind, found in done.times.items()
        }
        for kind in sorted(meanwhile):
            told(kind, before[kind], meanwhile[kind])
        held = told("all", [*chain(*before.values())], [*chain(*meanwhile.values())])
        print(f"errors: {len(done.errors)}", *done.errors[:2], sep="\n  ")
        whole = [nothing_half(packages[-1], spent * part) for part in (0.3, 0.5, 0.7, 0.9)]
        return held and not done.errors and all(whole)


def told(kind: str, before: list[float], meanwhile: list[float]) -> bool:
    """Print what one kind of work took; whether its limit is kept."""
    p95 = statistics.quantiles(meanwhile, n=20)[-1]
    print(
        f"{kind:7} n={len(meanwhile):4}  median {statistics.median(meanwhile) * 1000:5.0f} ms  "
        f"p95 {p95 * 1000:5.0f} ms  {p95 / LIMIT:5.2f} of the limit  "
        f"{statistics.median(meanwhile) / statistics.median(before):4.1f} x before the import"
    )
    return p95 <= LIMIT


def nothing_half(package: Path, after: float) -> bool:
    """Kill an import ``after`` seconds; whether all or nothing is there, and the log holds."""
    process = subprocess.Popen(
        [*SAMSYN, "import", "--accept-volume", str(package)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.kill()
    process.wait()
    out = subprocess.run(
        [sys.executable, "-c", COUNTED], check=True, capture_output=True, text=True
    )
    people, receipts, broken = out.stdout.split()
    print(f"killed after {after:.1f} s: {people} of its people, {receipts} imports in all")
    return broken == "None" and (int(people) == 0) == (int(receipts) == IMPORTS + 1)


COUNTED = """
from samsyn.register.opening import open_register
open_register()
from samsyn.register import audit
from samsyn.register.models import ImportReceipt, Person
print(Person.objects.filter(pk__endswith="~k").count(), ImportReceipt.objects.count(),
      audit.first_broken_entry())
"""


def main() -> int:
    """Print both databases' figures; 1 where a claim does not hold."""
    with tempfile.TemporaryDirectory() as name, new_database() as database:
        print(f"SQLite, {WRITERS} who write at once")
        held = import_while_working(Path(name) / "sqlite", "", WRITERS, only_writes=True)
        print(f"PostgreSQL, {PEOPLE} at once")
        served = Path(name) / "postgresql"
        held &= import_while_working(served, database, PEOPLE, only_writes=False)
    return int(not held)


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    sys.exit(main())
