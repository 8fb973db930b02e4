"""Reinforced cooperation, meetings and surveys of the contract's list, in plain Python."""

from collections.abc import Callable
from datetime import date

from tests.reference.plain import (
    Cell,
    Indicator,
    Numbers,
    Plain,
    Row,
    count,
    known,
    mean,
    quantile,
    share,
    share_of,
)

STARTED = {"preparatory_started", "vocational_started"}
WORK_OR_EDUCATION = {"work_unsubsidised", "work_subsidised", "education"}
REGAINED = WORK_OR_EDUCATION | {"labour_market_programme", "openly_unemployed"}


def cases(plain: Plain) -> dict[str, Indicator]:
    def days(case: Row, *events: str) -> list[date]:
        return [
            row["occurred_on"]
            for row in plain.rows_of("cooperation_event")
            if row["case_id"] == case["case_id"] and row["event"] in events
        ]

    def having(cell: Cell, step: Callable[[Row], date | None]) -> list[Row]:
        return [
            row
            for row in plain.rows_of("cooperation_case")
            if cell.holds(step(row)) and plain.own_place(row, cell) and cell.within(about(row))
        ]

    def about(row: Row) -> dict[str, object]:
        return {
            "benefit": row["benefit"],
            "sex": plain.sex(row),
            "diagnosis_group": known(row.get("diagnosis_group")),
        }

    def assessed(cell: Cell) -> list[Row]:
        return having(cell, lambda row: max(days(row, "assessment_last"), default=None))

    def first_started(row: Row) -> date | None:
        return min(days(row, *STARTED), default=None)

    def ended(cell: Cell) -> list[Row]:
        return having(cell, lambda row: max(days(row, "ended"), default=None))

    def completed(cell: Cell) -> list[Row]:
        rows = ended(cell)
        return [row for row in rows if (first_started(row) or date.max) <= max(days(row, "ended"))]

    def status(row: Row, *points: str) -> str | None:
        for point in points:
            for each in plain.rows_of("cooperation_outcome"):
                if each["case_id"] == row["case_id"] and each["point"] == point:
                    return str(each["status"])
        return None

    def of_status(part: Callable[[Row], bool]) -> Indicator:
        return lambda cell, of: share_of(
            completed(cell), lambda row: status(row, "day_90", "exit") is not None, part
        )

    def started_after(row: Row) -> bool:
        return any(day >= max(days(row, "assessment_last")) for day in days(row, *STARTED))

    def assessment_day(cell: Cell, of: str) -> Numbers:
        return mean(
            [
                (min(days(row, "assessment_first")) - row["benefit_since"]).days
                for row in assessed(cell)
                if row.get("benefit_since") and days(row, "assessment_first")
            ]
        )

    def cooperation_days(cell: Cell, of: str) -> Numbers:
        lengths = [
            (max(days(row, "ended")) - min(days(row, "requested"))).days
            for row in ended(cell)
            if days(row, "requested")
        ]
        median = quantile(lengths, 0.5) if lengths else None
        return {**mean(lengths), "median": (median, len(lengths))}

    def psychiatric(row: Row) -> bool:
        return known(row.get("diagnosis_group")).startswith("F")

    def everyone(row: Row) -> bool:
        return True

    return {
        "joint_assessments": lambda cell, of: count(len(assessed(cell))),
        "psychiatric_share": lambda cell, of: share_of(assessed(cell), everyone, psychiatric),
        "diagnosis_share": lambda cell, of: share(
            len(assessed(cell)), len(assessed(cell.without("diagnosis_group")))
        ),
        "assessment_day": assessment_day,
        "started_after_assessment": lambda cell, of: share_of(
            assessed(cell), everyone, started_after
        ),
        "measures_started": lambda cell, of: count(len(having(cell, first_started))),
        "rehabilitation_completed": lambda cell, of: count(len(completed(cell))),
        "regained_work_capacity": of_status(lambda row: status(row, "day_90", "exit") in REGAINED),
        "regained_at_exit_share": of_status(lambda row: status(row, "day_90") is None),
        "cooperation_work_or_education": of_status(
            lambda row: status(row, "day_90", "exit") in WORK_OR_EDUCATION
        ),
        "cooperation_days": cooperation_days,
    }


def meetings(plain: Plain) -> dict[str, Indicator]:
    def held(cell: Cell) -> int:
        return sum(
            cell.holds(row["held_on"])
            and plain.own_place(row, cell)
            and cell.within({"reason": row["reason"], "sex": row["sex"]})
            for row in plain.rows_of("transition_meeting")
        )

    def answers(cell: Cell) -> list[Row]:
        return [
            row
            for row in plain.rows_of("survey_count")
            if row["year"] == cell.period.year
            and row["answer"] != "no_answer"
            and plain.joint_place(row.get("association_code"), cell)
            and cell.within(asked(row, row["question_code"]))
        ]

    def asked(row: Row, question: str) -> dict[str, str]:
        return {"respondent_group": row["respondent_group"], "question": question}

    def heads(rows: list[Row]) -> int:
        return sum(row["respondents"] for row in rows)

    def invited(cell: Cell) -> int:
        questions = {
            (row["survey_code"], row["year"], row["question_code"])
            for row in plain.rows_of("survey_count")
        }
        return sum(
            row["invited"]
            for row in plain.rows_of("survey_invited")
            for survey, year, question in questions
            if (survey, year) == (row["survey_code"], row["year"])
            and year == cell.period.year
            and plain.joint_place(row.get("association_code"), cell)
            and cell.within(asked(row, question))
        )

    def survey_share(cell: Cell, of: str) -> Numbers:
        rows = answers(cell)
        return share(heads([row for row in rows if row["answer"] == "positive"]), heads(rows))

    def support(cell: Cell, of: str) -> Numbers:
        return count(
            sum(
                row["participants"]
                for row in plain.rows_of("support_activity")
                if cell.holds(row["held_on"]) and cell.within({"kind": row["kind"]})
            )
        )

    return {
        "transition_meetings": lambda cell, of: count(held(cell)),
        "transition_meeting_coverage": lambda cell, of: share(
            held(cell), plain.population("benefit_ended", "reason", "reason", cell)
        ),
        "survey_share": survey_share,
        "survey_response_rate": lambda cell, of: share(heads(answers(cell)), invited(cell)),
        "support_participants": support,
    }
