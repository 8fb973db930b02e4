"""The cells of head counts: anonymous, by volume, structural; and of plain yearly counts.

Plain counts stand alone in the packages: people on a benefit, benefits ended, meetings,
support activities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Cells, Floats, Labels, lattice
from samsyn.synthetic.levels import Levels, steady
from samsyn.synthetic.model import Model
from samsyn.synthetic.participants import SEXES, identified_level

FORMATS = ("on_site", "digital", "both")


@dataclass
class Heads:
    """Lattices of plain counts by year."""

    heads: Cells
    structural: Cells
    population: Cells
    meetings: Cells
    ended: Cells
    support: Cells


def heads(model: Model, years: tuple[int, ...], levels: Levels) -> Heads:
    """Add the cells of head counts and plain yearly counts to the model."""
    return Heads(
        heads=model.add(_heads(years, levels)),
        structural=model.add(_structural(years, levels)),
        population=model.add(_population(years)),
        meetings=model.add(_meetings("meetings", years, levels, 1.0)),
        ended=model.add(
            _meetings("ended", years, levels, 100 / assumed.number("transition_coverage"))
        ),
        support=model.add(_support(years)),
    )


def _by_sex(labels: Labels, women: float) -> Floats:
    return np.where(labels["sex"] == "woman", women, 1 - women)


def _heads(years: tuple[int, ...], levels: Levels) -> Cells:
    def guide(labels: Labels) -> Floats:
        level = {}
        for year in years:
            total = levels.level("participants_total", year, otherwise=steady("participants_total"))
            known = identified_level(levels, year)
            if not levels.known(("participants_total", "", "count", ())):
                ratio = steady("participants_total")(year) / steady("participants_identified")(year)
                total = known * ratio
            rest, anonymous = max(total - known, 1.0), steady("anonymous_percent")(year) / 100
            level[year] = {"anonymous": rest * anonymous, "volume": rest * (1 - anonymous)}
        pairs = zip(labels["year"].tolist(), labels["kind"].tolist(), strict=True)
        by_sex = _by_sex(labels, assumed.number("women_not_identified") / 100)
        return np.array([level[year][kind] for year, kind in pairs]) * by_sex

    values = {"kind": ("anonymous", "volume"), "sex": SEXES, "year": years}
    return lattice("heads", values, guide=guide)


def _structural(years: tuple[int, ...], levels: Levels) -> Cells:
    def guide(labels: Labels) -> Floats:
        own = steady("participants_structural")
        level = {
            year: levels.level("participants_structural", year, otherwise=own) for year in years
        }
        digital = {year: steady("activity_format")(year) / 100 for year in years}
        share = {
            year: {"digital": d, "both": 0.1 * (1 - d), "on_site": 0.9 * (1 - d)}
            for year, d in digital.items()
        }
        pairs = zip(labels["year"].tolist(), labels["format"].tolist(), strict=True)
        return np.array([level[year] * share[year][each] for year, each in pairs])

    return lattice("structural", {"format": FORMATS, "year": years}, guide=guide)


def _population(years: tuple[int, ...]) -> Cells:
    known, women = (
        assumed.weights("benefit_population"),
        assumed.weights("benefit_population_women"),
    )

    def guide(labels: Labels) -> Floats:
        level = np.array([known[each] for each in labels["benefit"].tolist()])
        share = np.array([women.get(each, 52) / 100 for each in labels["benefit"].tolist()])
        return np.asarray(level * np.where(labels["sex"] == "woman", share, 1 - share))

    values: dict[str, Any] = {"benefit": tuple(known), "sex": SEXES, "year": years}
    return lattice("population", values, guide=guide)


def _meetings(name: str, years: tuple[int, ...], levels: Levels, times: float) -> Cells:
    def guide(labels: Labels) -> Floats:
        own = steady("transition_meetings")
        level = {
            year: levels.level("transition_meetings", year, otherwise=own) * times for year in years
        }
        reasons = assumed.shares("transition_reasons")
        total = np.array([level[year] for year in labels["year"].tolist()])
        share = np.array([reasons[each] for each in labels["reason"].tolist()])
        women = _by_sex(labels, assumed.number("transition_women") / 100)
        return np.asarray(total * share * women)

    reasons = tuple(assumed.weights("transition_reasons"))
    return lattice(name, {"reason": reasons, "sex": SEXES, "year": years}, guide=guide)


def _support(years: tuple[int, ...]) -> Cells:
    known = assumed.weights("support_participants")
    return lattice(
        "support",
        {"kind": tuple(known), "year": years},
        guide=lambda labels: np.array([known[each] for each in labels["kind"].tolist()]),
    )
