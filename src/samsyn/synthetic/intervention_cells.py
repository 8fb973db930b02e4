"""The cells of associations, municipalities and interventions, and what their figures measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Cells, Floats, Labels, Sum, family, lattice
from samsyn.synthetic.levels import Levels, steady
from samsyn.synthetic.measure import Measure, NotBound, one_of, only
from samsyn.synthetic.model import Model
from samsyn.synthetic.participants import Asked
from samsyn.vocabulary.area import municipalities

ORIENTATIONS = ("individual", "structural")
ROOM = 1.3  # associations with a group have more interventions than the average
Keys = Mapping[str, str]


@dataclass
class Interventions:
    """Plain counts of associations and municipalities; interventions by years of work."""

    years: tuple[int, ...]
    associations: Cells
    municipalities: Cells
    interventions: Cells
    tagged: Cells
    tagging: Cells
    families: dict[str, Cells] = field(default_factory=dict)


def interventions(
    model: Model, years: tuple[int, ...], levels: Levels, asked: Asked
) -> Interventions:
    """Add associations, municipalities, interventions and their tags to the model."""
    bodies = {year: _body_levels(levels, year) for year in years}
    found = Interventions(
        years=years,
        associations=model.add(_plain("associations", years, bodies, 0)),
        municipalities=model.add(_plain("municipalities", years, bodies, 1)),
        interventions=model.add(_interventions(years, levels)),
        tagged=model.add(_tagged(years, levels)),
        tagging=model.add(_tagging(years, levels)),
    )
    for key in ("focus", "method"):
        if key in asked.of_interventions:
            found.families[key] = model.add(_family(key, found.interventions))
    _hold(model, found)
    return found


def _body_levels(levels: Levels, year: int) -> tuple[float, float]:
    names = ("associations", "municipalities")
    first, second = (levels.level(name, year, otherwise=steady(name)) for name in names)
    return first, min(second, float(len(municipalities())))


def _plain(
    name: str, years: tuple[int, ...], level: Mapping[int, tuple[float, float]], at: int
) -> Cells:
    return lattice(
        name,
        {"year": years},
        guide=lambda labels: np.array([level[year][at] for year in labels["year"].tolist()]),
    )


def _interventions(years: tuple[int, ...], levels: Levels) -> Cells:
    stock = {
        year: levels.level("interventions", year, otherwise=steady("interventions"))
        for year in years
    }
    individual = {year: steady("interventions_individual_percent")(year) / 100 for year in years}
    ending = assumed.number("interventions_ending_percent") / 100
    before, after = years[0] - 1, years[-1] + 1

    def guide(labels: Labels) -> Floats:
        begun = {
            year: max(stock[year] - (1 - ending) * stock.get(year - 1, 0), 1) for year in years
        }
        begun |= {before: stock[years[0]] * (1 - ending), years[0]: stock[years[0]] * ending}
        left = np.minimum(labels["ended"], after) - np.maximum(labels["began"], years[0])
        lasts = (1 - ending) ** left * np.where(labels["ended"] == after, 1, ending)
        share = [individual[max(year, years[0])] for year in labels["began"].tolist()]
        of_it = np.where(labels["orientation"] == "individual", share, 1 - np.asarray(share))
        return np.array([begun[year] for year in labels["began"].tolist()]) * lasts * of_it

    values = {"orientation": ORIENTATIONS, "began": (before, *years), "ended": (*years, after)}
    return lattice("interventions", values, guide=guide, keep=lambda x: x["ended"] >= x["began"])


def _tag_level(levels: Levels, year: int, group: str) -> float:
    known = levels.known(("interventions", "", "count", (("target_group", group),)))
    if known:
        return assumed.between(known, year)
    all_of_them = levels.level("interventions", year, otherwise=steady("interventions"))
    return all_of_them * assumed.weights("target_groups")[group] / 100


def _tagged(years: tuple[int, ...], levels: Levels) -> Cells:
    def guide(labels: Labels) -> Floats:
        pairs = zip(labels["year"].tolist(), labels["target_group"].tolist(), strict=True)
        return np.array([_tag_level(levels, year, group) for year, group in pairs])

    groups = tuple(assumed.weights("target_groups"))
    return lattice("tagged", {"target_group": groups, "year": years}, guide=guide)


def _tagging(years: tuple[int, ...], levels: Levels) -> Cells:
    def guide(labels: Labels) -> Floats:
        pairs = zip(labels["year"].tolist(), labels["target_group"].tolist(), strict=True)
        tags = np.array([_tag_level(levels, year, group) for year, group in pairs])
        total = np.array([_body_levels(levels, year)[0] for year in labels["year"].tolist()])
        return np.asarray(np.maximum(total * (1 - np.exp(-0.6 * tags / total)), np.sign(tags)))

    groups = tuple(assumed.weights("target_groups"))
    return lattice("tagging", {"target_group": groups, "year": years}, guide=guide)


def _family(key: str, parent: Cells) -> Cells:
    names = {"focus": ("focus_individual", "focus_structural"), "method": ("methods", "")}[key]
    known = {o: assumed.weights(n) if n else {} for o, n in zip(ORIENTATIONS, names, strict=True)}
    values = [{key: code} for code in dict.fromkeys(c for each in known.values() for c in each)]

    def share(labels: Labels) -> Floats:
        pairs = zip(labels["orientation"].tolist(), labels[key].tolist(), strict=True)
        return np.array([known[orientation].get(code, 0.0) for orientation, code in pairs])

    dims = ("orientation", "began", "ended")
    where = {"orientation": tuple(o for o, each in known.items() if each)}
    return family(key, parent, dims=dims, values=values, share=share, where=where,
                  keep=lambda labels: share(labels) > 0)  # fmt: skip


def _hold(model: Model, found: Interventions) -> None:
    """What holds in any year between associations, municipalities, interventions and tags."""
    room = _room(found)
    for year in found.years:
        bodies = found.associations.sum(year=year)
        model.require(found.municipalities.sum(year=year), 0, len(municipalities()))
        model.require(bodies, 1)
        active = found.interventions.sum(**_active(year))
        model.require(active - bodies, 0)
        for group in assumed.weights("target_groups"):
            tags = found.tagged.sum(target_group=group, year=year)
            those = found.tagging.sum(target_group=group, year=year)
            model.require(tags - those, 0)
            model.require(those * room[year] - tags, 0)
            model.require(bodies - those, 0)
            model.require(active - tags, 0)


def _room(found: Interventions) -> dict[int, float]:
    """How many interventions of one group an association has room for, on average, by year."""
    room = {}
    for year in found.years:
        active = found.interventions.guide[found.interventions.chosen(_active(year))].sum()
        bodies = found.associations.guide[found.associations.chosen({"year": year})].sum()
        room[year] = max(ROOM * active / bodies, 1.0)
    return room


def _active(year: int) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    return {"began": lambda years: years <= year, "ended": lambda years: years >= year}


class InterventionMeasures:
    """Measures of associations, municipalities and interventions by indicator."""

    def __init__(self, found: Interventions) -> None:
        self.found = found
        self.known: dict[str, Callable[[Keys, int], Measure]] = {
            "associations": lambda keys, year: self._plain(found.associations, keys, year),
            "municipalities": lambda keys, year: self._plain(found.municipalities, keys, year),
            "interventions": lambda keys, year: Measure(self._interventions(keys, year)),
            "interventions_share": self._share,
            "associations_with_group": self._with_group,
        }

    def _plain(self, cells: Cells, keys: Keys, year: int) -> Measure:
        only(keys)
        return Measure(cells.sum(year=year))

    def _interventions(self, keys: Keys, year: int) -> Sum:
        only(keys, "orientation", "focus", "method", "target_group")
        key = one_of(keys, "orientation", "focus", "method", "target_group")
        if key == "target_group":
            return self.found.tagged.sum(**keys, year=year)
        if key in ("focus", "method"):
            return self.found.families[key].sum(**keys, **_active(year))
        return self.found.interventions.sum(**keys, **_active(year))

    def _share(self, keys: Keys, year: int) -> Measure:
        only(keys, "orientation")
        if not keys:
            raise NotBound("no total: the orientations together are 100 percent")
        return Measure(self._interventions(keys, year), self._interventions({}, year), 100.0)

    def _with_group(self, keys: Keys, year: int) -> Measure:
        if set(keys) != {"target_group"}:
            raise NotBound("associations_with_group is by target group only")
        return Measure(self.found.tagging.sum(**keys, year=year))
