"""What one release holds: look up a number, or take the rows of a table in their order."""

from collections.abc import Iterable, Iterator

from samsyn.disclosure.released import COLUMNS, Released
from samsyn.errors import UnknownName
from samsyn.vocabulary.period import Period


class Release:
    """The released numbers of some questions to one snapshot, in the order they were asked.

    ``invented`` says that the snapshot was made from invented data.
    """

    def __init__(self, rows: Iterable[Released], *, snapshot: str, invented: bool) -> None:
        self._rows = {row.key: row for row in rows}
        self._first: dict[tuple[str, ...], Released] = {}
        self._of: dict[str, list[Released]] = {}
        for row in self._rows.values():
            self._first.setdefault(_without_statistic(row.key), row)
            self._of.setdefault(row.indicator, []).append(row)
        self.snapshot, self.invented = snapshot, invented

    def __iter__(self) -> Iterator[Released]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def get(
        self,
        indicator: str,
        period: Period | str | int,
        *,
        statistic: str | None = None,
        breakdown: str = "",
        level: str = "nation",
        area: str = "",
        of: str = "",
        against: Period | str | int = "",
    ) -> Released:
        """The one number asked for; without ``statistic`` the indicator's first.

        ``breakdown`` is ``key=value`` joined by ``;`` in any order. Raises ``UnknownName``,
        naming the nearest numbers, where the release has no such number.
        """
        rest = (str(period), str(against), level, area, in_order(breakdown))
        wanted = (indicator, of, *rest)
        key = (indicator, of, statistic or "", *rest)
        found = self._rows.get(key) if statistic else self._first.get(wanted)
        if found is None:
            known = (" ".join(filter(None, key)) for key in self._rows)
            raise UnknownName(" ".join(filter(None, key)), "released number", known=known)
        return found

    def rows(self, indicator: str = "", **wanted: Period | str | int) -> tuple[Released, ...]:
        """The rows whose columns are as wanted, in the order of the release.

        >>> Release([], snapshot="", invented=False).rows("completed", level="county", period=2019)
        ()
        """
        for name in set(wanted) - set(COLUMNS):
            raise UnknownName(name, "column", known=COLUMNS)
        asked = {name: str(value) for name, value in wanted.items()}
        among: Iterable[Released] = self._of.get(indicator, []) if indicator else self
        if "breakdown" in asked:
            asked["breakdown"] = in_order(asked["breakdown"])
        return tuple(
            row for row in among if all(str(getattr(row, name)) == asked[name] for name in asked)
        )

    def by(self, indicator: str, *keys: str, **wanted: Period | str | int) -> tuple[Released, ...]:
        """The rows broken down by exactly ``keys`` (none: the total), otherwise as ``rows``."""
        rows = self.rows(indicator, **wanted)
        return tuple(row for row in rows if keys_of(row.breakdown) == tuple(sorted(keys)))

    def figures(self) -> list[dict[str, str | float | int | None]]:
        """Every number as a row of ``figures.csv``, in the order of the release."""
        return [row.figure() for row in self]


def in_order(breakdown: str) -> str:
    """The breakdown with its keys in alphabetical order.

    >>> in_order("sex=man;age_group=16-29")
    'age_group=16-29;sex=man'
    """
    return ";".join(sorted(filter(None, breakdown.split(";"))))


def keys_of(breakdown: str) -> tuple[str, ...]:
    """The keys of a breakdown.

    >>> keys_of("age_group=16-29;sex=man")
    ('age_group', 'sex')
    """
    return tuple(part.partition("=")[0] for part in breakdown.split(";") if part)


def _without_statistic(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key[:2], *key[3:])
