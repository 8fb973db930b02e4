"""Work out how good the registrations are, and keep it: hits by row, measures by association."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import date

import polars as pl
from django.db import transaction

from samsyn.register.keys import load_keys
from samsyn.register.models import (
    Association,
    HitState,
    Intervention,
    Participation,
    QualityMeasure,
    RuleHit,
)
from samsyn.register.quality import Quality, quality
from samsyn.register.row_keys import values_of

CHUNK = 500


def refresh_quality(*, on: date) -> dict[str, int]:
    """Keep what the rules say today; returns how many hits are new, gone and there.

    A hit that was answered stays so while its row says the same; else it is open again.
    """
    found = quality(today=on)
    with transaction.atomic():
        counts = _keep_hits(found.problems, on)
        _keep_measures(found, on)
    return counts


def pseudonym_of(row_key: str) -> str:
    """What stands for a row where people are only counted."""
    return hmac.digest(load_keys().snapshot, f"hit\0{row_key}".encode(), "sha256").hex()[:12]


def _keep_hits(problems: pl.DataFrame, on: date) -> dict[str, int]:
    known = set(Association.objects.values_list("pk", flat=True))
    held = {(each.rule, each.table, each.row_key): each for each in RuleHit.objects.all()}
    seen: set[tuple[str, str, str]] = set()
    new: list[RuleHit] = []
    changed: list[RuleHit] = []
    places = _Places(problems)
    for row in problems.iter_rows(named=True):
        key = (row["rule"], row["table"], row["key"])
        if key in seen:
            continue
        seen.add(key)
        said = hashlib.sha256(f"{row['value']}\0{row['problem']}".encode()).hexdigest()[:32]
        hit = held.get(key)
        if hit is None:
            association = row["association_code"]
            new.append(
                RuleHit(
                    rule=row["rule"],
                    table=row["table"],
                    row_key=row["key"],
                    row_hash=said,
                    association_id=association if association in known else None,
                    problem=row["problem"],
                    what_to_do=row["what_to_do"],
                    first_seen=on,
                    **places.of(row["key"]),
                )
            )
        elif hit.row_hash != said or not hit.is_current:
            hit.row_hash, hit.problem, hit.is_current = said, row["problem"], True
            hit.state, hit.reason = HitState.OPEN, ""
            changed.append(hit)
    gone = [hit.pk for key, hit in held.items() if key not in seen and hit.is_current]
    RuleHit.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
    RuleHit.objects.bulk_update(
        changed, ["row_hash", "problem", "is_current", "state", "reason"], batch_size=CHUNK
    )
    for at in range(0, len(gone), CHUNK):
        RuleHit.objects.filter(pk__in=gone[at : at + CHUNK]).update(is_current=False)
    return {"new": len(new), "gone": len(gone), "there": len(seen)}


class _Places:
    """The intervention and the controller of each row that a hit is about."""

    def __init__(self, problems: pl.DataFrame) -> None:
        keys = problems["key"].to_list()
        ids = {values_of(key).get("participation_id", "") for key in keys} - {""}
        few = len(ids) <= CHUNK
        chosen = Participation.objects.filter(pk__in=ids) if few else Participation.objects.all()
        self._of = {
            pk: (intervention, controller)
            for pk, intervention, controller in chosen.values_list(
                "pk", "intervention_id", "person__controller_id"
            ).iterator()
            if pk in ids
        }
        self._interventions = set(Intervention.objects.values_list("pk", flat=True))

    def of(self, key: str) -> dict[str, str]:
        """``intervention_code`` and ``controller``, "" for what the row does not have."""
        values = values_of(key)
        intervention, controller = self._of.get(values.get("participation_id", ""), ("", ""))
        named = values.get("intervention_code", "")
        return {
            "intervention_code": intervention or (named if named in self._interventions else ""),
            "controller": controller,
        }


def _keep_measures(found: Quality, on: date) -> None:
    """Of each month the latest day is kept: counted daily, a trend would else be of six days."""
    known = set(Association.objects.values_list("pk", flat=True))
    this_month = {"taken_on__year": on.year, "taken_on__month": on.month}
    QualityMeasure.objects.filter(**this_month).delete()
    QualityMeasure.objects.bulk_create(
        (
            QualityMeasure(taken_on=on, association_id=code, what=what, known=has, of=of)
            for code, what, has, of in _measures(found, known)
            if code in known
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )


def _measures(found: Quality, associations: set[str]) -> Iterator[tuple[str, str, int, int]]:
    """Each association has its number of hits, so that none is also counted."""
    whole = dict(found.problems.group_by("association_code").len().iter_rows())
    yield from ((code, "hits", whole.get(code, 0), 0) for code in sorted(associations))
    for code, what, of, known in found.completeness.iter_rows():
        yield code, what, known, of
    for row in found.timeliness.iter_rows(named=True):
        yield row["association_code"], f"soon.{row['what']}", row["soon"], row["rows"]
    hits = found.problems.group_by("association_code", "rule").len()
    for code, rule, count in hits.iter_rows():
        yield code, f"rule.{rule}", count, 0
