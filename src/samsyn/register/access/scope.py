"""What someone may bring in or take out in bulk: the same rows as in the pages, and no others."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from samsyn.register.access.acting import Acting
from samsyn.register.access.visible import (
    visible_associations,
    visible_interventions,
    visible_participations,
    visible_persons,
)
from samsyn.register.models import Intervention, Participation, Person
from samsyn.register.persons import NUMBER, with_lookups
from samsyn.register.roles import PlaceKind, Role

Frames = Mapping[str, pl.DataFrame]

PEOPLE = (
    "person",
    "participation",
    "measurement",
    "income",
    "complementary_answer",
    "head_count",
)
OF_INTERVENTION = (
    "intervention",
    "intervention_group",
    "intervention_cost",
    "intervention_staff",
    "structural_activity",
    "head_count",
)
OF_ASSOCIATION = (
    "association_area",
    "association_member",
    "association_funds",
    "association_cost",
)


@dataclass(frozen=True)
class Outside:
    """How many rows of a table are not the actor's to bring in."""

    table: str
    rows: int


def tables_of(acting: Acting) -> tuple[str, ...]:
    """The tables that a role brings in and takes out."""
    return {
        Role.REGISTRAR: PEOPLE,
        Role.INTERVENTION_MANAGER: OF_INTERVENTION,
        Role.ASSOCIATION_ADMINISTRATOR: (*OF_ASSOCIATION, *OF_INTERVENTION[:-1]),
    }.get(acting.role, ())


def outside(frames: Frames, acting: Acting) -> list[Outside]:
    """The rows of a package that someone may not bring in: none where all is theirs.

    A row that names what is not there and one that names what is another's are counted alike.
    """
    allowed = tables_of(acting)
    found = [
        Outside(name, frame.height)
        for name, frame in frames.items()
        if name not in allowed and frame.height
    ]
    if acting.role is Role.REGISTRAR:
        return found + _outside_people(frames, acting)
    return found + _outside_facts(frames, acting)


def _outside_people(frames: Frames, acting: Acting) -> list[Outside]:
    persons = frames.get("person", pl.DataFrame(schema={"person_id": pl.String}))
    named = _values(persons, "person_id") | _values(frames.get("participation"), "person_id")
    others = named - _own_persons(persons, named, acting)
    of_others = pl.col("controller").ne_missing(acting.organisation)
    is_said = "controller" in persons.columns
    wrong = persons.filter(of_others).height if is_said else persons.height
    places = acting.codes(PlaceKind.INTERVENTION)
    own = _own_participations(frames, acting, places)
    found = [
        Outside("person", wrong + _among(persons, "person_id", others)),
        Outside(
            "participation",
            _not_in(frames.get("participation"), "intervention_code", places)
            + _among(frames.get("participation"), "person_id", others)
            + _not_in(frames.get("participation"), "participation_id", own),
        ),
        Outside("head_count", _not_in(frames.get("head_count"), "intervention_code", places)),
    ]
    for name in ("measurement", "income", "complementary_answer"):
        found.append(Outside(name, _not_in(frames.get(name), "participation_id", own)))
    return [each for each in found if each.rows]


def _own_persons(persons: pl.DataFrame, named: set[str], acting: Acting) -> set[str]:
    """Those whom the actor may enter: as in the pages, whoever is nobody yet, is in one's own
    interventions, or is named with the very number that the register has; and never oneself."""
    there = dict(Person.objects.filter(pk__in=named).values_list("pk", "identity_lookup"))
    visible = set(visible_persons(acting).filter(pk__in=named).values_list("pk", flat=True))
    lookups = _lookups(persons)
    at_home = {pk: (acting.organisation, lookup) for pk, lookup in there.items() if lookup}
    same = {pk for pk, held in at_home.items() if lookups.get(pk) == held}
    oneself = {pk for pk, lookup in lookups.items() if lookup in acting.own_lookups}
    return ((named - set(there)) | visible | same) - oneself


def _lookups(persons: pl.DataFrame) -> dict[str, tuple[str, str]]:
    """The controller and the keyed hash of the number of each person that is named with one."""
    if not {"controller", NUMBER} <= set(persons.columns):
        return {}
    numbered = persons.select("person_id", "controller", NUMBER).drop_nulls()
    found = with_lookups(numbered).drop_nulls("identity_lookup")
    rows = found.select("person_id", "controller", "identity_lookup").iter_rows()
    return {person_id: (controller, lookup) for person_id, controller, lookup in rows}


def _own_participations(frames: Frames, acting: Acting, places: frozenset[str]) -> set[str]:
    """Those that are the actor's already, and those of the package that nobody has."""
    named: set[str] = set()
    for frame in frames.values():
        named |= _values(frame, "participation_id")
    there = set(Participation.objects.filter(pk__in=named).values_list("pk", flat=True))
    visible = set(visible_participations(acting).filter(pk__in=named).values_list("pk", flat=True))
    return visible | (_values(frames.get("participation"), "participation_id") - there)


def _outside_facts(frames: Frames, acting: Acting) -> list[Outside]:
    codes = set(visible_interventions(acting).values_list("pk", flat=True))
    associations = set(visible_associations(acting).values_list("pk", flat=True))
    own_associations = associations & acting.codes(PlaceKind.ASSOCIATION)
    new = frames.get("intervention")
    if new is not None and {"association_code", "intervention_code"} <= set(new.columns):
        taken = set(
            _existing_interventions(_values(new, "intervention_code")) - codes
        )  # another association's code is not made one's own
        mine = new.filter(pl.col("association_code").is_in(sorted(own_associations)))
        codes |= _values(mine, "intervention_code") - taken
    found = [
        Outside(name, _not_in(frame, "intervention_code", codes))
        for name, frame in frames.items()
        if name in OF_INTERVENTION
    ]
    found += [
        Outside(name, _not_in(frame, "association_code", own_associations))
        for name, frame in frames.items()
        if name in (*OF_ASSOCIATION, "intervention")
    ]
    return [each for each in found if each.rows]


def _existing_interventions(codes: set[str]) -> set[str]:
    return set(Intervention.objects.filter(pk__in=codes).values_list("pk", flat=True))


def _values(frame: pl.DataFrame | None, column: str) -> set[str]:
    if frame is None or column not in frame.columns:
        return set()
    return set(frame[column].drop_nulls().cast(pl.String))


def _not_in(frame: pl.DataFrame | None, column: str, allowed: set[str] | frozenset[str]) -> int:
    if frame is None or frame.is_empty():
        return 0
    if column not in frame.columns:
        return frame.height
    return frame.filter(~pl.col(column).cast(pl.String).is_in(sorted(allowed))).height


def _among(frame: pl.DataFrame | None, column: str, refused: set[str]) -> int:
    if frame is None or column not in frame.columns:
        return 0
    return frame.filter(pl.col(column).cast(pl.String).is_in(sorted(refused))).height
