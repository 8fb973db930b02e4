"""The rules R01–R19 once more, a row at a time in plain Python, from the text of the contract.

Slow and short on purpose: what the columnar checks are compared with. Rows are dictionaries of
text, an unknown value is "". ``held`` has the register's rows by table and key.
"""

import re
from collections import Counter, defaultdict
from datetime import date

from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.tables import TABLES, Field, Kind

Row = dict[str, str]
Tables = dict[str, list[Row]]
Key = tuple[str, ...]
Place = tuple[str, int]  # table and place among its rows, from 0

FORMS = {
    Kind.IDENTIFIER: r"(?![=+\-@\s])[^\x00-\x1f\x7f]{0,254}[^\x00-\x1f\x7f\s]",
    Kind.TEXT: r"[^\x00]+",
    Kind.DATE: r"(18|19|20|21)\d\d-\d\d-\d\d",
    Kind.BOOLEAN: "true|false",
    Kind.YEAR: r"\d{4}",
    Kind.HALF: "[12]",
    Kind.COUNT: r"\d{1,9}",
    Kind.MONEY: r"-?\d{1,15}",
    Kind.PERCENT: "0*([1-9][0-9]?|100)",
    Kind.DECIMAL: r"\d{1,9}(\.\d{1,4})?",
    Kind.IDENTITY_NUMBER: r"\d{12}",
}
HAPPENED = (
    "held_on",
    "birth_date",
    "entered_on",
    "exited_on",
    "consented_on",
    "consent_withdrawn_on",
    "measured_on",
    "public_support_since",
    "since",
    "benefit_since",
    "plan_agreed_on",
    "occurred_on",
)
DIAGRAM = """
requested assessment_first
assessment_first assessment_last
assessment_last preparatory_planned
assessment_last vocational_planned
preparatory_planned preparatory_started
vocational_planned vocational_started
preparatory_started vocational_started
vocational_started preparatory_started
assessment_last ended
preparatory_planned ended
vocational_planned ended
preparatory_started ended
vocational_started ended
"""
STEPS = {tuple(line.split()) for line in DIAGRAM.split("\n") if line}


def key_of(table: str, row: Row) -> Key:
    return tuple(row[name] for name in TABLES[table].key)


class PlainCheck:
    """A package judged: ``refused`` places, and ``warned`` rules with places."""

    def __init__(self, package: Tables, held: dict[str, dict[Key, Row]], today: date) -> None:
        self.package, self.held, self.today = package, held, today
        self.refused: set[Place] = set()
        self.repeats: set[Place] = set()
        self._values()
        self._keys()
        while fallen := self._round():
            self.refused |= fallen
        self.warned = set(self._warnings())
        self.volume = self._volume()

    def ours(self, table: str) -> list[tuple[int, Row]]:
        """The package's rows that still stand, whole, with their places."""
        standing = []
        for place, row in enumerate(self.package.get(table, [])):
            if (table, place) in self.refused | self.repeats:
                continue
            before = self.held.get(table, {}).get(key_of(table, row), {})
            whole = {name: row.get(name, before.get(name, "")) for name in TABLES[table].names}
            standing.append((place, whole))
        return standing

    def all(self, table: str) -> dict[Key, tuple[int | None, Row]]:
        """Package and register as one, by key; the place is None for the register's."""
        rows: dict[Key, tuple[int | None, Row]] = {
            key: (None, row) for key, row in self.held.get(table, {}).items()
        }
        return rows | {key_of(table, row): (place, row) for place, row in self.ours(table)}

    def _values(self) -> None:
        for table, rows in self.package.items():
            for place, row in enumerate(rows):
                if any(self._wrong(TABLES[table].field(name), row[name]) for name in row):
                    self.refused.add((table, place))

    def _wrong(self, field: Field, value: str) -> bool:
        if not value:
            return field.filled
        if field.kind in (Kind.CODE, Kind.CODES):
            parts = value.split(";") if field.kind is Kind.CODES else [value]
            return not set(parts) <= set(_codes(field.code_list))
        if not re.fullmatch(FORMS[field.kind], value, re.ASCII | re.DOTALL):
            return True
        if field.kind is Kind.YEAR:
            return not (1850 if field.name == "birth_year" else 1990) <= int(value) <= 2100
        if field.kind is Kind.DATE:
            try:
                date.fromisoformat(value)
            except ValueError:
                return True
        return False

    def _keys(self) -> None:
        for table, rows in self.package.items():
            by_key = defaultdict(list)
            for place, row in enumerate(rows):
                needed = [f.name for f in TABLES[table].fields if f.key and f.filled]
                dates = [f.name for f in TABLES[table].fields if f.key and f.kind is Kind.DATE]
                if all(row[name] for name in needed) and not any(
                    self._wrong(TABLES[table].field(name), row[name]) for name in dates
                ):
                    by_key[key_of(table, row)].append(place)
            for places in by_key.values():
                if any(rows[place] != rows[places[0]] for place in places):
                    self.refused |= {(table, place) for place in places}
                else:
                    self.repeats |= {(table, place) for place in places[1:]}

    def _round(self) -> set[Place]:
        """What falls now: first for want of what it refers to, then by the other rules."""
        lost = {
            (table, place)
            for table in self.package
            for place, row in self.ours(table)
            for field in TABLES[table].fields
            if field.name in self.package[table][place]
            and field.refers_to
            and row[field.name]
            and not self._stands(field.refers_to, row[field.name])
        }
        return lost or set(self._refusals())

    def _stands(self, table: str, value: str) -> bool:
        given = {row[TABLES[table].key[0]] for row in self.package.get(table, [])}
        if value in given:
            return value in {key_of(table, row)[0] for _, row in self.ours(table)}
        return (value,) in self.held.get(table, {})

    def _refusals(self):
        today = self.today.isoformat()
        for table in self.package:
            for place, row in self.ours(table):
                for first, last in (("first_day", "last_day"), ("entered_on", "exited_on")):
                    if first in row and last in row and "" != row[last] < row[first]:
                        yield table, place
                happened = [*HAPPENED, *(["first_day"] if table == "status_spell" else [])]
                if any(row.get(name, "") > today for name in happened):
                    yield table, place
        yield from self._within()
        yield from self._people()
        yield from self._followed()
        yield from self._cases()

    def _within(self):
        associations, interventions = self.all("association"), self.all("intervention")
        for place, row in interventions.values():
            above, outer = associations[(row["association_code"],)]
            days = [row["first_day"], row["last_day"] or row["first_day"]]
            if days[0] < outer["first_day"] or (
                outer["last_day"] and max(days) > outer["last_day"]
            ):
                if place is not None:
                    yield "intervention", place
                elif above is not None:
                    yield "association", above
        for place, row in self.all("participation").values():
            middle, inner = interventions[(row["intervention_code"],)]
            above, outer = associations[(inner["association_code"],)]
            end = inner["last_day"] or outer["last_day"]
            if row["entered_on"] < inner["first_day"] or (end and row["entered_on"] > end):
                if place is not None:
                    yield "participation", place
                elif middle is not None:
                    yield "intervention", middle
                elif above is not None:
                    yield "association", above

    def _people(self):
        for place, row in self.ours("participation"):
            if "" != row["consent_withdrawn_on"] <= row["entered_on"]:
                yield "participation", place
            if bool(row["exited_on"]) != bool(row["exit_reason"]):
                yield "participation", place
        sources = defaultdict(set)
        for _, row in self.all("income").values():
            sources[row["participation_id"], row["point"]].add(row["source"])
        for place, row in self.ours("income"):
            at = sources[row["participation_id"], row["point"]]
            if "no_public_income" in at and len(at) > 1:
                yield "income", place
        yield from self._numbers()

    def _numbers(self):
        given = {p: r for p, r in self.ours("person") if "personal_identity_number" in
                 self.package["person"][p] and r["personal_identity_number"]}  # fmt: skip
        times = Counter(_number(row) for row in given.values())
        in_package = {
            row["person_id"]
            for place, row in self.ours("person")
            if "personal_identity_number" in self.package["person"][place]
        }
        holders = {
            _number(row): row["person_id"]
            for row in self.held.get("person", {}).values()
            if row["personal_identity_number"] and row["person_id"] not in in_package
        }
        for place, row in given.items():
            if (
                times[_number(row)] > 1
                or holders.get(_number(row), row["person_id"]) != row["person_id"]
            ):
                yield "person", place
            if not _agrees(row):
                yield "person", place

    def _followed(self):
        how = {key[0]: row for key, (_, row) in self.all("intervention").items()}
        for place, row in self.ours("participation"):
            if how[row["intervention_code"]]["follow_up"] == "counts":
                yield "participation", place
        for place, row in self.ours("head_count"):
            of = how[row["intervention_code"]]
            counts = of["follow_up"] == "counts"
            wrong = {
                "volume": not counts,
                "anonymous": counts,
                "structural": of["orientation"] == "individual",
            }
            if wrong[row["kind"]]:
                yield "head_count", place
        registered = {
            row["intervention_code"]
            for table in ("participation", "head_count", "structural_activity")
            for row in self.held.get(table, {}).values()
        }
        for place, row in self.ours("intervention"):
            if row["orientation"] == "structural" and row["follow_up"] == "persons":
                yield "intervention", place
            before = self.held.get("intervention", {}).get((row["intervention_code"],))
            is_fixed = before is not None and row["intervention_code"] in registered
            if is_fixed and any(before[n] != row[n] for n in ("orientation", "follow_up", "esf")):
                yield "intervention", place

    def _cases(self):
        order = code_list("cooperation_event").codes
        events = defaultdict(list)
        for _, row in self.all("cooperation_event").values():
            events[row["case_id"]].append((row["occurred_on"], order.index(row["event"])))
        wrong = {case for case, days in events.items() if not _in_order(days, order)}
        for place, row in self.ours("cooperation_event"):
            if row["case_id"] in wrong:
                yield "cooperation_event", place

    def _warnings(self):
        for place, row in self.ours("measurement"):
            for answer, percent in (("works", "work_percent"), ("studies", "study_percent")):
                if (row[answer] == "false" and row[percent]) or (
                    row[answer] == "true" and not row[percent]
                ):
                    yield "R14", "measurement", place
        limit = self.today.replace(year=self.today.year - 3).isoformat()
        for place, row in self.ours("participation"):
            if not row["exited_on"] and row["entered_on"] < limit:
                yield "R18", "participation", place
        yield from self._funds()
        yield from self._ages()
        yield from self._parallel()
        yield from self._parties()

    def _funds(self):
        given = defaultdict(dict)
        places = {}
        for place, row in self.all("association_funds").values():
            group = row["association_code"], row["year"]
            given[group][row["source"]] = int(row["amount_sek"])
            if place is not None and row["source"] in ("state", "region", "municipality"):
                places[group] = min(place, places.get(group, place))
        for group, place in places.items():
            amounts = [
                given[group].get(source, 0) for source in ("state", "region", "municipality")
            ]
            total = sum(amounts)
            # share - law > 1/100, in whole numbers
            off = [
                abs(100 * a - law * total) > total
                for a, law in zip(amounts, (50, 25, 25), strict=True)
            ]
            if total > 0 and any(off):
                yield "R13", "association_funds", place

    def _ages(self):
        people = {key[0]: row for key, (_, row) in self.all("person").items()}
        entries = {key[0]: row for key, (_, row) in self.all("participation").items()}
        measured = {key: row["measured_on"] for key, (_, row) in self.all("measurement").items()}
        for place, row in self.ours("income"):
            if row["source"] != "activity_compensation":
                continue
            entry = entries[row["participation_id"]]
            person = people[entry["person_id"]]
            at = {"entry": entry["entered_on"], "exit": entry["exited_on"]}.get(row["point"], "")
            day = measured.get((row["participation_id"], row["point"]), at)
            year, month = int(person["birth_year"]), person["birth_date"][5:7] or "12"
            if day and not f"{year + 19}-07-01" <= day < f"{year + 30}-{month}-01":
                yield "R15", "income", place

    def _parallel(self):
        rows = [
            (place, row)
            for place, row in self.all("participation").values()
            if row["exit_reason"] != "registered_in_error"
        ]
        for place, row in rows:
            for other_place, other in rows:
                same = all(row[n] == other[n] for n in ("person_id", "intervention_code"))
                before = _begins(other) < _begins(row)
                end = other["exited_on"] or "9999-12-31"
                if same and before and row["entered_on"] <= end:
                    if place is not None:
                        yield "R16", "participation", place
                    elif other_place is not None:
                        yield "R16", "participation", other_place

    def _parties(self):
        party = {key[0]: row["party"] for key, (_, row) in self.all("organisation").items()}
        closes = {key[0]: row["last_day"] for key, (_, row) in self.all("association").items()}
        members = [row for _, row in self.all("association_member").values()]
        for place, row in self.ours("intervention"):
            first = date.fromisoformat(row["first_day"])
            end = row["last_day"] or closes[row["association_code"]] or "9999-12-31"
            last = date.fromisoformat(end)
            edges = {first.isoformat(), last.isoformat()}
            for member in members:  # the number of parties changes only here
                for day in (member["first_day"], member["last_day"]):
                    if day:
                        edges |= {
                            date.fromordinal(
                                date.fromisoformat(day).toordinal() + shift
                            ).isoformat()
                            for shift in (-1, 0, 1)
                        }
            for day in edges:
                if not first.isoformat() <= day <= last.isoformat():
                    continue
                present = {
                    party[member["organisation_code"]]
                    for member in members
                    if member["association_code"] == row["association_code"]
                    and member["first_day"] <= day <= (member["last_day"] or "9999-12-31")
                }
                if len(present) < 2:
                    yield "R17", "intervention", place

    def _volume(self) -> set[tuple[str, int, int, int]]:
        """R19, where the package changes the figures."""
        now = _jumps(self.all)
        before = _jumps(PlainCheck({}, self.held, self.today).all) if self.package else set()
        return now - before


def _codes(name: str) -> tuple[str, ...]:
    return tuple(municipalities()) if name == "municipality" else code_list(name).codes


def _begins(row: Row) -> tuple[str, str]:
    return row["entered_on"], row["participation_id"]


def _number(row: Row) -> tuple[str, str]:
    return row["controller"], row["personal_identity_number"]


def _agrees(row: Row) -> bool:
    number = row["personal_identity_number"]
    total = 0
    for place, digit in enumerate(number[2:]):
        doubled = int(digit) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    day = int(number[6:8])
    born = f"{number[:4]}-{number[4:6]}-{day - 60 if day > 60 else day:02}"
    try:
        date.fromisoformat(born)
    except ValueError:
        return False
    sex = "man" if int(number[10]) % 2 else "woman"
    return (
        total % 10 == 0
        and number[:4] == row["birth_year"]
        and row["birth_date"] in ("", born)
        and row["sex"] in ("unknown", sex)
    )


def _in_order(days: list[tuple[str, int]], order: tuple[str, ...]) -> bool:
    state = ""
    for _, place in sorted(days):
        event = order[place]
        if state in ("ended", "interrupted"):
            return False
        if event == "employer_support":
            continue
        starts = state == "" and event == "requested"
        stops = state != "" and event == "interrupted"
        if not (starts or stops or (state, event) in STEPS):
            return False
        state = event
    return True


def _jumps(all_rows) -> set[tuple[str, int, int, int]]:
    of = {key[0]: row["association_code"] for key, (_, row) in all_rows("intervention").items()}
    counted: Counter[tuple[str, int]] = Counter()
    for _, row in all_rows("participation").values():
        if row["exit_reason"] != "registered_in_error":
            counted[of[row["intervention_code"]], int(row["entered_on"][:4])] += 1
    for _, row in all_rows("head_count").values():
        counted[of[row["intervention_code"]], int(row["year"])] += int(row["persons"])
    return {
        (code, year, counted[code, year - 1], after)
        for (code, year), after in list(counted.items())
        if counted.get((code, year - 1), 0) >= 20
        and 2 * abs(after - counted[code, year - 1]) > counted[code, year - 1]
    }
