"""What goes in and out of the API: names and codes as in the exchange package."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints

Code = Annotated[str, StringConstraints(max_length=60, pattern=r"^[\w.-]*$")]
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Percent = Annotated[int, Field(ge=1, le=100)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class IncomeIn(Schema):
    """A source of income at the point."""

    source: Code
    percent: Percent | None = None
    since: date | None = None


class AnswerIn(Schema):
    """The answer to a question of the association's own."""

    question_code: Code
    answer: Text


class MeasuredIn(Schema):
    """What was asked at a point; what is left out is unknown."""

    measured_on: date
    education: Code | None = None
    works: bool | None = None
    work_kind: Code | None = None
    work_percent: Percent | None = None
    studies: bool | None = None
    study_percent: Percent | None = None
    seeks_work: bool | None = None
    public_support_since: date | None = None
    incomes: list[IncomeIn] = Field(default_factory=list, max_length=30)
    answers: list[AnswerIn] = Field(default_factory=list, max_length=50)


class EntryIn(Schema):
    """Someone registered in: the number goes in the body, never in an address."""

    intervention_code: Code
    personal_identity_number: Annotated[str, StringConstraints(max_length=20)]
    name: Text = ""
    consented_on: date
    entered_on: date
    municipality_code: Code | None = None
    referred_by: Code | None = None
    instead_of_heads: list[int] = Field(default_factory=list, max_length=10)
    measured: MeasuredIn


class ExitIn(Schema):
    """Someone registered out."""

    exited_on: date
    exit_reason: Code
    measured: MeasuredIn


class HeadsIn(Schema):
    """How many took part in a year without being known as persons."""

    woman: Count
    man: Count


class WarningOut(Schema):
    """What a warning rule says: the row is taken."""

    rule: str
    field: str
    message: str
    what_to_do: str


class TakenOut(Schema):
    """What was taken: the id to go on with, and warnings."""

    participation_id: str
    warnings: list[WarningOut] = Field(default_factory=list)


class HeadsOut(Schema):
    """The heads were taken."""

    intervention_code: str
    year: int
    warnings: list[WarningOut] = Field(default_factory=list)


class InterventionOut(Schema):
    """An intervention that the system registers in."""

    intervention_code: str
    name: str
    first_day: date
    last_day: date | None


class ParticipationOut(Schema):
    """A participation, without who it is."""

    participation_id: str
    intervention_code: str
    entered_on: date
    exited_on: date | None
    exit_reason: str | None
    consent_withdrawn_on: date | None
    points: list[str]


class ProblemsOut(Schema):
    """Why nothing was taken."""

    problems: list[WarningOut]


Answer = tuple[int, dict[str, Any]]
