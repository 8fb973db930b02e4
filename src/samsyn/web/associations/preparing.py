"""The results page's numbers: for all associations at once, worked out once a snapshot."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from samsyn.disclosure import Question, Released, Snapshot, is_kept, open_snapshot, release
from samsyn.register.models import Job
from samsyn.vocabulary.period import Period, parse_span

SHOWN = (
    "participants_identified",
    "completed",
    "outcome_work_or_study",
    "outcome_job_seeking",
)
"""The indicators on the page, in its order."""
SPAN, LOOKED_BACK = 6, 12


def prepare_results(_job: Job, tell: Callable[[int, int], None]) -> Mapping[str, Any]:
    """The job: work out what the page shows of the latest snapshot, and keep it."""
    with closing(open_snapshot(None)) as snapshot:
        years = shown_years(snapshot)
        asked = questions(years)
        tell(0, len(asked))
        release(asked, snapshot)
        tell(len(asked), 0)
        return {"snapshot": snapshot.id}


def is_prepared(snapshot: Snapshot) -> bool:
    """Whether the page can be shown at once."""
    return is_kept([_looked_at(snapshot)], snapshot) and is_kept(
        questions(shown_years(snapshot)), snapshot
    )


def questions(years: tuple[Period, ...]) -> list[Question]:
    """What the page asks: each indicator, in every association and in the nation, by sex."""
    return [
        Question(name, years, level=level, by=("sex",))
        for name in SHOWN
        for level in ("association", "nation")
    ]


def shown_years(snapshot: Snapshot) -> tuple[Period, ...]:
    """The six years that end with the last in which anyone took part."""
    rows: list[Released] = list(release([_looked_at(snapshot)], snapshot))
    years = [int(row.period) for row in rows if row.value]
    last = max(years, default=snapshot.taken_on.year - 1)
    return parse_span(f"{last - SPAN + 1}..{last}")


def _looked_at(snapshot: Snapshot) -> Question:
    last = snapshot.taken_on.year - 1
    years = parse_span(f"{last - LOOKED_BACK}..{last}")
    return Question("participants_identified", years, by=())
