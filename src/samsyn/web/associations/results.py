"""Results: an association's beside the nation's, released, for everyone with a role."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from samsyn.disclosure import (
    Association,
    Released,
    latest_snapshot,
    open_snapshot,
    read_directory,
    release,
)
from samsyn.errors import SamsynError
from samsyn.register.access import Actor
from samsyn.register.models import Intervention
from samsyn.register.roles import PlaceKind
from samsyn.web import jobs
from samsyn.web.associations.preparing import SHOWN, is_prepared, questions, shown_years
from samsyn.web.gate import Request, allow

Cells = Sequence[Released | None]
LINES = (
    (_("Förbundet"), "association", ""),
    (_("– kvinnor"), "association", "sex=woman"),
    (_("– män"), "association", "sex=man"),
    (_("Hela landet"), "nation", ""),
    (_("– kvinnor"), "nation", "sex=woman"),
    (_("– män"), "nation", "sex=man"),
)


@allow()
def results(request: Request) -> HttpResponse:
    """The indicators of one association year by year, beside the nation's."""
    try:
        folder = latest_snapshot()
        shown = _shown(folder)
    except SamsynError as error:
        return render(request, "associations/no_results.html", {"why": str(error)})
    if shown is None:
        jobs.start("results", by=request.acting, snapshot=folder.name)
        return render(request, "associations/preparing.html")
    codes = [each.code for each in shown.associations]
    wished = (request.GET.get("forbund", ""), _own_association(request.actor), *codes)
    chosen = next((code for code in wished if code in codes), "")
    context = {
        "associations": shown.associations,
        "chosen": chosen,
        "years": shown.years,
        "blocks": _blocks(shown.rows, chosen, shown.years),
        "taken_on": shown.taken_on,
    }
    return render(request, "associations/results.html", context)


@dataclass(frozen=True)
class Shown:
    """What the page shows of a snapshot: the released rows of all associations and the nation."""

    associations: Sequence[Association]
    years: Sequence[str]
    rows: Sequence[Released]
    taken_on: date


_kept: dict[Path, Shown] = {}


def _shown(folder: Path) -> Shown | None:
    """Of the snapshot in ``folder``, kept for the next who asks; None before it is worked out."""
    if folder not in _kept:
        with closing(open_snapshot(folder)) as snapshot:
            if not is_prepared(snapshot):
                return None
            years = shown_years(snapshot)
            rows = tuple(release(questions(years), snapshot))
            associations = read_directory(snapshot).associations
            names = [each.name for each in years]
        _kept.clear()
        _kept[folder] = Shown(associations, names, rows, snapshot.taken_on)
    return _kept[folder]


def _own_association(actor: Actor) -> str:
    """The first association where one has a place, in itself or in an intervention; "" for none."""
    places = {place for acting in actor.roles for place in acting.places}
    interventions = [each.code for each in places if each.kind is PlaceKind.INTERVENTION]
    found = Intervention.objects.filter(pk__in=interventions).values_list("association", flat=True)
    codes = {each.code for each in places if each.kind is PlaceKind.ASSOCIATION}
    return min(codes or found, default="")


def _blocks(
    rows: Sequence[Released], chosen: str, years: Sequence[str]
) -> list[tuple[Released, list[tuple[str, Cells]]]]:
    """Each indicator with a line of cells for here and the nation: all, women, men."""
    laid = {
        (row.card.id, row.level, row.breakdown, row.period): row
        for row in rows
        if row.level == "nation" or row.area == chosen
    }
    blocks = []
    for name in SHOWN:
        about = next((row for row in rows if row.card.id == name), None)
        if about is None:
            continue
        cells: list[tuple[str, Cells]] = [
            (str(label), [laid.get((name, level, breakdown, year)) for year in years])
            for label, level, breakdown in LINES
        ]
        blocks.append((about, cells))
    return blocks
