"""Published figures: the rows an invented register must reproduce.

A CSV file with the columns ``programme, year, indicator, of, statistic, breakdown, value, unit,
precision, source, address, note`` (and ``n``, if the denominator is known). Specification:
"Calibration of the synthetic national register".
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from samsyn.errors import SamsynError, UnknownName

SHIPPED = Path(__file__).parent.parent / "vocabulary" / "published_figures.csv"
NEEDED = ("year", "indicator", "of", "statistic", "breakdown", "value", "precision")
PRECISIONS = ("exact", "derived", "about")
LEVELS = ("count", "sum", "share", "mean", "median", "lower_quartile", "upper_quartile")
QUANTILES = {"median": 0.5, "lower_quartile": 0.25, "upper_quartile": 0.75}
CHANGES = ("change_percent", "change_points", "change_absolute")


class UnreadableFigures(SamsynError):
    """A file that is no file of figures, or a row in it that cannot be read."""


@dataclass(frozen=True)
class Figure:
    """One row: a figure in print, with the line (1 is the header) it stands on."""

    line: int
    year: int
    indicator: str
    of: str
    statistic: str
    breakdown: tuple[tuple[str, str], ...]
    value: Decimal
    precision: str
    n: int | None = None
    programme: str = ""

    @property
    def keys(self) -> dict[str, str]:
        return dict(self.breakdown)

    @property
    def series(self) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        """What it is a figure of, whatever the year."""
        return (self.indicator, self.of, self.statistic, self.breakdown)

    @property
    def decimals(self) -> int:
        """Decimals in print: those given, but one below one percent."""
        given = max(0, -int(self.value.normalize().as_tuple().exponent))
        return max(given, 1) if 0 < abs(self.value) < 1 else given

    def __str__(self) -> str:
        split = ";".join(f"{key}={value}" for key, value in self.breakdown)
        words = (self.indicator, self.of, split, self.statistic, str(self.year))
        return f"line {self.line} ({' '.join(w for w in words if w)}: {self.value})"


def read_figures(path: Path) -> tuple[Figure, ...]:
    """All rows of the file, in its order; raises ``UnreadableFigures`` naming the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_header(path, reader.fieldnames or ())
            return tuple(_figure(row, reader.line_num) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFigures(f"{path} cannot be read as a file of figures: {error}.") from error


def _check_header(path: Path, names: Iterable[str]) -> None:
    missing = [name for name in NEEDED if name not in set(names)]
    if missing:
        raise UnreadableFigures(
            f"{path} is no file of figures: the column(s) {', '.join(missing)} are missing. "
            f"It needs {', '.join(NEEDED)}."
        )


def _figure(row: dict[str, str], line: int) -> Figure:
    try:
        return Figure(
            line=line,
            year=int(row["year"]),
            indicator=row["indicator"].strip(),
            of=row["of"].strip(),
            statistic=row["statistic"].strip(),
            breakdown=_breakdown(row["breakdown"]),
            value=_number(row["value"]),
            precision=_known(row["precision"].strip(), "precision", PRECISIONS),
            n=int(row["n"]) if row.get("n") else None,
            programme=(row.get("programme") or "").strip(),
        )
    except (ValueError, InvalidOperation, UnknownName, TypeError, AttributeError) as error:
        raise UnreadableFigures(f"Line {line} of the figures cannot be read: {error}.") from error


def _known(name: str, kind: str, known: Iterable[str]) -> str:
    if name not in known:
        raise UnknownName(name, kind, known=known)
    return name


def _number(text: str) -> Decimal:
    number = Decimal(text.strip())
    if not number.is_finite():
        raise ValueError(f"{text!r} is not a number")
    return number


def _breakdown(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if any(not equals or not value.strip() for _, equals, value in pairs):
        raise ValueError(f"breakdown {text!r} is not key=value joined by ';'")
    return tuple(sorted((key.strip(), value.strip()) for key, _, value in pairs))
