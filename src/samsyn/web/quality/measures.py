"""What is filled in and how soon: over time, and by association."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from samsyn.register.models import Association, HitState, QualityMeasure, RuleHit
from samsyn.vocabulary.alphabet import swedish_order

RUNS = 6
_IN_TIME = Q(what__startswith="soon.")
_HITS = Q(what="hits") | Q(what__startswith="rule.")
_FILLED_IN = ~(_IN_TIME | _HITS)


def trend(rows: QuerySet[QualityMeasure]) -> tuple[list[date], list[tuple[str, list[str]]]]:
    """The latest months' runs, and for each measure its share (or number of hits) in each."""
    latest = rows.order_by("-taken_on").values_list("taken_on", flat=True).distinct()[:RUNS]
    days = sorted(latest)
    laid: dict[str, dict[date, str]] = {}
    summed = rows.filter(taken_on__in=days).values("what", "taken_on")
    for row in summed.annotate(has=Sum("known"), rows=Sum("of")).order_by("what"):
        share = row["has"] / row["rows"] if row["rows"] else None
        told = str(row["has"]) if share is None else f"{100 * share:.0f} %"
        laid.setdefault(row["what"], {})[row["taken_on"]] = told
    return days, [(what, [cells.get(day, "–") for day in days]) for what, cells in laid.items()]


@dataclass(frozen=True)
class OfAssociation:
    """How it is in one association: hits by what became of them, and two shares of rows."""

    code: str
    name: str
    open: int
    right: int
    contested: int
    filled_in: float | None
    in_time: float | None

    @property
    def how_bad(self) -> tuple[int, float, float, str]:
        """A key that sorts the worst first: hits left, then what is not filled in, then late."""
        filled_in = 1 if self.filled_in is None else self.filled_in
        in_time = 1 if self.in_time is None else self.in_time
        return -self.open, filled_in, in_time, swedish_order(self.name)


def by_association(
    associations: Iterable[Association],
    hits: QuerySet[RuleHit],
    measures: QuerySet[QualityMeasure],
    counted: date | None,
) -> list[OfAssociation]:
    """Each association that has hits or was measured on the day ``counted``, worst first."""
    states = _states(hits)
    sums = _sums(measures.filter(taken_on=counted)) if counted else {}
    rows = []
    for each in associations:
        if each.pk in states or each.pk in sums:
            opened, right, contested = states.get(each.pk, (0, 0, 0))
            filled_in, in_time = sums.get(each.pk, (None, None))
            row = OfAssociation(each.pk, each.name, opened, right, contested, filled_in, in_time)
            rows.append(row)
    return sorted(rows, key=lambda each: each.how_bad)


def _states(hits: QuerySet[RuleHit]) -> dict[str | None, tuple[int, int, int]]:
    """By association: how many hits are open, to be corrected and contested."""
    opened, right, contested = (
        Count("pk", filter=Q(state=state))
        for state in (HitState.OPEN, HitState.RIGHT, HitState.CONTESTED)
    )
    rows = hits.order_by().values("association_id")
    counted = rows.annotate(opened=opened, right=right, contested=contested)
    return {
        code: (opened, right, contested)
        for code, opened, right, contested in counted.values_list(
            "association_id", "opened", "right", "contested"
        )
    }


def _sums(measures: QuerySet[QualityMeasure]) -> dict[str, tuple[float | None, float | None]]:
    """By association: the share that is filled in, and that was registered in time."""
    rows = measures.order_by().values("association_id")
    summed = rows.annotate(
        has=Sum("known", filter=_FILLED_IN),
        of_all=Sum("of", filter=_FILLED_IN),
        soon=Sum("known", filter=_IN_TIME),
        of_soon=Sum("of", filter=_IN_TIME),
    )
    names = ("association_id", "has", "of_all", "soon", "of_soon")
    return {
        code: (_share(has, of_all), _share(soon, of_soon))
        for code, has, of_all, soon, of_soon in summed.values_list(*names)
    }


def _share(part: int | None, whole: int | None) -> float | None:
    return (part or 0) / whole if whole else None
