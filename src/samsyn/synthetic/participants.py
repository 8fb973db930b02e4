"""The cells of participants: spells by sex, year of entry and of exit, and outcome.

A spell is one person's time among the participants: one participation, or two that begin in the
same year and end in the same year. Its attributes hold for all of it, so that counting persons,
each once a year, is adding up spells. A family is built only where a figure asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from samsyn.synthetic import assumed, spans
from samsyn.synthetic.cells import Cells, Floats, Labels, family, lattice
from samsyn.synthetic.figures import Figure
from samsyn.synthetic.incomes import has, income_values, sources_named
from samsyn.synthetic.levels import Levels, steady
from samsyn.synthetic.model import Model
from samsyn.vocabulary.codelist import code_list

SEXES = ("woman", "man")
AFTER = ("work", "studies", "job_seeking", "other", "missing")
AGES = ("16-29", "30-44", "45-59", "60-64", "other")
BANDS = ("under_1", "1_to_3", "3_to_5", "5_to_9", "9_or_more", "unknown")
BEFORE_ASKED = ("occupation_before", "started_or_increased")
COMPLETED = (
    "completed", "occupation_after", "occupation_before", "outcome_work_or_study",
    "outcome_job_seeking", "outcome_work_study_or_job_seeking", "started_or_increased",
    "no_public_support_after", "benefit_days_at_entry",
)  # fmt: skip
PERSONS = ("participants_identified", "participants_started")
SPELL = ("sex", "entered", "exited")


@dataclass
class Asked:
    """Which splits the figures ask for: by key, and whether by outcome as well."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    by_outcome: dict[str, set[str]] = field(default_factory=dict)
    indicators: set[str] = field(default_factory=set)
    of_persons: dict[str, set[str]] = field(default_factory=dict)
    of_interventions: set[str] = field(default_factory=set)

    @classmethod
    def by(cls, figures: Iterable[Figure]) -> Asked:
        asked = cls()
        for figure in figures:
            indicator = figure.of or figure.indicator
            asked.indicators.add(indicator)
            for key, value in figure.breakdown:
                key = "income_source" if key == "income_before" else key
                asked.keys.setdefault(key, set()).add(value)
                if indicator == "interventions":
                    asked.of_interventions.add(key)
                if indicator in PERSONS:
                    asked.of_persons.setdefault(key, set()).add(value)
                if indicator in COMPLETED:
                    asked.by_outcome.setdefault(key, set()).add(indicator)
        return asked

    def dims(self, *keys: str) -> tuple[str, ...]:
        """The labels a family of persons needs: of the outcome only what is asked for with it."""
        together = set().union(*(self.by_outcome.get(key, set()) for key in keys))
        return (*SPELL, *self._outcome(together)) if together else SPELL

    def outcome(self) -> tuple[str, ...]:
        """The labels of the outcome that spells carry."""
        return self._outcome(self.indicators)

    def _outcome(self, indicators: set[str]) -> tuple[str, ...]:
        before = ("before", "increased") if indicators & set(BEFORE_ASKED) else ()
        freed = ("freed",) if "no_public_support_after" in indicators else ()
        return ("after", "times", *before, *freed)


@dataclass
class Participants:
    """Spells and the families the figures ask for, by name."""

    years: tuple[int, ...]
    asked: Asked
    spells: Cells
    families: dict[str, Cells] = field(default_factory=dict)

    @property
    def sources(self) -> set[str]:
        """The sources of income that have cells of their own."""
        if "incomes" not in self.families:
            return set()
        labels = self.families["incomes"].labels["sources"].tolist()
        return {source for each in labels for source in each.split("+") if source}


def participants(
    model: Model, years: tuple[int, ...], levels: Levels, asked: Asked
) -> Participants:
    """Add the cells of participants to the model."""
    people = Participants(years, asked, model.add(_spells(years, levels, asked)))
    for name, build in _FAMILIES.items():
        cells = build(people)
        if cells is not None:
            people.families[name] = model.add(cells)
    return people


def identified_level(levels: Levels, year: int) -> float:
    """About how many identified participants a year has, from what is printed."""
    share = steady("participants_identified")(year) / steady("participants_total")(year)
    total = levels.level("participants_total", year, otherwise=steady("participants_total"))
    if not levels.known(("participants_identified", "", "count", ())):
        return share * total
    own = levels.level("participants_identified", year, otherwise=steady("participants_identified"))
    if not levels.known(("participants_total", "", "count", ())):
        return own
    return own if own < 0.97 * total else share * total


def _spells(years: tuple[int, ...], levels: Levels, asked: Asked) -> Cells:
    active = {year: identified_level(levels, year) for year in years}
    values: dict[str, Any] = {
        "sex": SEXES,
        "entered": years,
        "exited": (*years, years[-1] + 1),
        "after": AFTER,
        "times": (1, 2),
    }
    if "before" in asked.outcome():
        values |= {"before": AFTER, "increased": (False, True)}
    if "freed" in asked.outcome():
        values |= {"freed": (False, True)}
    return lattice(
        "spells", values, keep=_possible, guide=lambda labels: _guide(labels, spans.entries(active))
    )


def _possible(labels: Labels) -> Any:
    turns = labels["exited"] - labels["entered"]
    possible = (turns >= 0) & (turns < spans.TURNS)
    if "before" in labels:
        gained = np.isin(labels["after"], ("work", "studies"))
        occupied = np.isin(labels["before"], ("work", "studies"))
        same = labels["after"] == labels["before"]
        possible &= ~labels["increased"] | gained
        possible &= labels["increased"] | ~gained | (occupied & same)
        possible &= ~((labels["before"] == "missing") & ~labels["increased"] & gained)
    if "freed" in labels:
        possible &= ~labels["freed"] | (labels["after"] != "missing")
    return possible


def _guide(labels: Labels, entries: Mapping[int, float]) -> Floats:
    women, twice = assumed.number("women", 2019) / 100, assumed.number("two_participations_percent")
    guide = np.array([entries[year] for year in labels["entered"].tolist()])
    guide *= np.where(labels["sex"] == "woman", women, 1 - women)
    turns = {year: spans.turns(year) for year in entries}
    passed = labels["exited"] - labels["entered"]
    guide *= [turns[y][t] for y, t in zip(labels["entered"].tolist(), passed.tolist(), strict=True)]
    guide *= np.where(labels["times"] == 2, twice, 100 - twice) / 100
    known = {(sex, year): after_shares(sex, year) for sex in SEXES for year in _years(labels)}
    keys = zip(
        labels["sex"].tolist(), labels["exited"].tolist(), labels["after"].tolist(), strict=True
    )
    guide *= [known[sex, year][after] for sex, year, after in keys]
    if "before" in labels:
        before = assumed.shares("occupation_before")
        guide *= [before[each] for each in labels["before"].tolist()]
        guide *= np.where(labels["increased"] & (labels["after"] == labels["before"]), 0.5, 1.0)
    if "freed" in labels:
        free = np.where(labels["after"] == "work", 0.45, 0.12)
        free = np.where(labels["after"] == "missing", 0.0, free)
        guide *= np.where(labels["freed"], free, 1 - free)
    return guide


def _years(labels: Labels) -> list[int]:
    return [int(year) for year in np.unique(labels["exited"])]


def after_shares(sex: str, year: int) -> dict[str, float]:
    """The assumed shares of what a participation ends in, by sex and year."""
    ratio = assumed.number("work_or_study_women_over_men")
    women = assumed.number("women", year) / 100
    men_level = assumed.number("work_or_study", year) / (women * ratio + 1 - women)
    gained = men_level * (ratio if sex == "woman" else 1) / 100
    work = assumed.number("work_of_work_or_study") / 100
    seeking = assumed.number("job_seeking", year) / 100
    measured = assumed.number("measured_percent") / 100
    shares = {"work": gained * work, "studies": gained * (1 - work), "job_seeking": seeking}
    shares["other"] = 1 - gained - seeking
    return {key: value * measured for key, value in shares.items()} | {"missing": 1 - measured}


def odds(kind: str, value: str) -> float:
    """The assumed odds of work or study against the reference category."""
    return assumed.weights("odds").get(f"{kind}_{value}", 1.0)


def tilted(labels: Labels, weight: Floats, kind: str, values: Iterable[str]) -> Floats:
    """Weights of categories among those who reached work or study: times their odds.

    Their sum stays as it was, so that odds move categories and not the level.
    """
    if "after" not in labels:
        return weight
    gained = np.isin(labels["after"], ("work", "studies"))
    moved = weight * np.where(gained, [odds(kind, each) for each in values], 1.0)
    level = weight[gained].sum() / max(moved[gained].sum(), 1e-9)
    return np.asarray(np.where(gained, moved * level, moved))


def _ages(people: Participants) -> Cells | None:
    keys = people.asked.keys
    if not keys.keys() & {"age_group", "income_source", "derived_group"}:
        return None
    groups = AGES if "age_group" in keys else ("16-29", "30-59")
    values = [{"age_group": group, "compensated": False} for group in groups]
    values.insert(0, {"age_group": "16-29", "compensated": True})
    by_age = assumed.shares("age_groups")
    by_age["30-59"] = 1 - by_age["16-29"]
    compensated = assumed.weights("income_before")["activity_compensation"] / 100

    def share(labels: Labels) -> Floats:
        weight = np.array([by_age[group] for group in labels["age_group"].tolist()])
        young = labels["age_group"] == "16-29"
        own = np.where(labels["compensated"], compensated, weight - young * compensated)
        own = tilted(labels, own, "age", labels["age_group"].tolist())
        kinds = np.where(labels["compensated"], "activity_compensation", "other")
        return tilted(labels, own, "income", kinds.tolist())

    dims = people.asked.dims("age_group", "income_source", "derived_group")
    return family("ages", people.spells, dims=dims, values=values, share=share)


def _incomes(people: Participants) -> Cells | None:
    keys = people.asked.keys
    named = sources_named(keys.get("income_source", set()), keys.get("derived_group", set()))
    if not named:
        return None
    values = income_values(named)
    known = {each["sources"]: each["weight"] for each in values}

    def share(labels: Labels) -> Floats:
        weight = np.array([known[each] for each in labels["sources"].tolist()])
        women = assumed.weights("women_by_income")
        for source, percent in women.items():
            has = np.array([source in each.split("+") for each in labels["sources"].tolist()])
            ratio = percent / 55 if source != "activity_compensation" else 1.0
            other = (100 - percent) / 45 if source != "activity_compensation" else 1.0
            weight *= np.where(has, np.where(labels["sex"] == "woman", ratio, other), 1.0)
        first = [each.split("+")[0] for each in labels["sources"].tolist()]
        return tilted(labels, weight, "income", first)

    def keep(labels: Labels) -> Any:
        has = [("activity_compensation" in each.split("+")) for each in labels["sources"].tolist()]
        return np.asarray(has) == labels["compensated"]

    kinds = [{"sources": each["sources"]} for each in values]
    ages = people.families["ages"]
    dims = [*people.asked.dims("age_group", "income_source", "derived_group"), "compensated"]
    return family("incomes", ages, dims=dims, values=kinds, share=share, keep=keep)


def _long(people: Participants) -> Cells | None:
    """Whether someone sick-listed has been so for a year."""
    if "long_term_sick" not in people.asked.keys.get("derived_group", set()):
        return None
    incomes = people.families["incomes"]
    share = assumed.number("long_term_sick_percent") / 100
    return family(
        "long",
        incomes,
        dims=tuple(incomes.labels),
        values=[{"long": True}, {"long": False}],
        share=lambda labels: np.where(labels["long"], share, 1 - share),
        where={"sources": lambda labels: [has(each, "sick_listed") for each in labels.tolist()]},
    )


def _educations(people: Participants) -> Cells | None:
    if "education" not in people.asked.keys:
        return None
    known = assumed.shares("education")

    def share(labels: Labels) -> Floats:
        each = labels["education"].tolist()
        return tilted(labels, np.array([known[code] for code in each]), "education", each)

    values = [{"education": code} for code in code_list("education").codes]
    dims = people.asked.dims("education")
    return family("educations", people.spells, dims=dims, values=values, share=share)


def _reasons(people: Participants) -> Cells | None:
    if "exit_reason" not in people.asked.keys:
        return None
    values = [{"exit_reason": code} for code in assumed.weights("exit_reasons")]

    def share(labels: Labels) -> Floats:
        pairs = zip(labels["exit_reason"].tolist(), labels["after"].tolist(), strict=True)
        return np.array([reason_weight(reason, after) for reason, after in pairs])

    dims = ("sex", "exited", "after", "times")
    return family("reasons", people.spells, dims=dims, values=values, share=share)


def reason_weight(reason: str, after: str) -> float:
    """How likely a reason of exit is for someone who left to ``after``: they agree, mostly."""
    weight = assumed.weights("exit_reasons")[reason]
    if reason in AFTER:
        return weight * 5 if reason == after else weight * 0.01
    if after in ("work", "studies", "job_seeking"):
        return weight * 0.04
    planned = reason in ("further_rehabilitation", "completed_other")
    return weight * 0.2 if planned and after == "missing" else weight


def _kinds(people: Participants) -> Cells | None:
    if "work_kind" not in people.asked.keys and "work_kind_after" not in people.asked.indicators:
        return None
    known = assumed.shares("work_kinds")
    return family(
        "kinds",
        people.spells,
        dims=("sex", "exited", "times"),
        values=[{"work_kind": code} for code in known],
        share=lambda labels: np.array([known[code] for code in labels["work_kind"].tolist()]),
        where={"after": "work"},
    )


def _bands(people: Participants) -> Cells | None:
    if "band" not in people.asked.keys:
        return None
    known = assumed.shares("support_bands")
    return family(
        "bands",
        people.spells,
        dims=("sex", "entered", "times"),
        values=[{"band": band} for band in BANDS],
        share=lambda labels: np.array([known[band] for band in labels["band"].tolist()]),
    )


def _referrals(people: Participants) -> Cells | None:
    if "referred_by" not in people.asked.keys:
        return None
    known = assumed.shares("referred_by")
    return family(
        "referrals",
        people.spells,
        dims=("sex", "entered"),
        values=[{"referred_by": party} for party in known],
        share=lambda labels: np.array([known[party] for party in labels["referred_by"].tolist()]),
    )


def _laters(people: Participants, point: str) -> Cells | None:
    if point not in people.asked.keys.get("point", set()):
        return None
    measured = assumed.weights("measured_later_percent")[point] / 100

    def share(labels: Labels) -> Floats:
        known = {"yes": measured * 0.36, "no": measured * 0.64, "missing": 1 - measured}
        return np.array([known[each] for each in labels["later"].tolist()])

    values = [{"later": each} for each in ("yes", "no", "missing")]
    dims = ("sex", "exited", "times")
    return family(point, people.spells, dims=dims, values=values, share=share)


_FAMILIES: dict[str, Any] = {
    "ages": _ages,
    "incomes": _incomes,
    "long": _long,
    "educations": _educations,
    "reasons": _reasons,
    "kinds": _kinds,
    "bands": _bands,
    "referrals": _referrals,
    "month_6": lambda people: _laters(people, "month_6"),
    "month_12": lambda people: _laters(people, "month_12"),
}
