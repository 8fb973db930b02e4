"""What the invented register takes where no figure is given: ``assumed.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("assumed.toml")


def number(name: str, year: int | None = None) -> float:
    """The assumed number; of a year where it changes by year.

    >>> number("participants_identified", 2018)
    17694.0
    """
    entry = _entries()[name]
    if "number" in entry:
        return float(entry["number"])
    assert year is not None, name
    return between({int(at): float(value) for at, value in entry["years"].items()}, year)


def weights(name: str) -> dict[str, float]:
    """The assumed value of each category.

    >>> weights("age_groups")["16-29"]
    36.0
    """
    return {key: float(value) for key, value in _entries()[name]["values"].items()}


def shares(name: str) -> dict[str, float]:
    """The assumed weights scaled to sum to one."""
    values = weights(name)
    return {key: value / sum(values.values()) for key, value in values.items()}


def between(known: Mapping[int, float], year: int) -> float:
    """Linear between the nearest known years; outside them the nearest.

    >>> between({2017: 10.0, 2019: 20.0}, 2018), between({2017: 10.0, 2019: 20.0}, 2030)
    (15.0, 20.0)
    """
    if year in known:
        return known[year]
    before = max((at for at in known if at < year), default=None)
    after = min((at for at in known if at > year), default=None)
    if before is None or after is None:
        return known[before if after is None else after]  # type: ignore[index]
    part = (year - before) / (after - before)
    return known[before] + part * (known[after] - known[before])


@cache
def _entries() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
