"""Figures that were printed at the time, to stand beside those counted now.

Source: ``vocabulary/published_figures.csv``, or another file of that form.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import samsyn.vocabulary
from samsyn.disclosure.door import card
from samsyn.disclosure.release import in_order
from samsyn.disclosure.released import PUBLISHED, Released, sealed
from samsyn.errors import SamsynError, UnknownName, WrongUse
from samsyn.vocabulary.period import Period

SHIPPED = Path(samsyn.vocabulary.__file__).with_name("published_figures.csv")

_Key = tuple[str, str, str, str, str]
"""Indicator, of, year, statistic, breakdown."""


def published(
    indicator: str,
    period: Period | str | int,
    *,
    statistic: str,
    breakdown: str = "",
    of: str = "",
    file: Path = SHIPPED,
) -> Released | None:
    """The figure as printed then, nation-wide; None where none was, or the indicator is unknown.

    Where the same figure was printed twice, the later row of the file counts. Its ``source`` is
    the document it was printed in, its ``snapshot`` is empty.
    """
    return _figures(file).get((indicator, of, str(period), statistic, in_order(breakdown)))


@cache
def _figures(file: Path) -> Mapping[_Key, Released]:
    """Every figure of the file that an indicator defines; the last of a key."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as rows:
            figures = [_figure(row) for row in csv.DictReader(rows)]
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise SamsynError(f"{file} is no file of published figures: {error!r}.") from error
    return {
        (each.indicator, each.of, each.period, each.statistic, each.breakdown): each
        for each in figures
        if each
    }


def _figure(row: Mapping[str, str]) -> Released | None:
    try:
        about = card(row["indicator"], row["of"])
    except (UnknownName, WrongUse):
        return None
    value = float(row["value"])
    return sealed(
        card=about,
        of=row["of"],
        statistic=row["statistic"],
        period=row["year"],
        against="",
        level="nation",
        area="",
        breakdown=in_order(row["breakdown"]),
        value=int(value) if value.is_integer() else value,
        n=None,
        status=PUBLISHED,
        reason="",
        snapshot="",
        source=row["source"],
        unit=row["unit"],
        definition_version=about.version,
    )
