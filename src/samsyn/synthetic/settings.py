"""Where participants are, as far as figures ask: in interventions for which group, by which method.

An intervention counts as a setting only if it has its tag all its life or never; those that
gain or lose a tag that figures count persons by take none of these persons.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Cells, Floats, Ints, Labels, family
from samsyn.synthetic.model import Model
from samsyn.synthetic.participants import SPELL, Participants

OTHER = ""  # no group or method that figures count persons by
MIXED = "mixed"
FEW = 6  # so many groups and fewer: an intervention may have any two of them
TAGS_OF_DISABILITY = ("young_disability", "neuropsychiatric")


def settings(people: Participants) -> Cells | None:
    """The family of settings, where figures ask for any."""
    groups, methods = named_groups(people), named_methods(people)
    if not groups and not methods:
        return None
    by_group, by_method = assumed.weights("target_groups"), assumed.shares("methods")
    kinds = group_sets(groups)
    values = [{"groups": kind, "method": m} for kind in kinds for m in (OTHER, *methods)]

    def share(labels: Labels) -> Floats:
        used = {method: by_method[method] for method in methods}
        used[OTHER] = max(1 - sum(used.values()), 0.02)
        each = {kind: [by_group[g] / 100 for g in kind.split("+") if g] for kind in kinds}
        tagged = {kind: prod(shares) for kind, shares in each.items()}
        tagged[OTHER] = max(1 - sum(tagged.values()) + 1, 0.1)
        pairs = zip(labels["groups"].tolist(), labels["method"].tolist(), strict=True)
        return np.array([tagged[group] * used[method] for group, method in pairs])

    ages = people.families.get("ages")
    if "young_disability" in people.asked.keys.get("derived_group", set()) and ages is not None:
        dims = (*SPELL, "age_group", "compensated")
        return family("settings", ages, dims=dims, values=values, share=share)
    return family("settings", people.spells, dims=SPELL, values=values, share=share)


def group_sets(groups: tuple[str, ...]) -> tuple[str, ...]:
    """None of the groups, one, or two together, joined by '+'.

    >>> group_sets(("young", "addiction"))
    ('', 'young', 'addiction', 'young+addiction')
    """
    pairs = combinations(groups, 2) if len(groups) <= FEW else ()
    return (OTHER, *groups, *("+".join(pair) for pair in pairs))


def named_groups(people: Participants) -> tuple[str, ...]:
    """The target groups that figures count persons by."""
    named = people.asked.of_persons.get("target_group", set())
    if "young_disability" in people.asked.keys.get("derived_group", set()):
        named = named | set(TAGS_OF_DISABILITY)
    return tuple(group for group in assumed.weights("target_groups") if group in named)


def named_methods(people: Participants) -> tuple[str, ...]:
    """The methods that figures count persons by."""
    named = people.asked.of_persons.get("method", set())
    return tuple(method for method in assumed.weights("methods") if method in named)


def hold_settings(model: Model, people: Participants, tagged: Cells, tagging: Cells) -> None:
    """Every year has an intervention for each group that figures count persons by."""
    for group in named_groups(people):
        for year in people.years:
            model.require(tagged.sum(target_group=group, year=year), 1)
            model.require(tagging.sum(target_group=group, year=year), 1)


def carriers(
    people: Participants,
    method: NDArray[np.str_],
    by_person: NDArray[np.bool_],
    lasting: Ints,
    association: Ints,
    *,
    methods_counted: bool,
) -> dict[str, int]:
    """For each setting with people an intervention that lasts long and keeps its tags.

    Keys are ``groups|method``; as few associations as may be, so that tags find room there.
    Where no figure counts interventions by method, they take the method of their setting
    (``method`` is changed).
    """
    cells = people.families.get("settings")
    if cells is None:
        return {}
    names, place_of = np.unique(_names(cells), return_inverse=True)
    people_in = np.bincount(place_of, cells.counts)
    wanted = [str(names[at]) for at in np.argsort(-people_in, kind="stable") if people_in[at]]
    order = np.lexsort((association, -lasting))
    used: set[int] = set()
    found: dict[str, int] = {}
    for setting in wanted:
        named = setting.partition("|")[2]
        fits = method == named if named else ~np.isin(method, named_methods(people))
        fits |= not methods_counted
        free = [at for at in order.tolist() if by_person[at] and fits[at] and at not in used]
        if free:
            found[setting] = free[0]
            used.add(free[0])
            if not _is(method[free[0]], named, people):
                method[free[0]] = named or "none"
    return found


def _is(method: str, named: str, people: Participants) -> bool:
    """Whether an intervention's method is the setting's, or none that figures ask for."""
    return method == named if named else method not in named_methods(people)


def _names(cells: Cells) -> NDArray[Any]:
    return np.char.add(np.char.add(cells.labels["groups"], "|"), cells.labels["method"])


def setting_names(cells: Cells, places: Ints) -> NDArray[Any]:
    """The setting of each place among the family's cells."""
    return np.asarray(_names(cells)[places])


def setting_of(
    people: Participants,
    method: NDArray[np.str_],
    tags: Mapping[str, NDArray[np.bool_]],
    active: NDArray[np.bool_],
) -> NDArray[Any]:
    """The setting of each intervention: ``groups|method``, or ``mixed``; all alike if none is
    asked for. ``tags`` and ``active`` are interventions × years."""
    groups, methods = named_groups(people), named_methods(people)
    if not groups and not methods:
        return np.full(len(method), "|", "U64")
    stable = np.ones(len(method), bool)
    found = np.full(len(method), OTHER, "U64")
    for group in groups:
        always = (tags[group] | ~active).all(axis=1)
        stable &= always | ~(tags[group] & active).any(axis=1)
        mark = np.where(found == OTHER, group, np.char.add(np.char.add(found, "+"), group))
        found = np.where(always & (tags[group] & active).any(axis=1), mark, found)
    found = np.where(stable & np.isin(found, group_sets(groups)), found, MIXED)
    used = np.where(np.isin(method, methods), method, OTHER)
    return np.char.add(np.char.add(found, "|"), used)
