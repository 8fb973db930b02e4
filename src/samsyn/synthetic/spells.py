"""Invented spells: one row a person's time among the participants, with all it carries.

Attributes that figures ask for are dealt exactly as counted; the rest are drawn by what is
assumed. Those who reached work or study are likelier to have what makes that likelier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samsyn.synthetic import assumed
from samsyn.synthetic.calibrate import Calibrated
from samsyn.synthetic.cells import Cells, Floats
from samsyn.synthetic.chance import one_of
from samsyn.synthetic.drawing import dealt, dealt_cells, spread_out, value_order
from samsyn.synthetic.incomes import REST, SICK_LISTED
from samsyn.synthetic.participants import odds, reason_weight
from samsyn.synthetic.settings import setting_names

Columns = dict[str, NDArray[Any]]
AGE_SPANS = {"16-29": (17, 29), "30-44": (31, 44), "45-59": (46, 59), "60-64": (61, 64),
             "other": (66, 67)}  # fmt: skip
PERCENTS = (25, 50, 75, 100)
COMPENSATED_AGES = (20, 29)  # ages reached in the year of entry for which the law surely holds


def spells(calibrated: Calibrated, rng: np.random.Generator) -> Columns:
    """Columns by name, in random order; ``sources`` are the named sources joined by '+'."""
    cells = calibrated.people.spells
    rows = spread_out(cells, tuple(cells.labels))
    order = rng.permutation(len(rows["sex"]))
    rows = {name: column[order] for name, column in rows.items()}
    rows["gained"] = np.isin(rows["after"], ("work", "studies"))
    _ages(calibrated, rows, rng)
    _incomes(calibrated, rows, rng)
    _educations(calibrated, rows, rng)
    _before(rows, rng)
    _simple(calibrated, rows, rng)
    _later(calibrated, rows, rng)
    _settings(calibrated, rows, rng)
    return rows


def _settings(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    """The kind of intervention, and whether long sick-listed, where figures ask for them."""
    number, families = len(rows["sex"]), calibrated.people.families
    rows["setting"] = np.full(number, "|", "U64")
    if "settings" in families:
        cells = families["settings"]
        known = rows | {"age_group": rows.get("dealt_age_group", rows["age_group"])}
        at = dealt_cells(known, cells, _dims(cells, "groups", "method"), rng)
        rows["setting"] = setting_names(cells, at)
    if "long" in families:
        cells = families["long"]
        known = rows | {"sources": rows["dealt_sources"]}
        these = np.isin(known["sources"], np.unique(cells.labels["sources"]))
        some = {name: column[these] for name, column in known.items()}
        rows["long"] = np.zeros(number, bool)
        rows["long"][these] = dealt(some, cells, _dims(cells, "long"), "long", rng)


def _dims(cells: Cells, *values: str) -> tuple[str, ...]:
    return tuple(name for name in cells.labels if name not in values)


def _liking(rows: Columns, values: Sequence[str], kind: str) -> Floats:
    """Rows × values: the odds of each value for those who reached work or study, else one."""
    tilt = np.array([odds(kind, value) for value in values])
    return np.where(rows["gained"][:, None], tilt[None, :], 1.0)


def _drawn(rows: Columns, known: dict[str, float], kind: str, rng: np.random.Generator) -> Any:
    """A value for each row by the assumed weights and the odds of ``kind``."""
    values = list(known)
    weights = np.array(list(known.values()))[None, :] * _liking(rows, values, kind)
    edges = np.cumsum(weights, axis=1)
    drawn = rng.random(len(edges)) * edges[:, -1]
    return np.asarray(values)[(edges < drawn[:, None]).sum(axis=1).clip(0, len(values) - 1)]


def _ages(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    by_age = assumed.weights("age_groups")
    cells = calibrated.people.families.get("ages")
    if cells is None:
        rows["age_group"] = _drawn(rows, by_age, "age", rng)
        share = assumed.weights("income_before")["activity_compensation"] / by_age["16-29"]
        young = rows["age_group"] == "16-29"
        rows["compensated"] = young & (rng.random(len(young)) < share)
    else:
        named = dict(cells.labels)
        named["kind"] = np.where(named["compensated"], "compensated", named["age_group"])
        kinds = Cells("ages", named, cells.guide, counts=cells.counts)
        values = value_order(kinds, "kind").tolist()
        liking = _liking(rows, [v if v != "compensated" else "16-29" for v in values], "age")
        kind = dealt(rows, kinds, _dims(cells, "age_group", "compensated"), "kind", rng, liking)
        rows["compensated"] = kind == "compensated"
        rows["age_group"] = np.where(rows["compensated"], "16-29", kind)
        rows["dealt_age_group"] = rows["age_group"].copy()
        _older(rows, by_age, rng)
    least, most = (
        np.array([AGE_SPANS[group][end] for group in rows["age_group"].tolist()]) for end in (0, 1)
    )
    least = np.where(rows["compensated"], COMPENSATED_AGES[0], least)
    rows["birth_year"] = rows["entered"] - rng.integers(least, most + 1)


def _older(rows: Columns, by_age: dict[str, float], rng: np.random.Generator) -> None:
    """Those whose age no figure asks for but that they are not young."""
    older = rows["age_group"] == "30-59"
    groups = {group: by_age[group] for group in ("30-44", "45-59", "60-64")}
    rows["age_group"] = np.where(older, _drawn(rows, groups, "age", rng), rows["age_group"])


def _incomes(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    cells = calibrated.people.families.get("incomes")
    known = assumed.weights("income_before")
    number = len(rows["sex"])
    named: set[str] = {"activity_compensation"}
    if cells is None:
        sources = np.where(rows["compensated"], "activity_compensation", REST).astype("U80")
    else:
        values = value_order(cells, "sources").tolist()
        first = [value.split("+")[0] for value in values]
        liking = _liking(rows, first, "income")
        sources = dealt(rows, cells, _dims(cells, "sources"), "sources", rng, liking).astype("U80")
        rows["dealt_sources"] = sources.copy()
        named |= {source for value in values for source in value.split("+") if source}
    others = {source: weight for source, weight in known.items() if source not in named}
    if others:
        drawn = _drawn(rows, others, "income", rng)
        sources = np.where(sources == REST, drawn, sources)
        second = [s for s in others if s != "no_public_income" and s not in SICK_LISTED]
        if second:
            _second(sources, second, known, rng, number)
    if "young_disability" in calibrated.people.asked.keys.get("derived_group", set()):
        free = (rows["age_group"] == "16-29") & ~rows["compensated"]
        for mark in ("+sickness_compensation", "sickness_compensation+"):
            sources[free] = np.char.replace(sources[free], mark, "")
        sources[free & (sources == "sickness_compensation")] = "other_public"
    rows["sources"] = sources


def _second(
    sources: NDArray[np.str_],
    second: list[str],
    known: dict[str, float],
    rng: np.random.Generator,
    number: int,
) -> None:
    """A second source for some, of those no figure asks for."""
    more = one_of(rng, second, np.array([known[each] for each in second]), number)
    single = np.array(["+" not in each for each in sources.tolist()])
    some = rng.random(number) < assumed.number("income_pairs_percent") / 100
    some &= single & (sources != "no_public_income") & (sources != REST) & (sources != more)
    sources[some] = np.char.add(np.char.add(sources[some], "+"), more[some])


def _educations(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    cells, known = calibrated.people.families.get("educations"), assumed.weights("education")
    if cells is None:
        rows["education"] = _drawn(rows, known, "education", rng)
        return
    liking = _liking(rows, value_order(cells, "education").tolist(), "education")
    dims = _dims(cells, "education")
    rows["education"] = dealt(rows, cells, dims, "education", rng, liking)


def _before(rows: Columns, rng: np.random.Generator) -> None:
    """Occupation at entry; where figures ask, the cells carry it."""
    if "before" not in rows:
        known = assumed.weights("occupation_before")
        rows["before"] = one_of(rng, list(known), np.array(list(known.values())), len(rows["sex"]))
        same = np.isin(rows["after"], ("work", "studies")) & (rows["before"] == rows["after"])
        rows["increased"] = rows["gained"] & (~same | (rng.random(len(same)) < 0.5))
    _extents(rows, rng)
    if "freed" not in rows:
        share = np.where(rows["after"] == "work", 0.45, np.where(rows["gained"], 0.1, 0.08))
        rows["freed"] = (rows["after"] != "missing") & (rng.random(len(share)) < share)


def _extents(rows: Columns, rng: np.random.Generator) -> None:
    """Percent of full time before and after, risen exactly where it is said to have."""
    number = len(rows["sex"])
    before = np.asarray(PERCENTS)[rng.integers(0, 2, number)]
    after = np.asarray(PERCENTS)[rng.integers(1, 4, number)]
    same = rows["before"] == rows["after"]
    after = np.where(same & ~rows["increased"], before, after)
    rows["percent_after"] = np.where(same & rows["increased"], before + 25, after)
    rows["percent_before"] = before


def _simple(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    """Reason of exit, kind of work, who referred, time on public support."""
    families, number = calibrated.people.families, len(rows["sex"])
    rows["exit_reason"] = _reasons(rows, families.get("reasons"), rng)
    for name, value, table in (
        ("referrals", "referred_by", "referred_by"),
        ("bands", "band", "support_bands"),
        ("kinds", "work_kind", "work_kinds"),
    ):
        known = assumed.weights(table)
        drawn = one_of(rng, list(known), np.array(list(known.values())), number)
        if value == "band":
            drawn = _drawn(rows, known, "band", rng)
        if name in families:
            cells = families[name]
            these = rows["after"] == "work" if name == "kinds" else np.ones(number, bool)
            some = {key: column[these] for key, column in rows.items()}
            drawn[these] = dealt(some, cells, _dims(cells, value), value, rng)
        rows[value] = drawn


def _reasons(rows: Columns, cells: Cells | None, rng: np.random.Generator) -> NDArray[Any]:
    if cells is not None:
        return dealt(rows, cells, _dims(cells, "exit_reason"), "exit_reason", rng)
    known = list(assumed.weights("exit_reasons"))
    found = np.full(len(rows["sex"]), "", "U32")
    for after in np.unique(rows["after"]).tolist():
        these = rows["after"] == after
        weights = np.array([reason_weight(reason, after) for reason in known])
        found[these] = one_of(rng, known, weights, int(these.sum()))
    return found


def _later(calibrated: Calibrated, rows: Columns, rng: np.random.Generator) -> None:
    """Work or study 6 and 12 months after: those who had it keep it more often."""
    for point, percent in assumed.weights("measured_later_percent").items():
        cells = calibrated.people.families.get(point)
        chance = np.where(rows["gained"], 0.78, np.where(rows["after"] == "job_seeking", 0.3, 0.1))
        number = len(chance)
        drawn = np.where(rng.random(number) < chance, "yes", "no")
        drawn = np.where(rng.random(number) < percent / 100, drawn, "missing")
        if cells is not None:
            order = value_order(cells, "later").tolist()
            wish = {"yes": chance, "no": 1 - chance, "missing": np.ones(number)}
            liking = np.stack([wish[each] for each in order], axis=1)
            drawn = dealt(rows, cells, _dims(cells, "later"), "later", rng, liking)
        rows[point] = drawn
