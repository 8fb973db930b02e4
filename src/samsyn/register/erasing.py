"""Erasing everything that is held of a person, and proving that nothing is left.

The log's entries stay, with the pseudonym that they name: who looked, when and why is kept for
those who review it. What an entry told of the person's data is erased with its salt.
"""

import csv
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.models import Q, QuerySet

from samsyn.home import home
from samsyn.register.drafts import drafts_about
from samsyn.register.keys import load_keys
from samsyn.register.models import (
    AuditEntry,
    ComplementaryAnswer,
    CooperationCase,
    CooperationEvent,
    CooperationOutcome,
    CorrectionRequest,
    Income,
    Measurement,
    Participation,
    Person,
    RuleHit,
    StatusSpell,
)
from samsyn.register.private_file import write_private

FOLDERS = ("refused", "exports", "uploads")
"""Where files with people in them may lie, below ``SAMSYN_HOME``."""


@dataclass(frozen=True)
class Traces:
    """All ids by which a person's data can be found: of the person, participations, cases."""

    person_id: str
    participations: tuple[str, ...]
    cases: tuple[str, ...]

    @classmethod
    def of(cls, person_id: str) -> "Traces":
        """The ids as the register has them now."""
        participations = Participation.objects.filter(person_id=person_id)
        cases = CooperationCase.objects.filter(person_id=person_id)
        return cls(
            person_id,
            tuple(participations.values_list("pk", flat=True)),
            tuple(cases.values_list("pk", flat=True)),
        )

    @property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The ids by the column that holds them, in whichever table."""
        return {
            "person_id": frozenset({self.person_id}),
            "participation_id": frozenset(self.participations),
            "case_id": frozenset(self.cases),
        }

    @property
    def all(self) -> frozenset[str]:
        return frozenset({self.person_id, *self.participations, *self.cases})


def erase_rows(traces: Traces) -> None:
    """Remove the person from every table; within a transaction of the caller."""
    of_participation = {"participation_id__in": traces.participations}
    of_case = {"case_id__in": traces.cases}
    ComplementaryAnswer.objects.filter(**of_participation).delete()
    Income.objects.filter(**of_participation).delete()
    Measurement.objects.filter(**of_participation).delete()
    Participation.objects.filter(pk__in=traces.participations).delete()
    CooperationOutcome.objects.filter(**of_case).delete()
    CooperationEvent.objects.filter(**of_case).delete()
    CooperationCase.objects.filter(pk__in=traces.cases).delete()
    StatusSpell.objects.filter(person_id=traces.person_id).delete()
    CorrectionRequest.objects.filter(person_id=traces.person_id).delete()
    drafts_about(traces.all).delete()
    _hits_about(traces).delete()
    AuditEntry.objects.filter(subject=traces.person_id).exclude(salt="").update(payload="", salt="")
    Person.objects.filter(pk=traces.person_id).delete()


def erase_files(traces: Traces) -> None:
    """Take the person's rows out of every file that this installation keeps."""
    for path in _files():
        if path.suffix != ".csv":
            path.unlink()  # a packed or encrypted export cannot lose a row: it goes whole
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        kept = [row for row in rows if not traces.all & set(row)]
        if len(kept) < len(rows):
            content = "".join(_line(row) for row in kept)
            write_private(path, content.encode())


def proof_of(traces: Traces) -> list[dict[str, object]]:
    """What was searched for the person, and how much is found there: nothing, once erased."""
    found: list[dict[str, object]] = [
        {"where": name, "found": count} for name, count in _counts(traces)
    ]
    left = sum(1 for path in _files() if path.suffix == ".csv" and _mentions(path, traces))
    return [*found, {"where": "files", "found": left}]


def subject_hash(person_id: str) -> str:
    """The keyed hash by which an erasure can be recognised by who knows the id."""
    return hmac.digest(load_keys().snapshot, f"erased\0{person_id}".encode(), "sha256").hex()


def _counts(traces: Traces) -> Iterator[tuple[str, int]]:
    participations, cases = traces.participations, traces.cases
    yield "person", Person.objects.filter(pk=traces.person_id).count()
    yield (
        "participation",
        Participation.objects.filter(
            Q(pk__in=participations) | Q(person_id=traces.person_id)
        ).count(),
    )
    for name in ("measurement", "income", "complementary_answer", "responsibility"):
        yield name, _count(name, "participation_id", participations)
    yield (
        "cooperation_case",
        CooperationCase.objects.filter(Q(pk__in=cases) | Q(person_id=traces.person_id)).count(),
    )
    for name in ("cooperation_event", "cooperation_outcome"):
        yield name, _count(name, "case_id", cases)
    yield "status_spell", StatusSpell.objects.filter(person_id=traces.person_id).count()
    yield "correction_request", CorrectionRequest.objects.filter(person_id=traces.person_id).count()
    yield (
        "audit_entry.payload",
        AuditEntry.objects.filter(subject=traces.person_id).exclude(payload="").count(),
    )
    yield "draft", drafts_about(traces.all).count()
    yield "rule_hit", _hits_about(traces).count()


def _hits_about(traces: Traces) -> QuerySet[RuleHit]:
    """The hits on rows of the person: their key (``participation_id=D1; point=exit``) names one."""
    named = {f"; {column}={each}; " for column, ids in traces.named.items() for each in ids}
    keys = RuleHit.objects.values_list("pk", "row_key")
    found = [
        pk for pk, key in keys.iterator()
        if key in traces.all or any(each in f"; {key}; " for each in named)
    ]  # fmt: skip
    return RuleHit.objects.filter(pk__in=found)


def _count(table: str, column: str, among: tuple[str, ...]) -> int:
    if not among:
        return 0
    quote, marks = connection.ops.quote_name, ", ".join(["%s"] * len(among))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {quote(table)} WHERE {quote(column)} IN ({marks})",  # noqa: S608
            list(among),
        )
        return int(cursor.fetchone()[0])


def _files() -> Iterator[Path]:
    for name in FOLDERS:
        folder = home() / name
        if folder.is_dir():
            yield from sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".zip", ".age"))


def _mentions(path: Path, traces: Traces) -> bool:
    with path.open(encoding="utf-8", newline="") as file:
        return any(traces.all & set(row) for row in csv.reader(file))


def _line(row: list[str]) -> str:
    quoted = (
        '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell
        for cell in row
    )
    return ",".join(quoted) + "\n"
