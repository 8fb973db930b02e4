"""A package on its way in: read, checked, and compared with what the register holds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa

from samsyn.exchange.check import Checked, check
from samsyn.exchange.known import Known
from samsyn.exchange.package import Package, read_package
from samsyn.register.audit import last_sequence
from samsyn.register.differences import Difference, difference
from samsyn.register.known import KnownRegister
from samsyn.register.persons import (
    check_keys_are_here,
    opened,
    sealed_persons,
    sealed_persons_of,
)
from samsyn.vocabulary.tables import TABLES, Table

PERSON = TABLES["person"]


@dataclass(frozen=True)
class Incoming:
    """What a package would do to the register, as it was when entry ``sequence`` was its latest.

    ``differences`` has the tables that have accepted rows; its persons are in clear, so nothing
    of it is ever shown. ``persons_before`` has the changed persons as they lie, sealed.
    """

    name: str
    invented: bool
    package_hash: str
    sequence: int
    checked: Checked = field(repr=False)
    differences: Mapping[str, Difference] = field(repr=False)
    persons_before: pl.DataFrame = field(repr=False)
    known: Known = field(repr=False)

    @property
    def nothing_new(self) -> bool:
        """Whether the register holds all accepted rows already."""
        return all(each.nothing_new for each in self.differences.values())

    @property
    def has_refused(self) -> bool:
        """Whether any row is not to be taken."""
        return any(frame.height for frame in self.checked.refused.values())

    @property
    def refuses(self) -> bool:
        """Whether anything is not to be taken: a row, or a whole file."""
        severities = self.checked.problems["severity"]
        return self.has_refused or bool((severities == "refused").any())

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows by table: new, changed, same, refused; without tables that have none."""
        counted = {name: self._counted(name) for name in TABLES}
        return {name: each for name, each in counted.items() if any(each.values())}

    def _counted(self, table: str) -> dict[str, int]:
        diff, refused = self.differences.get(table), self.checked.refused.get(table)
        return {
            "new": diff.new.height if diff else 0,
            "changed": diff.changed.height if diff else 0,
            "same": diff.same if diff else 0,
            "refused": 0 if refused is None else refused.height,
        }


def look_at(path: Path, *, today: date) -> Incoming:
    """Read, check and compare the package at ``path``; writes nothing.

    Raises ``UnreadablePackage`` for what is no package, ``KeyLost`` where numbers could not be
    compared because a key is gone.
    """
    sequence, known = last_sequence(), KnownRegister()
    return looked_at(
        read_package(path),
        known=known,
        today=today,
        name=path.stem,
        package_hash=_hash(path),
        sequence=sequence,
    )


def looked_at(
    package: Package,
    *,
    known: Known,
    today: date,
    name: str = "",
    package_hash: str = "",
    sequence: int = 0,
    few: bool = False,
    language: str = "sv",
) -> Incoming:
    """The same of a package that is read already, against what is ``known`` of the register.

    With ``few`` rows the persons are read by their ids alone, not all to see whose keys are here,
    and volumes (R19) are not judged: an association's year is not all near. ``language`` is that
    of the problems.
    """
    pa.default_memory_pool().release_unused()  # what reading took and is done with: 100 MB
    invented, name = package.invented, str(package.about.get("name") or name)
    checked = check(package, known=known, today=today, volumes=not few, language=language)
    del package  # and with it the text of all rows
    differences, persons_before = _differences(checked, known, few=few)
    return Incoming(
        name=name,
        invented=invented,
        package_hash=package_hash,
        sequence=sequence,
        checked=checked,
        differences=differences,
        persons_before=persons_before,
        known=known,
    )


def _differences(
    checked: Checked, known: Known, *, few: bool
) -> tuple[dict[str, Difference], pl.DataFrame]:
    differences: dict[str, Difference] = {}
    persons_before = pl.DataFrame()
    for name, table in TABLES.items():
        rows = checked.accepted.get(name)
        if rows is None or rows.is_empty():
            continue
        if table == PERSON:
            differences[name], persons_before = _difference_of_persons(rows, few=few)
        else:
            differences[name] = difference(table, rows, known.frame(name))
    return differences, persons_before


def _difference_of_persons(rows: pl.DataFrame, *, few: bool) -> tuple[Difference, pl.DataFrame]:
    held = sealed_persons_of(rows["person_id"].to_list()) if few else sealed_persons()
    if held.is_empty():
        return difference(PERSON, rows, held), held
    check_keys_are_here(held)
    held = held.join(rows.select("person_id"), on="person_id", how="semi")
    found = difference(PERSON, rows, opened(held))
    before = found.changed.select("person_id").join(
        held, on="person_id", how="left", maintain_order="left"
    )
    return found, before


def _hash(path: Path) -> str:
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as content:
            digest.update(file.name.encode() + hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def tables_in(incoming: Incoming) -> list[Table]:
    """The tables with something to write, parents first."""
    found = incoming.differences.items()
    return [TABLES[name] for name, each in found if not each.nothing_new]
