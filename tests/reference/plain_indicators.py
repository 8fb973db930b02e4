"""Every indicator of the contract's list, in plain Python, by id."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.reference.plain import (
    MONTHS,
    Cell,
    Indicator,
    Numbers,
    Plain,
    Row,
    count,
    known,
    mean,
    overlap,
    quantile,
    share,
    share_of,
)
from tests.reference.plain_cases import cases, meetings


def indicators(plain: Plain) -> dict[str, Indicator]:
    """The indicators over one register."""
    return {
        **_associations(plain),
        **_participants(plain),
        **_outcomes(plain),
        **_money(plain),
        **cases(plain),
        **meetings(plain),
    }


def _associations(plain: Plain) -> dict[str, Indicator]:
    def there(cell: Cell) -> list[str]:
        """Associations whose days include the period's last day, in the area."""
        day = cell.period.last_day
        return [
            code
            for code, row in plain.associations.items()
            if overlap(row["first_day"], row.get("last_day"), day, day)
            and plain.joint_place(code, cell)
        ]

    def active(cell: Cell) -> list[Row]:
        span = cell.period.first_day, cell.period.last_day
        return [
            row
            for row in plain.interventions.values()
            if overlap(row["first_day"], row.get("last_day"), *span)
            and plain.joint_place(row["association_code"], cell)
            and cell.within(attributes(row, cell))
        ]

    def attributes(row: Row, cell: Cell) -> dict[str, object]:
        code = row["intervention_code"]
        return {
            "orientation": row["orientation"],
            "focus": plain.codes(code, "focus"),
            "method": plain.codes(code, "method"),
            "target_group": plain.tags(row, cell.period) or {"unknown"},
        }

    def municipalities(cell: Cell, of: str) -> Numbers:
        nation = Cell(cell.period, "nation", "", ())
        own = {code: plain.area_of(code, cell.period) for code in there(nation)}
        if cell.level == "association":
            return count(len(own.get(cell.area, set())))
        found = set().union(*own.values())
        return count(len({code for code in found if code.startswith(cell.area)}))

    def with_group(cell: Cell, of: str) -> Numbers:
        nation = Cell(cell.period, "nation", "", cell.codes)
        busy = {row["association_code"] for row in active(nation)}
        return count(len(busy & set(there(cell.without("target_group")))))

    return {
        "associations": lambda cell, of: count(len(there(cell))),
        "municipalities": municipalities,
        "interventions": lambda cell, of: count(len(active(cell))),
        "interventions_share": lambda cell, of: share(
            len(active(cell)), len(active(cell.without("orientation")))
        ),
        "associations_with_group": with_group,
    }


def _participants(plain: Plain) -> dict[str, Indicator]:
    def identified(cell: Cell) -> int:
        return plain.people(plain.active(cell), cell)

    def on_benefit(cell: Cell) -> int:
        return plain.people(plain.active(cell), cell, benefits=True)

    def sex_share(cell: Cell, of: str) -> Numbers:
        part, _ = indicators(plain)[of](cell, "")["count"]
        whole, _ = indicators(plain)[of](cell.without("sex"), "")["count"]
        if part is None or whole is None:
            return {"share": (None, None)}
        return share(int(part), int(whole))

    return {
        "participants_identified": lambda cell, of: count(identified(cell)),
        "participants_anonymous": lambda cell, of: count(plain.heads("anonymous", cell)),
        "participants_volume": lambda cell, of: count(plain.heads("volume", cell)),
        "participants_total": lambda cell, of: count(plain.everyone(cell)),
        "participants_structural": lambda cell, of: count(plain.structural(cell)),
        "participants_started": lambda cell, of: count(plain.people(plain.started(cell), cell)),
        "sex_share": sex_share,
        "participants_on_benefit": lambda cell, of: count(on_benefit(cell)),
        "benefit_coverage": lambda cell, of: share(
            on_benefit(cell),
            plain.population("benefit_population", "benefit", "income_source", cell),
        ),
    }


def _outcomes(plain: Plain) -> dict[str, Indicator]:
    def after(row: Row) -> bool:
        return plain.answered(row, "exit")

    def works(row: Row) -> bool:
        return plain.does(row, "works", "studies")

    def seeks(row: Row) -> bool:
        return plain.does(row, "seeks_work") and not works(row)

    def of_measured(part: Callable[[Row], bool]) -> Indicator:
        return lambda cell, of: share_of(plain.completed(cell), after, part)

    def occupation(point: str) -> Indicator:
        def numbers(cell: Cell, of: str) -> Numbers:
            wanted = dict(cell.codes)["occupation"]
            return share_of(
                plain.completed(cell.without("occupation")),
                lambda row: plain.answered(row, point),
                lambda row: plain.occupation(row, point) == wanted,
            )

        return numbers

    def work_kind(cell: Cell, of: str) -> Numbers:
        wanted = dict(cell.codes)["work_kind"]
        return share_of(
            plain.completed(cell.without("work_kind")),
            lambda row: plain.does(row, "works"),
            lambda row: known(plain.at(row, "exit").get("work_kind")) == wanted,
        )

    def increased(cell: Cell, of: str) -> Numbers:
        both = [row for row in plain.completed(cell) if plain.answered(row, "entry")]
        return share_of(both, after, plain.increased)

    def no_support(cell: Cell, of: str) -> Numbers:
        return share_of(
            plain.completed(cell),
            lambda row: bool(plain.sources(row, "exit")),
            lambda row: plain.sources(row, "exit") == {"no_public_income"},
        )

    def duration(cell: Cell, of: str) -> Numbers:
        days = [(row["exited_on"] - row["entered_on"]).days for row in plain.completed(cell)]
        quartiles = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}
        return {
            **mean(days),
            **{k: (quantile(days, q) if days else None, len(days)) for k, q in quartiles.items()},
        }

    def entered(cell: Cell) -> list[Row]:
        return [
            row
            for row in plain.counted
            if cell.holds(row["entered_on"]) and plain.own_place(row, cell)
        ]

    def benefit_days(cell: Cell, of: str) -> Numbers:
        source = dict(cell.codes)["income_source"]
        return mean(
            [
                (row["entered_on"] - each["since"]).days
                for row in entered(cell)
                if cell.without("income_source").within({"sex": plain.sex(row)})
                for each in plain.income_rows(row, "entry")
                if each["source"] == source and each.get("since")
            ]
        )

    def support_time(cell: Cell, of: str) -> Numbers:
        rows = entered(cell)
        return count(sum(cell.within(plain.of_participation(row)) for row in rows))

    def passed(cell: Cell) -> list[Row]:
        months = MONTHS[dict(cell.codes)["point"]]
        rows = plain.completed(cell.without("point"))
        return [row for row in rows if later(row["exited_on"], months) <= plain.taken_on]

    def outcome_later(cell: Cell, of: str) -> Numbers:
        point = dict(cell.codes)["point"]
        return share_of(
            passed(cell),
            lambda row: plain.answered(row, point),
            lambda row: plain.does(row, "works", "studies", point=point),
        )

    def later_coverage(cell: Cell, of: str) -> Numbers:
        point = dict(cell.codes)["point"]
        return share_of(passed(cell), lambda row: True, lambda row: plain.answered(row, point))

    return {
        "completed": lambda cell, of: count(len(plain.completed(cell))),
        "outcome_coverage": lambda cell, of: share_of(
            plain.completed(cell), lambda row: True, after
        ),
        "outcome_work_or_study": of_measured(works),
        "outcome_job_seeking": of_measured(seeks),
        "outcome_work_study_or_job_seeking": of_measured(lambda row: works(row) or seeks(row)),
        "started_or_increased": increased,
        "no_public_support_after": no_support,
        "outcome_later": outcome_later,
        "outcome_later_coverage": later_coverage,
        "occupation_after": occupation("exit"),
        "occupation_before": occupation("entry"),
        "work_kind_after": work_kind,
        "income_transition": lambda cell, of: count(len(plain.completed(cell))),
        "duration_days": duration,
        "benefit_days_at_entry": benefit_days,
        "time_in_public_support": support_time,
    }


def later(day: date, months: int) -> date:
    """The day so many months later, or the last of a month that lacks it."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    length = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, length))


def _money(plain: Plain) -> dict[str, Indicator]:
    def of_year(table: str, cell: Cell) -> list[Row]:
        return [row for row in plain.rows_of(table) if row["year"] == cell.period.year]

    def funds(cell: Cell) -> int:
        return sum(
            row["amount_sek"]
            for row in of_year("association_funds", cell)
            if cell.within({"funding_source": row["source"]})
            and plain.joint_place(row["association_code"], cell)
        )

    def administration(cell: Cell, amount: str) -> int:
        return sum(
            row.get(f"{amount}_sek") or 0
            for row in of_year("association_cost", cell)
            if cell.within({"kind": row["kind"], "amount": amount})
            and plain.joint_place(row["association_code"], cell)
        )

    def of_interventions(table: str, cell: Cell) -> list[Row]:
        return [
            row
            for row in of_year(table, cell)
            if plain.joint_place(plain.association_of(row), cell, row["intervention_code"])
        ]

    def interventions(cell: Cell, amount: str, orientation: str = "") -> int:
        return sum(
            row.get(f"{amount}_sek") or 0
            for row in of_interventions("intervention_cost", cell)
            if cell.within({"kind": row["kind"], "amount": amount})
            and (plain.individual(row) or orientation != "individual")
        )

    def both(cost: Callable[[Cell, str], int]) -> Indicator:
        return lambda cell, of: {"sum": (cost(cell, dict(cell.codes)["amount"]), None)}

    def result(cell: Cell, of: str) -> Numbers:
        costs = administration(cell, "outturn") + interventions(cell, "outturn")
        return {"sum": (funds(cell) - costs, None)}

    def each(sek: int, units: int) -> Numbers:
        return {"mean": (sek / units if units else None, units)}

    def per_participant(cell: Cell, of: str) -> Numbers:
        return each(interventions(cell, "outturn", "individual"), plain.everyone(cell) or 0)

    def per_outcome(cell: Cell, of: str) -> Numbers:
        everyone = plain.everyone(cell) or 0
        if plain.people(plain.active(cell), cell) < 0.8 * everyone:
            return {"mean": (None, None)}
        rows = plain.completed(cell)
        reached = sum(plain.does(row, "works", "studies") for row in rows)
        return each(interventions(cell, "outturn", "individual"), reached)

    def staff_ratio(cell: Cell, of: str) -> Numbers:
        staff = sum(
            row.get("full_time_equivalents") or 0
            for row in of_interventions("intervention_staff", cell)
            if cell.within({"method": plain.codes(row["intervention_code"], "method")})
        )
        persons = plain.people(plain.active(cell), cell)
        return {"mean": (persons / staff if staff else None, staff)}

    return {
        "funds": lambda cell, of: {"sum": (funds(cell), None)},
        "administration_cost": both(administration),
        "intervention_cost": both(interventions),
        "result": result,
        "cost_per_participant": per_participant,
        "cost_per_work_or_study": per_outcome,
        "staff_ratio": staff_ratio,
    }
