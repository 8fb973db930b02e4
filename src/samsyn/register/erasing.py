"""Erasing everything that is held of a person, and proving that nothing is left.

The log's entries stay, with the pseudonym that they name: who looked, when and why is kept for
those who review it. What an entry told of the person's data is erased with its salt.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet

from samsyn.register.drafts import drafts_about, drafts_with
from samsyn.register.erasing_files import erase_from_files, files_left
from samsyn.register.erasing_studies import rows_in_studies
from samsyn.register.identity import unseal
from samsyn.register.keys import load_keys
from samsyn.register.models import (
    AuditEntry,
    ComplementaryAnswer,
    CooperationCase,
    CooperationEvent,
    CooperationOutcome,
    CorrectionRequest,
    Draft,
    IdempotencyKey,
    Income,
    Measurement,
    Organisation,
    Participation,
    Person,
    RuleHit,
    StatusSpell,
)
from samsyn.register.persons import NUMBER
from samsyn.register.recognising import Sought

Found = dict[str, object]
"""A line of a proof: ``where``, how much is ``found`` there, and whether it is ``kept``."""


@dataclass(frozen=True)
class Traces:
    """All by which a person's data can be found: ids of the person, participations and cases,
    and the numbers they have and had, in twelve digits."""

    person_id: str
    participations: tuple[str, ...]
    cases: tuple[str, ...]
    controller: str = ""
    numbers: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, person_id: str) -> "Traces":
        """The ids and numbers as the register has them now."""
        participations = Participation.objects.filter(person_id=person_id)
        cases = CooperationCase.objects.filter(person_id=person_id)
        person = Person.objects.filter(pk=person_id).first()
        return cls(
            person_id,
            tuple(participations.values_list("pk", flat=True)),
            tuple(cases.values_list("pk", flat=True)),
            person.controller_id if person else "",
            numbers_of(person) if person else frozenset(),
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
    def sought(self) -> Sought:
        """The person as they are sought in files."""
        codes = Organisation.objects.values_list("pk", flat=True)
        return Sought(self.named, self.numbers, frozenset(codes) - {self.controller})

    @property
    def all(self) -> frozenset[str]:
        return frozenset({self.person_id, *self.participations, *self.cases})


def numbers_of(person: Person) -> frozenset[str]:
    """The person's number, and those that the log says they had before."""
    sealed = [(person.personal_identity_number, person.key_id)]
    replaced = AuditEntry.objects.filter(subject=person.pk, action="replace", table="person")
    for payload in replaced.exclude(payload="").values_list("payload", flat=True):
        before = json.loads(payload)["before"]
        sealed.append((before.get(NUMBER), before.get("key_id")))
    keys = load_keys()
    opened = (
        unseal([value], rows=[person.pk], field=NUMBER, key=keys.by_id(key_id))[0]
        for value, key_id in sealed
        if value and key_id
    )
    return frozenset(number for number in opened if number)


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
    _drafts_about(traces).delete()
    _hits_about(traces).delete()
    _answers_about(traces).delete()
    AuditEntry.objects.filter(subject=traces.person_id).exclude(salt="").update(payload="", salt="")
    Person.objects.filter(pk=traces.person_id).delete()


def erase_files(traces: Traces) -> None:
    """Take the person out of every file that this installation keeps, once the rows are gone."""
    erase_from_files(traces.sought, controller=traces.controller)


def proof_of_rows(traces: Traces) -> list[Found]:
    """What was searched in the register, and how much of the person is found there."""
    return [{"where": name, "found": count} for name, count in _counts(traces)]


def proof_of_files(traces: Traces) -> list[Found]:
    """What was searched beside the register. Studies keep their rows, which lead to nobody."""
    sought = traces.sought
    left = files_left(sought, controller=traces.controller)
    return [
        {"where": "files", "found": left},
        {"where": "studies", "found": rows_in_studies(sought), "kept": True},
    ]


def proof_of(traces: Traces) -> list[Found]:
    """What was searched for the person, and how much is found there: nothing, once erased, but
    for what is ``kept``."""
    return [*proof_of_rows(traces), *proof_of_files(traces)]


def left_in(proof: list[Found]) -> list[str]:
    """Where something was found that should be gone."""
    return [str(each["where"]) for each in proof if each["found"] and not each.get("kept")]


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
    yield "draft", _drafts_about(traces).count()
    yield "rule_hit", _hits_about(traces).count()
    yield "idempotency_key", _answers_about(traces).count()


def _answers_about(traces: Traces) -> QuerySet[IdempotencyKey]:
    """The answers of the API that name a participation of the person."""
    return IdempotencyKey.objects.filter(answer__participation_id__in=traces.participations)


def _drafts_about(traces: Traces) -> QuerySet[Draft]:
    """The drafts about the person by id, and those in which the controller's staff wrote the
    number."""
    held = drafts_with(traces.sought.has_number, controller=traces.controller)
    return drafts_about(traces.all) | held


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
