"""The studies of this installation, and who may open which.

They lie in ``SAMSYN_HOME/studies``, one folder each. A caseworker meets a study whose protocol is
locked, and in it only people whom they may see in the register; of what is drawn only the arms
that these people already have.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.http import Http404

from samsyn.errors import SamsynError
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.protocol_reading import STUDY_NAME
from samsyn.evaluation.study_actions import intake_is_over
from samsyn.evaluation.study_files import Frames, read_tables
from samsyn.evaluation.study_folder import Study
from samsyn.home import home
from samsyn.register.access import Acting, visible_persons
from samsyn.vocabulary.study_tables import STUDY_TABLES


@dataclass(frozen=True)
class Running:
    """A study with a locked protocol."""

    name: str
    study: Study
    protocol: Protocol


def open_sites(running: Running, on: date) -> frozenset[str]:
    """The municipalities where someone can be asked on the day ``on``: none after the intake."""
    if intake_is_over(running.protocol, on):
        return frozenset()
    return frozenset(s.municipality for s in running.protocol.sites if s.joins_on <= on)


def running_studies() -> list[Running]:
    """Every study with a locked protocol, by name; one that cannot be read is left out."""
    found = []
    for path in sorted((home() / "studies").glob("*/protocol.toml")):
        study = Study(path.parent)
        try:
            found.append(Running(path.parent.name, study, study.locked))
        except SamsynError:
            continue
    return found


def running_study(name: str) -> Running:
    """The study of this name; not found where there is none with a locked protocol."""
    study = Study(home() / "studies" / name)
    if not STUDY_NAME.fullmatch(name) or not study.versions:
        raise Http404
    return Running(name, study, study.locked)


def given_to(running: Running, person_id: str) -> list[dict[str, Any]]:
    """What someone in the study has been given, by month."""
    given = _tables(running, "study_person", "study_delivery")["study_delivery"]
    mine = given.filter(pl.col("person_id") == person_id)
    return list(mine.sort("month").iter_rows(named=True))


def own_people(running: Running, acting: Acting) -> list[dict[str, Any]]:
    """The rows of those in the study whom the actor may see, with their arm once drawn."""
    frames = _tables(running, "study_person", "study_assignment")
    people = frames["study_person"].join(
        frames["study_assignment"].select("person_id", "arm"), on="person_id", how="left"
    )
    ids = people["person_id"].to_list()
    seen = visible_persons(acting).filter(person_id__in=ids) if ids else ()
    mine = [each.person_id for each in seen]
    return list(people.filter(pl.col("person_id").is_in(mine)).iter_rows(named=True))


def own_person(running: Running, acting: Acting, person_id: str) -> dict[str, Any]:
    """One of ``own_people``; not found where they may not be seen or are not in the study."""
    if not visible_persons(acting).filter(person_id=person_id).exists():
        raise Http404
    frames = _tables(running, "study_person", "study_assignment")
    people = frames["study_person"].filter(pl.col("person_id") == person_id)
    if people.is_empty():
        raise Http404
    drawn = frames["study_assignment"].filter(pl.col("person_id") == person_id)
    return people.to_dicts()[0] | {"arm": drawn["arm"][0] if drawn.height else None}


def _tables(running: Running, *wanted: str) -> Frames:
    """The study's tables of these names; no other file is opened, least of all the outcomes."""
    others = set(STUDY_TABLES) - set(wanted)
    return read_tables(running.study.tables_folder, without=others)
