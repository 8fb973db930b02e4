"""The cells of reinforced cooperation: cases by year assessed, begun and ended; measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from samsyn.synthetic import assumed
from samsyn.synthetic.cells import Cells, Floats, Labels, Sum, family, lattice
from samsyn.synthetic.levels import Levels, steady
from samsyn.synthetic.measure import Measure, NotBound, only
from samsyn.synthetic.model import Model
from samsyn.synthetic.participants import SEXES

NEVER = 0  # the year of what does not come
BENEFITS = ("sickness_benefit", "activity_compensation", "other")
STATUSES = ("gained", "near", "not")  # work or education; programme or openly unemployed; neither
AT_LEAST, AT_MOST = 60, 4500  # mean days from benefit to assessment
DAYS_BY_TURN = {0: (70, 290), 1: (190, 560), 2: (520, 900), 3: (850, 1250)}
Keys = Mapping[str, str]


@dataclass
class Cases:
    """Cases, their diagnoses and their status after, with sums of days."""

    years: tuple[int, ...]
    cases: Cells
    diagnoses: Cells
    statuses: Cells
    days_before: Cells
    days: Cells


def cases(model: Model, years: tuple[int, ...], levels: Levels) -> Cases:
    """Add reinforced cooperation to the model."""
    every = model.add(_cases(years, levels))
    found = Cases(
        years=years,
        cases=every,
        diagnoses=model.add(_diagnoses(every)),
        statuses=model.add(_statuses(every)),
        days_before=model.add(_days_before(years, every)),
        days=model.add(_days(years, every)),
    )
    _hold(model, found)
    return found


def _cases(years: tuple[int, ...], levels: Levels) -> Cells:
    own = steady("joint_assessments")
    level = {year: levels.level("joint_assessments", year, otherwise=own) for year in years}
    benefits = assumed.shares("case_benefits")

    def guide(labels: Labels) -> Floats:
        women = {year: steady("joint_assessments_women")(year) / 100 for year in years}
        sexes = zip(labels["sex"].tolist(), labels["assessed"].tolist(), strict=True)
        by_sex = [women[year] if sex == "woman" else 1 - women[year] for sex, year in sexes]
        by_benefit = [benefits[each] for each in labels["benefit"].tolist()]
        total = [level[year] for year in labels["assessed"].tolist()]
        return np.array(total) * by_sex * by_benefit * _path(labels)

    after = (NEVER, *years, years[-1] + 1)
    values: dict[str, Any] = {
        "sex": SEXES,
        "benefit": BENEFITS,
        "assessed": years,
        "began": after,
        "ended": after,
        "how": ("ended", "interrupted", "open"),
    }
    return lattice("cases", values, guide=guide, keep=_possible)


def _possible(labels: Labels) -> Any:
    began, ended, assessed = labels["began"], labels["ended"], labels["assessed"]
    last = int(ended.max())
    began_well = (began == NEVER) | ((began >= assessed) & (began <= assessed + 1))
    since = np.where(began == NEVER, assessed, began)
    turns = np.where(began == NEVER, 1, 2)
    ended_well = (ended >= since) & (ended <= since + turns)
    is_open = labels["how"] == "open"
    still = (ended == NEVER) & (since + turns > last)
    return began_well & np.where(is_open, still, ended_well & (ended != NEVER))


def _path(labels: Labels) -> Floats:
    """How likely a case takes its path from the assessment on."""
    started = assumed.number("started_after_assessment") / 100
    begun = labels["began"] != NEVER
    wait = np.where(labels["began"] == labels["assessed"], 0.65, 0.35)
    since = np.where(begun, labels["began"], labels["assessed"])
    turn = np.clip(labels["ended"] - since, 0, 2)
    lasts = np.where(begun, np.array([0.36, 0.54, 0.10])[turn], np.array([0.7, 0.3, 0])[turn])
    how = np.where(labels["how"] == "ended", np.where(begun, 0.85, 0.6), np.where(begun, 0.15, 0.4))
    share = np.where(begun, started * wait, 1 - started) * lasts * how
    return np.asarray(np.where(labels["how"] == "open", started * 0.2, share))


def _diagnoses(every: Cells) -> Cells:
    weights = assumed.weights("diagnoses")
    mental = sum(w for code, w in weights.items() if code.startswith("F"))
    other = sum(weights.values()) - mental

    def share(labels: Labels) -> Floats:
        found = []
        rows = zip(
            labels["benefit"].tolist(),
            labels["assessed"].tolist(),
            labels["diagnosis_group"].tolist(),
            strict=True,
        )
        for benefit, year, code in rows:
            young = benefit == "activity_compensation"
            name = "psychiatric_activity_compensation" if young else "psychiatric"
            mentally = steady(name)(year) / 100
            part = mentally / mental if code.startswith("F") else (1 - mentally) / other
            found.append(weights[code] * part)
        return np.array(found)

    values = [{"diagnosis_group": code} for code in weights]
    dims = ("sex", "benefit", "assessed")
    return family("diagnoses", every, dims=dims, values=values, share=share)


def _statuses(every: Cells) -> Cells:
    points = assumed.shares("status_at_day_90")
    kinds = assumed.weights("case_outcomes")
    gained = kinds["work_unsubsidised"] + kinds["work_subsidised"] + kinds["education"]

    def share(labels: Labels) -> Floats:
        rows = zip(
            labels["ended"].tolist(), labels["point"].tolist(), labels["status"].tolist(),
            strict=True,
        )  # fmt: skip
        found = []
        for year, point, status in rows:
            regained = steady("regained")(year) / 100
            part = {"gained": regained * gained / 100, "near": regained * (1 - gained / 100)}
            part |= {"not": 1 - regained, "none": 1.0}
            found.append(points[point] * part[status])
        return np.array(found)

    values = [{"point": p, "status": s} for p in ("day_90", "exit") for s in STATUSES]
    values.append({"point": "none", "status": "none"})
    where = {"how": "ended", "began": lambda years: years != NEVER}
    dims = ("sex", "benefit", "ended")
    return family("statuses", every, dims=dims, values=values, share=share, where=where)


def _days_before(years: tuple[int, ...], every: Cells) -> Cells:
    mean = assumed.weights("assessment_day")

    def guide(labels: Labels) -> Floats:
        rows = zip(labels["benefit"].tolist(), labels["assessed"].tolist(), strict=True)
        return np.array(
            [
                mean[b] * every.guide[every.chosen({"benefit": b, "assessed": y})].sum()
                for b, y in rows
            ]
        )

    values = {"benefit": BENEFITS, "assessed": years}
    return lattice("days_before", values, guide=guide, whole=False)


def _days(years: tuple[int, ...], every: Cells) -> Cells:
    mean = assumed.weights("cooperation_days")["mean"]

    def guide(labels: Labels) -> Floats:
        rows = zip(labels["benefit"].tolist(), labels["ended"].tolist(), strict=True)
        chosen = [every.chosen({"benefit": b, "ended": y, "how": "ended"}) for b, y in rows]
        return np.array([mean * every.guide[each].sum() for each in chosen])

    values = {"benefit": BENEFITS, "ended": years}
    return lattice("days", values, guide=guide, whole=False)


def _hold(model: Model, found: Cases) -> None:
    """Sums of days must be such as dates can give."""
    for benefit in BENEFITS:
        for year in found.years:
            assessed = found.cases.sum(benefit=benefit, assessed=year)
            days = found.days_before.sum(benefit=benefit, assessed=year)
            model.require(days - assessed * AT_LEAST, 0)
            model.require(assessed * AT_MOST - days, 0)
            days = found.days.sum(benefit=benefit, ended=year)
            for end, sign in ((0, 1), (1, -1)):
                lasting = np.array(
                    [
                        DAYS_BY_TURN[min(max(t, 0), 3)][end]
                        for t in (
                            found.cases.labels["ended"] - found.cases.labels["assessed"]
                        ).tolist()
                    ],
                    float,
                )
                ended = found.cases.sum(lasting, benefit=benefit, ended=year, how="ended")
                model.require((days - ended) * sign, 0)


class CaseMeasures:
    """Measures of reinforced cooperation by indicator."""

    def __init__(self, found: Cases) -> None:
        self.found = found
        self.known: dict[str, Callable[[Keys, int], Measure]] = {
            "joint_assessments": lambda keys, year: Measure(self._assessed(keys, year)),
            "measures_started": self._started,
            "rehabilitation_completed": lambda keys, year: Measure(self._completed(keys, year)),
            "psychiatric_share": self._psychiatric,
            "diagnosis_share": self._diagnosis,
            "started_after_assessment": self._started_share,
            "regained_work_capacity": lambda k, y: self._status(
                k, y, {"status": ("gained", "near")}
            ),
            "cooperation_work_or_education": lambda k, y: self._status(k, y, {"status": "gained"}),
            "regained_at_exit_share": lambda k, y: self._status(k, y, {"point": "exit"}),
            "assessment_day": self._days_before,
            "cooperation_days": self._days,
        }

    def _assessed(self, keys: Keys, year: int, **where: Any) -> Sum:
        only(keys, "benefit", "sex")
        return self.found.cases.sum(**keys, **where, assessed=year)

    def _started(self, keys: Keys, year: int) -> Measure:
        only(keys, "benefit", "sex")
        return Measure(self.found.cases.sum(**keys, began=year))

    def _started_share(self, keys: Keys, year: int) -> Measure:
        part = self._assessed(keys, year, began=lambda years: years != NEVER)
        return Measure(part, self._assessed(keys, year), 100.0)

    def _completed(self, keys: Keys, year: int) -> Sum:
        only(keys, "benefit", "sex")
        begun = {"began": lambda years: years != NEVER, "how": "ended"}
        return self.found.cases.sum(**keys, **begun, ended=year)

    def _psychiatric(self, keys: Keys, year: int) -> Measure:
        only(keys, "benefit", "sex")
        mental = tuple(c for c in assumed.weights("diagnoses") if c.startswith("F"))
        part = self.found.diagnoses.sum(**keys, diagnosis_group=mental, assessed=year)
        return Measure(part, self.found.diagnoses.sum(**keys, assessed=year), 100.0)

    def _diagnosis(self, keys: Keys, year: int) -> Measure:
        only(keys, "benefit", "sex", "diagnosis_group")
        if "diagnosis_group" not in keys:
            raise NotBound("no total: all diagnoses together are 100 percent")
        rest = {key: value for key, value in keys.items() if key != "diagnosis_group"}
        part = self.found.diagnoses.sum(**keys, assessed=year)
        return Measure(part, self.found.diagnoses.sum(**rest, assessed=year), 100.0)

    def _status(self, keys: Keys, year: int, where: Mapping[str, Any]) -> Measure:
        only(keys, "benefit", "sex")
        part = {"status": STATUSES, **where}
        whole = self.found.statuses.sum(**keys, status=STATUSES, ended=year)
        return Measure(self.found.statuses.sum(**keys, **part, ended=year), whole, 100.0)

    def _days_before(self, keys: Keys, year: int) -> Measure:
        only(keys, "benefit")
        part = self.found.days_before.sum(**keys, assessed=year)
        return Measure(part, self._assessed(keys, year), steps=False, part_gives=True)

    def _days(self, keys: Keys, year: int) -> Measure:
        only(keys, "benefit")
        whole = self.found.cases.sum(**keys, ended=year, how="ended")
        return Measure(self.found.days.sum(**keys, ended=year), whole, steps=False, part_gives=True)
