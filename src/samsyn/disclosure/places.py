"""Which larger area a number of an area is part of."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from samsyn.disclosure.quantity import Quantity
from samsyn.errors import UnknownName
from samsyn.extracts.snapshot import Snapshot
from samsyn.statistics.areas import Areas
from samsyn.statistics.question import UNKNOWN
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.period import parse_period

_HEADS = frozenset({"participants_anonymous", "participants_volume"})
"""Counted where the association has its area, so that a county is the sum of associations."""


class Places:
    """The areas above each area of a snapshot, read when first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def above(self, quantity: Quantity) -> Iterator[tuple[str, Quantity]]:
        """The same quantity of each larger area it is summed to, with a name for the sum."""
        if quantity.level == "county":
            yield "", _in(quantity, "nation")
        elif quantity.level == "municipality":
            yield "", _in(quantity, "county", _county(quantity.area))
        elif quantity.level == "intervention":
            yield "", _in(quantity, "association", self._association.get(quantity.area, ""))
        elif quantity.level == "association":
            yield "", _in(quantity, "nation")
            if quantity.name in _HEADS:
                for county in self._counties(quantity.area, quantity.period):
                    yield "", _in(quantity, "county", county)
        elif quantity.level == "office":
            for kind, offices in self._offices.items():
                if quantity.area in offices:
                    yield kind, _in(quantity, "nation")

    def check(self, level: str, area: str) -> None:
        """Raise ``UnknownName``, naming those that are near, unless the level has the area."""
        Areas(self._snapshot).check(level, area)
        if level == "office" and area not in ("", UNKNOWN):
            known = set().union(*self._offices.values())
            if area not in known:
                raise UnknownName(area, level, known=known)

    @cached_property
    def _association(self) -> dict[str, str]:
        return dict(self._pairs("intervention", "intervention_code", "association_code"))

    @cached_property
    def _offices(self) -> dict[str, frozenset[str]]:
        """The offices of each authority: a case has one of each, so each adds up by itself."""
        kinds = ("employment_office", "insurance_office")
        pairs = set(self._pairs("cooperation_case", *kinds))
        return {
            kind: frozenset(pair[at] for pair in pairs if pair[at]) for at, kind in enumerate(kinds)
        }

    @cached_property
    def _areas(self) -> list[tuple[Any, ...]]:
        return self._pairs(
            "association_area", "association_code", "municipality_code", "first_day", "last_day"
        )

    def _counties(self, association: str, period: str) -> set[str]:
        """The counties where the association has had an area by the end of the period."""
        until = parse_period(period).last_day
        return {
            _county(municipality)
            for code, municipality, first, _ in self._areas
            if code == association and first <= until
        }

    def _pairs(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        rows = getattr(self._snapshot.tables, table).select(*columns).distinct()
        return self._snapshot.engine.answer(rows).rows()


def _in(quantity: Quantity, level: str, area: str = "") -> Quantity:
    return quantity._replace(level=level, area=area)


def _county(municipality: str) -> str:
    known = municipalities().get(municipality)
    return known.county_code if known else municipality
