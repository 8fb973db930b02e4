"""The sums that hold between quantities, by which an attacker would compute a withheld one.

Where a sum holds only nearly (a person with participations in two counties counts in both), it
is taken to hold: what cannot be computed though it did cannot be computed when it does not.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from samsyn.disclosure.quantity import Breakdown, Quantity


class Sum(NamedTuple):
    """A whole and its parts."""

    whole: Quantity
    parts: tuple[Quantity, ...]


class _Part(NamedTuple):
    """A name, and the categories it has besides those of the cell."""

    name: str
    categories: Breakdown = ()


_LINKS: tuple[tuple[_Part, tuple[_Part, ...]], ...] = (
    (
        _Part("participants_total"),
        (
            _Part("participants_identified"),
            _Part("participants_anonymous"),
            _Part("participants_volume"),
        ),
    ),
    (
        _Part("outcome_work_study_or_job_seeking"),
        (_Part("outcome_work_or_study"), _Part("outcome_job_seeking")),
    ),
    (
        _Part("outcome_work_or_study"),
        (
            _Part("occupation_after", (("occupation", "work"),)),
            _Part("occupation_after", (("occupation", "studies"),)),
        ),
    ),
    (
        _Part("outcome_coverage"),  # those measured
        (
            _Part("outcome_work_study_or_job_seeking"),
            _Part("occupation_after", (("occupation", "other"),)),
        ),
    ),
    (
        _Part("participants_identified", (("income_source", "sick_listed"),)),
        (
            _Part("participants_identified", (("income_source", "sickness_benefit"),)),
            _Part("participants_identified", (("income_source", "rehabilitation_benefit"),)),
        ),
    ),
    (
        _Part("participants_identified", (("derived_group", "young_activity_compensation"),)),
        (_Part("participants_identified", (("income_source", "activity_compensation"),)),),
    ),
    (
        _Part("psychiatric_share"),
        tuple(
            _Part("diagnosis_share", (("diagnosis_group", code),))
            for code in ("F30_39", "F40_48", "F60_69", "F70_79", "F80_89", "F90_98", "F_other")
        ),
    ),
)
"""Wholes that are other indicators' counts together, in each cell where they are shown."""


_ROLES: dict[str, list[tuple[_Part, _Part, tuple[_Part, ...]]]] = {}
"""By name of indicator: the roles its cells play, as a whole or as a first part."""

for _whole, _parts in _LINKS:
    for _role in (_whole, _parts[0]):
        _ROLES.setdefault(_role.name, []).append((_role, _whole, _parts))


def linked(quantities: Mapping[Quantity, object]) -> Iterator[Sum]:
    """The sums across indicators whose whole or first part is among ``quantities``."""
    seen = set()
    for quantity in quantities:
        for role, whole, parts in _ROLES.get(quantity.name, ()):
            cell = _cell(quantity, role)
            if cell is None:
                continue
            link = Sum(_of(cell, whole), tuple(_of(cell, part) for part in parts))
            if link not in seen:
                seen.add(link)
                yield link


def broken_down(
    quantities: Iterable[Quantity], additive: Mapping[str, frozenset[str]]
) -> Iterator[Sum]:
    """Each total with its categories, for the keys that are additive by the quantity's name."""
    groups: dict[tuple[Quantity, str], list[Quantity]] = {}
    for quantity in quantities:
        keys = additive.get(quantity.name, frozenset())
        for key, _ in quantity.breakdown:
            if key in keys:
                whole = quantity._replace(breakdown=quantity.without(key))
                groups.setdefault((whole, key), []).append(quantity)
    for (whole, _), parts in groups.items():
        yield Sum(whole, tuple(parts))


def _cell(quantity: Quantity, role: _Part) -> Quantity | None:
    """The cell in which ``quantity`` plays ``role``: itself without the role's categories."""
    if not role.categories:
        return quantity
    rest = tuple(pair for pair in quantity.breakdown if pair not in role.categories)
    if len(rest) + len(role.categories) != len(quantity.breakdown):
        return None
    return quantity._replace(breakdown=rest)


def _of(cell: Quantity, part: _Part) -> Quantity:
    return cell.within(part.name, tuple(sorted((*cell.breakdown, *part.categories))))
