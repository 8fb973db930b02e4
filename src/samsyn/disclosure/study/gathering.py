"""From a study's results and tables to what is handed to disclosure control."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from samsyn.disclosure.study.facts import StudyFacts
from samsyn.evaluation.protocol_versions import Version
from samsyn.evaluation.screening import STEPS
from samsyn.evaluation.study_files import Frames
from samsyn.evaluation.study_results import StudyResults
from samsyn.vocabulary.area import municipalities


def study_facts(
    results: StudyResults,
    *,
    locked: Sequence[Version],
    frames: Frames,
    replay: tuple[str, str] = ("", ""),
    interim: bool = False,
) -> StudyFacts:
    """The results, and from the tables who entered where and when, and who was called.

    ``replay``: name and SHA-256 of the bundle from which the numbers come out again.
    """
    entries = frames["study_assignment"].join(
        frames["study_person"].select("person_id", "site"), on="person_id", how="left",
        maintain_order="left",
    )  # fmt: skip
    return StudyFacts(
        results=results,
        locked=tuple(locked),
        entries=tuple(entries.select("site", "assigned_on").iter_rows()),
        called=_called(frames["study_called"]),
        municipalities={code: each.name for code, each in municipalities().items()},
        replay=replay,
        interim=interim,
        as_of=_last_day(frames["study_person"]) if interim else None,
    )


def _last_day(people: pl.DataFrame) -> date | None:
    """The last day on which anyone took a step."""
    days = [people[f"{step}_on"].max() for step in STEPS]
    return max((day for day in days if isinstance(day, date)), default=None)


def _called(frame: pl.DataFrame) -> dict[str, dict[str, tuple[int, int]]]:
    """Group of municipalities → month → (called, eligible)."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    columns = frame.select("municipalities", "month", "called", "eligible")
    for group, month, some, eligible in columns.iter_rows():
        found.setdefault(group, {})[month] = (some, eligible)
    return found
