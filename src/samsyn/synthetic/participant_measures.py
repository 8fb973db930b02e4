"""What the indicators of participants and head counts measure, in cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from samsyn.synthetic.cells import Cells, Sum
from samsyn.synthetic.heads import Heads
from samsyn.synthetic.incomes import has
from samsyn.synthetic.measure import Measure, NotBound, one_of, only
from samsyn.synthetic.participants import Participants
from samsyn.synthetic.settings import TAGS_OF_DISABILITY

Keys = Mapping[str, str]
Where = dict[str, Any]
PERCENT = 100.0
AFTER = {
    "outcome_work_or_study": ("work", "studies"),
    "outcome_job_seeking": ("job_seeking",),
    "outcome_work_study_or_job_seeking": ("work", "studies", "job_seeking"),
}
MEASURED = ("work", "studies", "job_seeking", "other")
PERSON_KEYS = (
    "age_group", "education", "income_source", "derived_group", "target_group", "method",
)  # fmt: skip
OUTCOME_KEYS = ("age_group", "education", "income_before")


class ParticipantMeasures:
    """Measures by indicator: each takes the breakdown and the year."""

    def __init__(self, people: Participants, heads: Heads) -> None:
        self.people, self.heads = people, heads
        counted = {
            "participants_anonymous": lambda keys, year: self._heads("anonymous", keys, year),
            "participants_volume": lambda keys, year: self._heads("volume", keys, year),
            "participants_identified": self._identified,
            "participants_on_benefit": self._on_benefit,
            "participants_started": self._started,
            "participants_total": self._total,
            "participants_structural": self._structural,
            "completed": self._completed,
            "transition_meetings": self._meetings,
            "support_participants": self._support,
        }
        self.known: dict[str, Callable[[Keys, int], Measure]] = {
            **{name: _alone(of) for name, of in counted.items()},
            **{name: self._outcome(after) for name, after in AFTER.items()},
            "benefit_coverage": self._coverage,
            "transition_meeting_coverage": self._meeting_coverage,
            "outcome_coverage": self._measured,
            "occupation_after": lambda keys, year: self._occupation("after", keys, year),
            "occupation_before": lambda keys, year: self._occupation("before", keys, year),
            "started_or_increased": self._increased,
            "no_public_support_after": self._freed,
            "work_kind_after": self._kinds,
            "outcome_later": self._later,
            "outcome_later_coverage": self._later_measured,
            "time_in_public_support": self._band,
        }

    def _cells(self, keys: Keys) -> tuple[Cells, Where]:
        """The lattice a breakdown is found in, and the labels that choose its cells."""
        where: Where = {"sex": keys["sex"]} if "sex" in keys else {}
        families = self.people.families
        for key, value in keys.items():
            if key in ("income_source", "income_before"):
                return self._family("incomes"), where | {"sources": _test(value)}
            if key == "age_group":
                return families["ages"], where | {"age_group": value}
            if key == "education":
                return families["educations"], where | {"education": value}
            if key == "derived_group":
                return self._derived(value, where)
            if key in ("target_group", "method"):
                if key == "method":
                    return self._family("settings"), where | {"method": value}
                return self._family("settings"), where | {"groups": _among(value)}
        return self.people.spells, where

    def _derived(self, group: str, where: Where) -> tuple[Cells, Where]:
        if group == "young_activity_compensation":
            return self._family("ages"), where | {"compensated": True}
        if group == "long_term_sick":
            return self._family("long"), where | {"long": True}
        if group != "young_disability" or "sickness_compensation" in self.people.sources:
            raise NotBound(f"the derived group {group} is not steered together with its incomes")
        young: Where = {"age_group": "16-29", "compensated": False}
        young["groups"] = _among(*TAGS_OF_DISABILITY)
        return self._family("settings"), where | young

    def _family(self, name: str) -> Cells:
        if name not in self.people.families:
            raise NotBound(f"no {name} in the model")
        return self.people.families[name]

    def _identified(self, keys: Keys, year: int) -> Sum:
        one_of(keys, *PERSON_KEYS)
        cells, where = self._cells(keys)
        return cells.sum(**where, entered=lambda y: y <= year, exited=lambda y: y >= year)

    def _on_benefit(self, keys: Keys, year: int) -> Sum:
        if one_of(keys, "income_source") != "income_source":
            raise NotBound("participants_on_benefit has no total")
        return self._identified(keys, year)

    def _started(self, keys: Keys, year: int) -> Sum:
        if one_of(keys, *PERSON_KEYS, "referred_by") == "referred_by":
            return self._family("referrals").sum(**keys, entered=year)
        cells, where = self._cells(keys)
        return cells.sum(**where, entered=year)

    def _total(self, keys: Keys, year: int) -> Sum:
        only(keys)
        return self._identified({}, year) + self.heads.heads.sum(year=year)

    def _heads(self, kind: str, keys: Keys, year: int) -> Sum:
        only(keys, "sex")
        return self.heads.heads.sum(kind=kind, **keys, year=year)

    def _structural(self, keys: Keys, year: int) -> Sum:
        only(keys, "format")
        return self.heads.structural.sum(**keys, year=year)

    def _completed(self, keys: Keys, year: int) -> Sum:
        if one_of(keys, "exit_reason") == "exit_reason":
            if keys["exit_reason"] == "registered_in_error":
                raise NotBound("registered in error counts nowhere")
            reasons = self._family("reasons")
            return reasons.sum(reasons.labels["times"], **keys, exited=year)
        return self._exits(keys, year)

    def _exits(self, keys: Keys, year: int, **where: Any) -> Sum:
        cells, chosen = self._cells(keys)
        return cells.sum(cells.labels["times"], **chosen, **where, exited=year)

    def _outcome(self, after: tuple[str, ...]) -> Callable[[Keys, int], Measure]:
        def measure(keys: Keys, year: int) -> Measure:
            one_of(keys, *OUTCOME_KEYS)
            part = self._exits(keys, year, after=after)
            return Measure(part, self._exits(keys, year, after=MEASURED), PERCENT)

        return measure

    def _measured(self, keys: Keys, year: int) -> Measure:
        only(keys, "sex")
        part = self._exits(keys, year, after=MEASURED)
        return Measure(part, self._exits(keys, year), PERCENT)

    def _occupation(self, point: str, keys: Keys, year: int) -> Measure:
        if "occupation" not in keys:
            raise NotBound("no total: every occupation together is 100 percent")
        rest = {key: value for key, value in keys.items() if key != "occupation"}
        one_of(rest, *OUTCOME_KEYS)
        part = self._exits(rest, year, **{point: keys["occupation"]})
        return Measure(part, self._exits(rest, year, **{point: MEASURED}), PERCENT)

    def _increased(self, keys: Keys, year: int) -> Measure:
        one_of(keys, *OUTCOME_KEYS)
        both = {"before": MEASURED, "after": MEASURED}
        part = self._exits(keys, year, increased=True, **both)
        return Measure(part, self._exits(keys, year, **both), PERCENT)

    def _freed(self, keys: Keys, year: int) -> Measure:
        one_of(keys, *OUTCOME_KEYS)
        part = self._exits(keys, year, freed=True, after=MEASURED)
        return Measure(part, self._exits(keys, year, after=MEASURED), PERCENT)

    def _kinds(self, keys: Keys, year: int) -> Measure:
        only(keys, "sex", "work_kind")
        if "work_kind" not in keys:
            raise NotBound("no total: every kind of work together is 100 percent")
        kinds, sex = self._family("kinds"), {k: v for k, v in keys.items() if k == "sex"}
        times = kinds.labels["times"]
        part = kinds.sum(times, **keys, exited=year)
        return Measure(part, kinds.sum(times, **sex, exited=year), PERCENT)

    def _later(self, keys: Keys, year: int) -> Measure:
        return self._later_share(keys, year, ("yes",), ("yes", "no"))

    def _later_measured(self, keys: Keys, year: int) -> Measure:
        return self._later_share(keys, year, ("yes", "no"), ("yes", "no", "missing"))

    def _later_share(
        self, keys: Keys, year: int, part: tuple[str, ...], whole: tuple[str, ...]
    ) -> Measure:
        only(keys, "sex", "point")
        if keys.get("point") not in ("month_6", "month_12"):
            raise NotBound("only 6 and 12 months after are measured")
        cells = self._family(keys["point"])
        sex = {k: v for k, v in keys.items() if k == "sex"} | {"exited": year}
        times = cells.labels["times"]
        return Measure(
            cells.sum(times, **sex, later=part), cells.sum(times, **sex, later=whole), PERCENT
        )

    def _band(self, keys: Keys, year: int) -> Measure:
        only(keys, "sex", "band")
        cells = self._family("bands") if "band" in keys else self.people.spells
        return Measure(cells.sum(cells.labels["times"], **keys, entered=year))

    def _coverage(self, keys: Keys, year: int) -> Measure:
        part = self._on_benefit(keys, year)
        if keys["income_source"] not in self.heads.population.labels["benefit"]:
            raise NotBound(f"nobody counts the people on {keys['income_source']}")
        sex = {key: value for key, value in keys.items() if key == "sex"}
        whole = self.heads.population.sum(benefit=keys["income_source"], year=year, **sex)
        return Measure(part, whole, PERCENT)

    def _meetings(self, keys: Keys, year: int) -> Sum:
        only(keys, "sex", "reason")
        return self.heads.meetings.sum(**keys, year=year)

    def _meeting_coverage(self, keys: Keys, year: int) -> Measure:
        return Measure(self._meetings(keys, year), self.heads.ended.sum(**keys, year=year), PERCENT)

    def _support(self, keys: Keys, year: int) -> Sum:
        only(keys, "kind")
        return self.heads.support.sum(**keys, year=year)


def _alone(of: Callable[[Keys, int], Sum]) -> Callable[[Keys, int], Measure]:
    return lambda keys, year: Measure(of(keys, year))


def _among(*groups: str) -> Callable[[Any], list[bool]]:
    return lambda labels: [not set(groups).isdisjoint(each.split("+")) for each in labels.tolist()]


def _test(source: str) -> Callable[[Any], list[bool]]:
    return lambda labels: [has(each, source) for each in labels.tolist()]
