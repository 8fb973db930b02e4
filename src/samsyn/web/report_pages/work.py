"""Snapshots and reports made in the background."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from django.utils.translation import gettext as _

from samsyn.disclosure import open_snapshot
from samsyn.home import home
from samsyn.register.actions.take_snapshot import take_snapshot
from samsyn.register.clock import today
from samsyn.register.models import Job
from samsyn.reports.families import family
from samsyn.reports.making import NothingToReport, make, prepare
from samsyn.reports.writing import write
from samsyn.vocabulary.period import parse_period
from samsyn.web.associations.preparing import prepare_results

Tell = Callable[[int, int], None]


def make_snapshot(job: Job, tell: Tell) -> Mapping[str, Any]:
    """Take a snapshot, and work out what reports and results show of it."""
    tell(0, 3)
    manifest = take_snapshot(by=f"user:{job.user_id}", on=today())
    tell(1, 0)
    with closing(open_snapshot(manifest.id)) as snapshot:
        prepare(snapshot)
    tell(1, 0)
    prepare_results(job, lambda _done, _total: None)
    tell(1, 0)
    return {"snapshot": manifest.id}


def make_report(job: Job, tell: Tell) -> Mapping[str, Any]:
    """Write a report from the latest snapshot where everyone reads it."""
    name, year = job.arguments["name"], str(job.arguments["year"])
    with closing(open_snapshot(None)) as snapshot:
        try:
            made = make(family(name), parse_period(year), snapshot)
        except NothingToReport as error:
            raise NothingToReport(
                _(
                    "Ögonblicksbilden har inget att rapportera för %(year)s. Välj ett annat år, "
                    "eller läs in årets uppgifter och ta en ny ögonblicksbild."
                )
                % {"year": year}
            ) from error
        write(made, home() / "reports" / f"{name}-{year}")
    tell(1, 1)
    return {"report": f"{name}-{year}"}
