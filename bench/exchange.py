"""Claim: packages are checked at 100,000 rows a second or more.

Peer: the csv module and a plain loop that does a part of R01 only (types and codes).
Limit: reading the same files as text, checking nothing.
"""

import csv
import time
from datetime import date

from prepared import best, package

from samsyn.exchange.check import check
from samsyn.exchange.known import NOTHING_KNOWN
from samsyn.exchange.package import read_package
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.tables import TABLES, Kind, Table

LEAST = 100_000
PARTS = {Kind.DATE: date.fromisoformat, Kind.COUNT: int, Kind.MONEY: int, Kind.YEAR: int}


def main() -> int:
    """Print rows a second and the two ratios; 1 where the claim does not hold."""
    folder = package()
    rows = sum(frame.height for frame in read_package(folder).frames.values())
    ours = best([_checked(folder) for _ in range(3)])
    limit = best([_seconds(lambda: read_package(folder)) for _ in range(3)])
    peer = _seconds(lambda: _plain_loop(folder))
    print(f"checked: {rows / ours:,.0f} rows/s of {rows:,} (claim: {LEAST:,})")
    print(f"  plain loop, types and codes only: {peer / ours:.1f} × our time")
    print(f"  reading alone:                    {limit / ours:.2f} of our time")
    return int(rows / ours < LEAST)


def _checked(folder) -> float:
    return _seconds(
        lambda: check(read_package(folder), known=NOTHING_KNOWN, today=date(2026, 11, 22))
    )


def _seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _plain_loop(folder) -> int:
    wrong = 0
    for table in TABLES.values():
        path = folder / f"{table.name}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                wrong += sum(not _fits(table, row) for row in csv.DictReader(file))
    return wrong


def _fits(table: Table, row: dict[str, str]) -> bool:
    for field in table.fields:
        text = row.get(field.name) or ""
        if not text:
            if field.filled:
                return False
        elif field.code_list and field.kind is Kind.CODE:
            if text not in _codes(field.code_list):
                return False
        elif field.kind in PARTS:
            PARTS[field.kind](text)
    return True


def _codes(name: str, known: dict[str, frozenset[str]] = {}) -> frozenset[str]:  # noqa: B006
    if name not in known:
        codes = municipalities() if name == "municipality" else code_list(name).codes
        known[name] = frozenset(codes)
    return known[name]


if __name__ == "__main__":
    raise SystemExit(main())
