"""The cells of money, staff and surveys, and what their figures measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Cells, Floats, Labels, lattice
from samsyn.synthetic.figures import Figure
from samsyn.synthetic.levels import Levels, steady
from samsyn.synthetic.measure import Measure, NotBound, only
from samsyn.synthetic.model import Model
from samsyn.synthetic.participants import identified_level

SOURCES = ("state", "region", "municipality", "equity", "esf", "other")
AMOUNTS = ("budget", "outturn")
OPINIONS = ("positive", "neutral", "negative")
QUESTION = "support_from_authorities"
SURVEY_YEAR = 2017  # the year for which the calibration assumes how many answered
STAFF_UNIT = 0.1  # a full-time equivalent is ten of these
Keys = Mapping[str, str]


@dataclass
class Money:
    """Funds, costs and staff by year."""

    funds: Cells
    administration: Cells
    costs: Cells
    staff: Cells
    surveys: Cells
    questions: tuple[str, ...]
    answered: set[tuple[str, int]]


def money(model: Model, years: tuple[int, ...], levels: Levels, figures: Iterable[Figure]) -> Money:
    """Add money, staff and surveys to the model."""
    surveyed = [f for f in figures if f.indicator == "survey_share"]
    questions = tuple(dict.fromkeys(f.keys.get("question", QUESTION) for f in surveyed))
    total = {year: _funds_level(levels, year) for year in years}
    found = Money(
        funds=model.add(_funds(years, total)),
        administration=model.add(_administration(years, total)),
        costs=model.add(_costs(years, total)),
        staff=model.add(_staff(years, levels)),
        surveys=model.add(_surveys(years, questions or (QUESTION,))),
        questions=questions or (QUESTION,),
        answered=set(),
    )
    _answers(model, found, surveyed, years)
    return found


def _funds_level(levels: Levels, year: int) -> float:
    """All funds of a year, in SEK."""
    shares = assumed.shares("funding_shares")
    for source, share in shares.items():
        known = levels.known(("funds", "", "sum", (("funding_source", source),)))
        if known:
            return assumed.between(known, year) / share
    million = steady("funds_million")
    return levels.level("funds", year, otherwise=lambda y: million(y) * 1e6, statistic="sum")


def _funds(years: tuple[int, ...], total: Mapping[int, float]) -> Cells:
    shares = assumed.shares("funding_shares")

    def guide(labels: Labels) -> Floats:
        rows = zip(labels["funding_source"].tolist(), labels["year"].tolist(), strict=True)
        return np.array([np.rint(shares.get(s, 0) * total[y]) for s, y in rows])

    return lattice("funds", {"funding_source": SOURCES, "year": years}, guide=guide, whole=False)


def _over(labels: Labels) -> Floats:
    budget = assumed.number("budget_over_outturn_percent") / 100
    return np.where(labels["amount"] == "budget", budget, 1.0)


def _administration(years: tuple[int, ...], total: Mapping[int, float]) -> Cells:
    percent = assumed.weights("administration_percent")

    def guide(labels: Labels) -> Floats:
        rows = zip(labels["kind"].tolist(), labels["year"].tolist(), strict=True)
        level = np.array([percent[kind] / 100 * total[year] for kind, year in rows])
        return np.asarray(np.rint(level * _over(labels)))

    values = {"kind": tuple(percent), "amount": AMOUNTS, "year": years}
    return lattice("administration", values, guide=guide, whole=False)


def _costs(years: tuple[int, ...], total: Mapping[int, float]) -> Cells:
    percent = assumed.weights("intervention_cost_percent")

    def guide(labels: Labels) -> Floats:
        rows = zip(labels["orientation"].tolist(), labels["year"].tolist(), strict=True)
        level = np.array([percent[each] / 100 * total[year] for each, year in rows])
        of_esf = np.where(labels["kind"] == "esf", 0.04, 0.96)
        return np.asarray(np.rint(level * _over(labels) * of_esf))

    values = {
        "orientation": tuple(percent),
        "kind": ("intervention", "esf"),
        "amount": AMOUNTS,
        "year": years,
    }
    return lattice("costs", values, guide=guide, whole=False)


def _staff(years: tuple[int, ...], levels: Levels) -> Cells:
    ratio = assumed.number("staff_ratio") * STAFF_UNIT

    def guide(labels: Labels) -> Floats:
        people = [identified_level(levels, year) for year in labels["year"].tolist()]
        return np.array(people) / ratio

    return lattice("staff", {"year": years}, guide=guide)


def _surveys(years: tuple[int, ...], questions: tuple[str, ...]) -> Cells:
    n, positive = assumed.weights("survey_n"), assumed.weights("survey_positive")

    def guide(labels: Labels) -> Floats:
        share = np.array([positive[each] / 100 for each in labels["respondent_group"].tolist()])
        rest = np.where(labels["answer"] == "neutral", 0.6, 0.4) * (1 - share)
        level = np.array([n[each] for each in labels["respondent_group"].tolist()])
        return np.asarray(level * np.where(labels["answer"] == "positive", share, rest))

    values = {
        "question": questions,
        "respondent_group": tuple(n),
        "answer": OPINIONS,
        "year": years,
    }
    return lattice("surveys", values, guide=guide)


def _answers(model: Model, found: Money, figures: Iterable[Figure], years: tuple[int, ...]) -> None:
    """Fix how many answered, where the figures or the calibration say it."""
    assumed_n = assumed.weights("survey_n")
    for figure in figures:
        group = figure.keys.get("respondent_group", "")
        by_calibration = assumed_n.get(group) if figure.year == SURVEY_YEAR else None
        n = figure.n or by_calibration
        if n and group in assumed_n and figure.year in years:
            found.answered.add((group, figure.year))
            question = figure.keys.get("question", QUESTION)
            cells = found.surveys.sum(question=question, respondent_group=group, year=figure.year)
            model.require(cells, n, n)


class MoneyMeasures:
    """Measures of money, staff and surveys by indicator."""

    def __init__(self, found: Money, others: Mapping[str, Callable[[Keys, int], Measure]]) -> None:
        self.found, self.others = found, others
        self.known: dict[str, Callable[[Keys, int], Measure]] = {
            "funds": self._funds,
            "administration_cost": self._administration,
            "intervention_cost": self._costs,
            "result": self._result,
            "cost_per_participant": self._per_participant,
            "cost_per_work_or_study": self._per_outcome,
            "staff_ratio": self._staff,
            "survey_share": self._survey,
        }

    def _funds(self, keys: Keys, year: int) -> Measure:
        only(keys, "funding_source")
        return Measure(self.found.funds.sum(**keys, year=year), steps=False)

    def _administration(self, keys: Keys, year: int) -> Measure:
        only(keys, "kind", "amount")
        chosen = {"amount": "outturn", **keys}
        return Measure(self.found.administration.sum(**chosen, year=year), steps=False)

    def _costs(self, keys: Keys, year: int) -> Measure:
        only(keys, "kind", "amount")
        chosen = {"amount": "outturn", **keys}
        return Measure(self.found.costs.sum(**chosen, year=year), steps=False)

    def _result(self, keys: Keys, year: int) -> Measure:
        only(keys)
        spent = self._administration({}, year).part + self._costs({}, year).part
        return Measure(self._funds({}, year).part - spent, steps=False)

    def _outturn(self, keys: Keys, year: int) -> Measure:
        only(keys)
        individual = {"orientation": "individual", "amount": "outturn", "year": year}
        return Measure(self.found.costs.sum(**individual))

    def _per_participant(self, keys: Keys, year: int) -> Measure:
        whole = self.others["participants_total"]({}, year).part
        return Measure(self._outturn(keys, year).part, whole, steps=False, part_gives=True)

    def _per_outcome(self, keys: Keys, year: int) -> Measure:
        whole = self.others["outcome_work_or_study"]({}, year).part
        return Measure(self._outturn(keys, year).part, whole, steps=False, part_gives=True)

    def _staff(self, keys: Keys, year: int) -> Measure:
        only(keys)
        people = self.others["participants_identified"]({}, year).part
        return Measure(people, self.found.staff.sum(year=year) * STAFF_UNIT, steps=False)

    def _survey(self, keys: Keys, year: int) -> Measure:
        only(keys, "respondent_group", "question")
        if (keys.get("respondent_group", ""), year) not in self.found.answered:
            raise NotBound("a share of a survey without n")
        chosen = {"question": QUESTION, **keys, "year": year}
        part = self.found.surveys.sum(**chosen, answer="positive")
        return Measure(part, self.found.surveys.sum(**chosen), 100.0)
