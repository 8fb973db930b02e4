"""Work in the background: started from a page, carried out by `samsyn serve`'s other process.

Each kind of work is a function that takes its job and a ``Tell`` for progress, and returns what
came of it (names of files, counts; never people). The queue is the database, through django-q2.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from samsyn.errors import SamsynError, UnknownName
from samsyn.register.access import Acting, actor_of
from samsyn.register.clock import now, today
from samsyn.register.models import Job, JobState, User

Tell = Callable[[int, int], None]
"""Told how many more are done, and of how many in all (0: not known)."""

Work = Callable[[Job, Tell], Mapping[str, Any]]

SHARED = frozenset({"results", "snapshot", "report", "quality"})
"""Work that is the same whoever orders it; of the rest each has their own."""

OF_NOW = frozenset({"quality", "snapshot"})
"""Work of the register as it is: what has begun does not see what was changed since."""

KINDS = {
    "results": "samsyn.web.associations.preparing:prepare_results",
    "import": "samsyn.web.transfer.work:import_uploaded",
    "export": "samsyn.web.transfer.work:export_chosen",
    "snapshot": "samsyn.web.report_pages.work:make_snapshot",
    "report": "samsyn.web.report_pages.work:make_report",
    "quality": "samsyn.web.quality.work:refresh",
    "retain": "samsyn.web.protection.work:retain_due",
}
"""Each kind of work, and where its function is."""

BROKEN_AFTER = timedelta(hours=6)


@transaction.atomic
def start(kind: str, *, by: Acting, **arguments: Any) -> Job:
    """Begin work of ``kind`` and return its job.

    The same work that waits or goes on is joined: one's own in the same role, or shared work.
    """
    if kind not in KINDS:
        raise UnknownName(kind, "kind of work", known=KINDS)
    joined = [JobState.WAITING] if kind in OF_NOW else [JobState.WAITING, JobState.WORKING]
    going_on = Job.objects.filter(
        kind=kind, arguments=arguments, state__in=joined, created_at__gt=now() - BROKEN_AFTER
    )
    if kind not in SHARED:
        going_on = going_on.filter(user=by.user_id, acting_as=by.key)
    if same := going_on.order_by("-created_at").first():
        return same
    job = Job.objects.create(
        job_id=secrets.token_hex(8),
        kind=kind,
        user_id=by.user_id,
        acting_as=by.key,
        arguments=arguments,
        created_at=now(),
    )
    transaction.on_commit(lambda: async_task("samsyn.web.jobs.carry_out", job.job_id))
    return job


def carry_out(job_id: str) -> None:
    """Do the work of a job, and keep what came of it or why it did not."""
    job = Job.objects.get(pk=job_id)
    if job.state != JobState.WAITING:
        return
    job.state = JobState.WORKING
    job.save(update_fields=["state"])
    try:
        result = _work(job.kind)(job, _teller(job))
    except SamsynError as error:
        _end(job, JobState.FAILED, str(error), {})
    except Exception:
        said = _("Något gick fel hos oss. Inget är ändrat. Säg till systemadministratören.")
        _end(job, JobState.FAILED, said, {})
        raise
    else:
        _end(job, JobState.DONE, "", result)


def fail_broken() -> None:
    """End what was going on when the background was stopped: nobody goes on with it."""
    said = _("Arbetet avbröts när systemet startades om. Beställ det igen.")
    Job.objects.filter(state=JobState.WORKING).update(
        state=JobState.FAILED, message=said, ended_at=now()
    )


def acting_of(job: Job) -> Acting:
    """Who the job acts for, with the roles and assignments that hold now.

    Raises ``SamsynError`` where the role has ended since.
    """
    user = User.objects.get(pk=job.user_id)
    for acting in actor_of(user, on=today()).roles:
        if acting.key == job.acting_as:
            return acting
    raise SamsynError(_("Uppdraget har upphört sedan arbetet beställdes. Inget är gjort."))


def _work(kind: str) -> Work:
    module, _, name = KINDS[kind].partition(":")
    work: Work = getattr(import_module(module), name)
    return work


def _teller(job: Job) -> Tell:
    def tell(done: int, total: int = 0) -> None:
        Job.objects.filter(pk=job.pk).update(done=F("done") + done, total=total or F("total"))

    return tell


def _end(job: Job, state: JobState, message: str, result: Mapping[str, Any]) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, message=message, result=dict(result), ended_at=now()
    )
