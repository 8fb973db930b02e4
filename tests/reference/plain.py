"""The indicators once more, in plain Python over lists of rows, one cell at a time.

Written from the contract's list and nothing else, to be compared with what the engine counts.
It is slow and says what it means: for one cell, find the units that are in it and count them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.vocabulary.period import Period

Row = dict[str, Any]
Codes = dict[str, str]
Numbers = dict[str, tuple[float | int | None, float | int | None]]
"""By statistic: the value and its denominator, None where there is none."""

ERROR = "registered_in_error"
SICK = {"sickness_benefit", "rehabilitation_benefit"}
AGES = {"16-29": (16, 29), "30-44": (30, 44), "45-59": (45, 59), "60-64": (60, 64)}
BANDS = {"under_1": (0, 1), "1_to_3": (1, 3), "3_to_5": (3, 5), "5_to_9": (5, 9)}
MONTHS = {"month_3": 3, "month_6": 6, "month_12": 12, "month_24": 24}


@dataclass(frozen=True)
class Cell:
    """Where and of whom: a period, an area of a level, and the codes of a breakdown."""

    period: Period
    level: str
    area: str
    codes: tuple[tuple[str, str], ...]

    def without(self, key: str) -> "Cell":
        kept = tuple((name, code) for name, code in self.codes if name != key)
        return Cell(self.period, self.level, self.area, kept)

    def within(self, attributes: dict[str, Any]) -> bool:
        """Whether attributes fit every code of the breakdown.

        Each is a code or a set of codes, or a function that gives it when it is asked for.
        """
        for key, code in self.codes:
            found = attributes[key]() if callable(attributes[key]) else attributes[key]
            if code not in (found if isinstance(found, set) else {found}):
                return False
        return True

    def holds(self, day: date | None) -> bool:
        return day is not None and self.period.first_day <= day <= self.period.last_day


def overlap(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two spans share a day; an empty last day is open."""
    return first <= (other_last or date.max) and other_first <= (last or date.max)


def known(code: str | None) -> str:
    return code or "unknown"


def quantile(values: list[int], share: float) -> float:
    """Type 7, from the values themselves."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


Indicator = Callable[[Cell, str], Numbers]
"""Every statistic of a cell; the second is what ``sex_share`` is of."""


def share(part: int, whole: int) -> Numbers:
    return {"share": (100 * part / whole if whole else None, whole)}


def share_of(rows: list[Row], base: Callable[[Row], bool], part: Callable[[Row], bool]) -> Numbers:
    whole = [row for row in rows if base(row)]
    return share(sum(part(row) for row in whole), len(whole))


def count(units: int | None) -> Numbers:
    return {"count": (units, None)}


def mean(values: list[int]) -> Numbers:
    return {"mean": (sum(values) / len(values) if values else None, len(values))}


class Plain:
    """A register as lists of rows, and every indicator over it."""

    def __init__(self, tables: dict[str, list[Row]], taken_on: date) -> None:
        self.tables, self.taken_on = tables, taken_on
        self.persons = {row["person_id"]: row for row in tables["person"]}
        self.interventions = {row["intervention_code"]: row for row in tables["intervention"]}
        self.associations = {row["association_code"]: row for row in tables["association"]}
        self.counted = [row for row in tables["participation"] if row.get("exit_reason") != ERROR]

    # where

    def own_place(self, row: Row, cell: Cell) -> bool:
        """Whether a participation, case or meeting counts in the area: own municipality."""
        municipality = known(row.get("municipality_code"))
        county = municipality if municipality == "unknown" else municipality[:2]
        if cell.level == "office":
            offices = {row.get("employment_office"), row.get("insurance_office")} - {None}
            return cell.area in (offices or {"unknown"})
        places = {"nation": "", "county": county, "municipality": municipality}
        if cell.level == "association":
            return self.association_of(row) == cell.area
        return places.get(cell.level, row.get("intervention_code")) == cell.area

    def association_of(self, row: Row) -> str:
        return str(self.interventions[row["intervention_code"]]["association_code"])

    def joint_place(self, association: str | None, cell: Cell, intervention: str = "") -> bool:
        """Whether something of an association counts in the area."""
        if cell.level == "county":
            return cell.area in {code[:2] for code in self.area_of(association, cell.period)}
        return {"nation": "", "association": association, "intervention": intervention}[
            cell.level
        ] == cell.area

    def area_of(self, association: str | None, period: Period) -> set[str]:
        """Municipalities on the period's last day, or the association's own last if earlier."""
        if association not in self.associations:
            return set()
        day = min(period.last_day, self.associations[association].get("last_day") or date.max)
        return {
            row["municipality_code"]
            for row in self.tables["association_area"]
            if row["association_code"] == association
            and overlap(row["first_day"], row.get("last_day"), day, day)
        }

    # attributes of participations

    def at(self, row: Row, point: str) -> Row:
        """The measurement at a point, or nothing."""
        for each in self.tables["measurement"]:
            if each["participation_id"] == row["participation_id"] and each["point"] == point:
                return each
        return {}

    def answered(self, row: Row, point: str) -> bool:
        """Whether any of the three answers was given: else the measurement is missing."""
        found = self.at(row, point)
        return any(found.get(name) is not None for name in ("works", "studies", "seeks_work"))

    def income_rows(self, row: Row, point: str) -> list[Row]:
        return [
            each
            for each in self.tables["income"]
            if each["participation_id"] == row["participation_id"] and each["point"] == point
        ]

    def sources(self, row: Row, point: str = "entry") -> set[str]:
        return {each["source"] for each in self.income_rows(row, point)}

    def tags(self, row: Row, period: Period) -> set[str]:
        """Target groups tagged on a day that the tag, the row and the period share."""
        first = row.get("entered_on") or row["first_day"]
        last = row.get("exited_on" if "entered_on" in row else "last_day")
        start = max(first, period.first_day)
        end = min(last or date.max, period.last_day)
        return {
            tag["target_group"]
            for tag in self.tables["intervention_group"]
            if tag["intervention_code"] == row["intervention_code"]
            and overlap(tag["first_day"], tag.get("last_day"), start, end)
        }

    def derived(self, row: Row, period: Period) -> set[str]:
        found = set()
        incomes = self.income_rows(row, "entry")
        sources = {each["source"] for each in incomes}
        if "activity_compensation" in sources:
            found.add("young_activity_compensation")
        since = [each["since"] for each in incomes if each["source"] in SICK and each.get("since")]
        if any((row["entered_on"] - day).days >= 365 for day in since):
            found.add("long_term_sick")
        tagged = self.tags(row, period) & {"young_disability", "neuropsychiatric"}
        young = 16 <= row["age_at_entry"] <= 29 and "activity_compensation" not in sources
        if young and (tagged or "sickness_compensation" in sources):
            found.add("young_disability")
        return found

    def age_group(self, row: Row) -> str:
        fits = [name for name, (low, top) in AGES.items() if low <= row["age_at_entry"] <= top]
        return fits[0] if fits else "other"

    def sex(self, row: Row) -> str:
        return str(self.persons[row["person_id"]]["sex"])

    def codes(self, intervention: str, field: str) -> set[str]:
        return set((self.interventions[intervention].get(field) or "unknown").split(";"))

    # persons

    def individual(self, row: Row) -> bool:
        return bool(self.interventions[row["intervention_code"]]["orientation"] == "individual")

    def active(self, cell: Cell) -> list[Row]:
        """Participations in individual interventions active in the period, in the area."""
        span = cell.period.first_day, cell.period.last_day
        return [
            row
            for row in self.counted
            if self.individual(row)
            and overlap(row["entered_on"], row.get("exited_on"), *span)
            and self.own_place(row, cell)
        ]

    def started(self, cell: Cell) -> list[Row]:
        return [
            row
            for row in self.counted
            if self.individual(row) and cell.holds(row["entered_on"]) and self.own_place(row, cell)
        ]

    def people(self, rows: list[Row], cell: Cell, *, benefits: bool = False) -> int:
        """Persons of those participations that fit the breakdown, once each."""
        of_person: dict[str, list[Row]] = {}
        for row in rows:
            of_person.setdefault(row["person_id"], []).append(row)
        return sum(
            cell.within(self.attributes(own, cell.period, benefits=benefits))
            for own in of_person.values()
        )

    def attributes(self, own: list[Row], period: Period, *, benefits: bool) -> dict[str, Any]:
        latest = max(own, key=lambda row: (row["entered_on"], row["participation_id"]))

        def any_of(codes: Callable[[Row], set[str]], empty: str | None = "unknown") -> set[str]:
            return {code for row in own for code in codes(row) or ({empty} if empty else set())}

        def sources() -> set[str]:
            found = any_of(self.sources, None if benefits else "unknown")
            return found | {"sick_listed"} if benefits and found & SICK else found

        return {
            "sex": lambda: self.sex(latest),
            "age_group": lambda: self.age_group(latest),
            "education": lambda: known(self.at(latest, "entry").get("education")),
            "income_source": sources,
            "target_group": lambda: any_of(lambda row: self.tags(row, period)),
            "derived_group": lambda: any_of(lambda row: self.derived(row, period), None),
            "method": lambda: any_of(lambda row: self.codes(row["intervention_code"], "method")),
            "referred_by": lambda: {known(row.get("referred_by")) for row in own},
        }

    # completed participations

    def completed(self, cell: Cell) -> list[Row]:
        """Those that ended in the period and fit the breakdown."""
        return [
            row
            for row in self.counted
            if self.individual(row)
            and self.interventions[row["intervention_code"]]["follow_up"] == "persons"
            and cell.holds(row.get("exited_on"))
            and self.own_place(row, cell)
            and cell.within(self.of_participation(row))
        ]

    def of_participation(self, row: Row) -> dict[str, Any]:
        return {
            "sex": lambda: self.sex(row),
            "age_group": lambda: self.age_group(row),
            "education": lambda: known(self.at(row, "entry").get("education")),
            "income_before": lambda: self.sources(row) or {"unknown"},
            "income_after": lambda: self.sources(row, "exit") or {"unknown"},
            "exit_reason": lambda: known(row.get("exit_reason")),
            "band": lambda: self.band(row),
        }

    def band(self, row: Row) -> str:
        since = self.at(row, "entry").get("public_support_since")
        if not since or since > row["entered_on"]:
            return "unknown"
        entered = row["entered_on"]
        birthday_passed = (entered.month, entered.day) >= (since.month, since.day)
        years = entered.year - since.year - (not birthday_passed)
        fits = [name for name, (low, top) in BANDS.items() if low <= years < top]
        return fits[0] if fits else "9_or_more"

    def occupation(self, row: Row, point: str) -> str:
        found = self.at(row, point)
        does = [("works", "work"), ("studies", "studies"), ("seeks_work", "job_seeking")]
        return next((name for answer, name in does if found.get(answer)), "other")

    def does(self, row: Row, *answers: str, point: str = "exit") -> bool:
        return any(self.at(row, point).get(answer) for answer in answers)

    def increased(self, row: Row) -> bool:
        before, after = self.at(row, "entry"), self.at(row, "exit")

        def more(does: str, percent: str) -> bool:
            if (after.get(percent) or 0) > (before.get(percent) or 0):
                return True
            return bool(after.get(does)) and after.get(percent) is None and not before.get(does)

        return more("works", "work_percent") or more("studies", "study_percent")

    # heads

    def heads(self, kind: str, cell: Cell) -> int | None:
        """Heads of a kind; None where the half-year is known only as part of the year."""
        total, half = 0, cell.period.half
        rows = [
            row
            for row in self.tables["head_count"]
            if row["kind"] == kind
            and row["year"] == cell.period.year
            and cell.within({"sex": row["sex"]})
            and self.joint_place(self.association_of(row), cell, row["intervention_code"])
        ]
        for name in {(row["intervention_code"], row["sex"]) for row in rows}:
            own = [row for row in rows if (row["intervention_code"], row["sex"]) == name]
            whole = [row["persons"] for row in own if not row.get("half")]
            halves = [row for row in own if row.get("half")]
            if half and not halves:
                return None
            fits = [row["persons"] for row in halves if not half or row["half"] == half]
            total += sum(whole) if whole and not half else sum(fits)
        return total

    def structural(self, cell: Cell) -> int | None:
        heads = 0 if cell.codes else self.heads("structural", cell)
        counted = {
            (row["intervention_code"], row["year"])
            for row in self.tables["head_count"]
            if row["kind"] == "structural"
        }
        activities = [
            row["persons"]
            for row in self.tables["structural_activity"]
            if cell.holds(row["held_on"])
            and (row["intervention_code"], row["held_on"].year) not in counted
            and cell.within({"format": known(row.get("format"))})
            and self.joint_place(self.association_of(row), cell, row["intervention_code"])
        ]
        return None if heads is None else heads + sum(activities)

    def everyone(self, cell: Cell) -> int | None:
        """Identified, anonymous and volume together."""
        parts = [self.heads("anonymous", cell), self.heads("volume", cell)]
        if None in parts:
            return None
        return self.people(self.active(cell), cell) + sum(part or 0 for part in parts)

    def population(self, table: str, code: str, key: str, cell: Cell) -> int:
        """A population by municipality; the nation's own rows before the sum, by year and code."""
        rows = [row for row in self.tables[table] if row["year"] == cell.period.year]
        whole = {row[code] for row in rows if not row.get("municipality_code")}
        if cell.level == "nation":
            rows = [r for r in rows if bool(r.get("municipality_code")) == (r[code] not in whole)]
        else:
            rows = [r for r in rows if r.get("municipality_code") and self.own_place(r, cell)]
        return sum(r["persons"] for r in rows if cell.within({key: r[code], "sex": r["sex"]}))

    def rows_of(self, table: str) -> Iterator[Row]:
        yield from self.tables[table]
