"""The rows that rules hit, in words: what it is about, and who for whoever may know it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from samsyn.errors import UnknownCode
from samsyn.register.access import Acting, visible_participations
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.refresh_quality import pseudonym_of
from samsyn.register.code_labels import code_list, table_title
from samsyn.register.models import Intervention, RuleHit
from samsyn.register.names import known
from samsyn.register.roles import Role
from samsyn.register.row_keys import values_of
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.tables import TABLES, Field, Kind

_SAID_ELSEWHERE = ("participation_id", "association_code")


@dataclass(frozen=True)
class Told:
    """A hit with its row in words; ``who`` and their participation where the actor may know."""

    hit: RuleHit
    what: str
    who: str = ""
    participation_id: str = ""


def told(acting: Acting, hits: Sequence[RuleHit]) -> list[Told]:
    """Each hit with its row; for an analyst a pseudonym. The people named are logged as listed."""
    if acting.role is Role.NATIONAL_ANALYST:
        return [Told(each, pseudonym_of(each.row_key)) for each in hits]
    keys = [values_of(each.row_key) for each in hits]
    names = _interventions({key.get("intervention_code", "") for key in keys} - {""})
    people = _people(acting, {key.get("participation_id", "") for key in keys} - {""})
    rows = []
    for each, key in zip(hits, keys, strict=True):
        participation = key.get("participation_id", "")
        who = people.get(participation, "")
        rows.append(Told(each, _in_words(each, key, names), who, participation if who else ""))
    return rows


def _people(acting: Acting, participations: Collection[str]) -> dict[str, str]:
    """What those in the participations that the actor may see are called: read, and logged."""
    seen = visible_participations(acting).filter(pk__in=participations)
    persons = dict(seen.values_list("pk", "person_id"))
    if not persons:
        return {}
    note_reading(by=acting, persons=persons.values(), action="list", table="rule_hit")
    names = known(set(persons.values()))
    return {pk: names[person_id].called for pk, person_id in persons.items()}


def _interventions(codes: Collection[str]) -> dict[str, str]:
    if not codes:
        return {}
    return dict(Intervention.objects.filter(pk__in=codes).values_list("pk", "name"))


def _in_words(hit: RuleHit, key: dict[str, str], interventions: dict[str, str]) -> str:
    """The table, then what tells the row from others in it."""
    if hit.table not in TABLES:
        return ""
    table = TABLES[hit.table]
    parts = [
        interventions.get(key[field.name]) or _word(field, key[field.name])
        for field in table.fields
        if key.get(field.name) and field.name not in _SAID_ELSEWHERE
    ]
    return " · ".join([table_title(table), *parts])


def _word(field: Field, value: str) -> str:
    if field.code_list == "municipality":
        found = municipalities().get(value)
        return found.name if found else value
    try:
        return code_list(field.code_list).label(value) if field.kind is Kind.CODE else value
    except UnknownCode:
        return value
