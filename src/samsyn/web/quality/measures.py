"""What is filled in and how soon: over time, and by association."""

from datetime import date

from django.db.models import QuerySet, Sum

from samsyn.register.models import QualityMeasure

RUNS = 6


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
