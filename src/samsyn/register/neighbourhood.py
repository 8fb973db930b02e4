"""What the register holds near a few rows: all that a rule could hold them against.

The rules are those of a package; a registration in a page is a package of a handful of rows,
and what it is checked against is read by index, however large the register is.
"""

from collections.abc import Collection, Mapping
from functools import cache

import polars as pl

from samsyn.exchange.column_types import table_schema
from samsyn.register.persons import with_lookups
from samsyn.register.rows import read_rows_where
from samsyn.vocabulary.tables import TABLES

Frames = Mapping[str, pl.DataFrame]

_OF_ASSOCIATION = (
    "association_area",
    "association_member",
    "association_funds",
    "association_cost",
)
_OF_INTERVENTION = (
    "intervention_group",
    "intervention_cost",
    "intervention_staff",
    "head_count",
)
_OF_PARTICIPATION = ("measurement", "income", "complementary_answer")
_OF_CASE = ("cooperation_event", "cooperation_outcome")
PERSON = TABLES["person"]


class Neighbourhood:
    """The register around ``frames``, less the rows of ``without`` (by table, whole keys)."""

    def __init__(self, frames: Frames, without: Frames | None = None) -> None:
        self._given, self._without = frames, without or {}
        self.frame = cache(self._frame)
        self._around = cache(self._read_around)

    def identity_holder(self, numbers: pl.DataFrame) -> pl.DataFrame:
        """The person who holds each number at its controller, found by the keyed hash."""
        asked = with_lookups(numbers)
        columns = ("controller", "identity_lookup", "person_id")
        lookups = asked["identity_lookup"].drop_nulls().to_list()
        holders = read_rows_where(PERSON, columns, where="identity_lookup", among=lookups)
        found = asked.join(holders, on=["controller", "identity_lookup"], how="inner")
        return found.select(*numbers.columns, "person_id")

    def _frame(self, name: str) -> pl.DataFrame:
        found = self._read(name)
        removed = self._without.get(name)
        if removed is None or removed.is_empty():
            return found
        return found.join(removed, on=list(TABLES[name].key), how="anti", nulls_equal=True)

    def _read(self, name: str) -> pl.DataFrame:
        where, among = self._wanted(name)
        columns = table_schema(TABLES[name], secrets=False).names()
        return read_rows_where(TABLES[name], columns, where=where, among=among)

    def _wanted(self, name: str) -> tuple[str, Collection[str]]:
        """The column and the values by which the table's rows are near."""
        if name == "organisation":
            return "organisation_code", self._organisations()
        if name in _OF_ASSOCIATION or name == "association":
            return "association_code", self._associations()
        if name in _OF_INTERVENTION or name == "intervention":
            return "intervention_code", self._interventions()
        if name in _OF_PARTICIPATION:
            return "participation_id", self._values("participation_id")
        if name in _OF_CASE or name == "cooperation_case":
            return "case_id", self._values("case_id")
        if name == "participation":
            return self._participations()
        if name in ("person", "status_spell"):
            return "person_id", self._persons()
        key = TABLES[name].key[0]
        return key, self._values(key, name)

    def _participations(self) -> tuple[str, Collection[str]]:
        if "intervention" in self._given:
            return "intervention_code", self._values("intervention_code", "intervention")
        return "person_id", self._persons()

    def _persons(self) -> Collection[str]:
        """Those named, and whose the participations and cases named are."""
        found = {*self._values("person_id"), *self._around("participation")["person_id"]}
        return sorted({*found, *self._around("cooperation_case")["person_id"]})

    def _interventions(self) -> Collection[str]:
        around = self._around("participation")["intervention_code"]
        return sorted({*self._values("intervention_code"), *around})

    def _read_around(self, name: str) -> pl.DataFrame:
        """The participations or cases that the rows are of, with what these lead to."""
        table = TABLES[name]
        columns = [*table.key, *(field.name for field in table.fields if field.refers_to)]
        return read_rows_where(table, columns, where=table.key[0], among=self._values(table.key[0]))

    def _associations(self) -> Collection[str]:
        found = set(self._values("association_code"))
        return sorted(found | set(self.frame("intervention")["association_code"]))

    def _organisations(self) -> Collection[str]:
        members = self.frame("association_member")["organisation_code"]
        controllers = self.frame("person")["controller"]
        named = {*self._values("organisation_code"), *self._values("controller")}
        return sorted({*named, *members, *controllers})

    def _values(self, column: str, only: str = "") -> list[str]:
        """The values of ``column`` in the rows given, each once."""
        frames = [self._given[only]] if only in self._given else self._given.values()
        found: set[str] = set()
        for frame in frames:
            if column in frame.columns:
                found |= {str(value) for value in frame[column] if value is not None}
        return sorted(found)
