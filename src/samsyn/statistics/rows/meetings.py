"""Transition meetings, support activities and answers to surveys."""

from typing import TYPE_CHECKING

from samsyn.statistics.measure import Rows
from samsyn.statistics.places import by_association, by_own_municipality
from samsyn.statistics.question import UNKNOWN
from samsyn.statistics.scope import Scope

if TYPE_CHECKING:
    from ibis.expr.types import Table


def _meetings(scope: Scope) -> "Table":
    rows = scope.on_day(scope.tables.transition_meeting, "held_on")
    rows = rows.mutate(municipality_code=rows.municipality_code.coalesce(UNKNOWN))
    return by_own_municipality(rows, scope).mutate(unit=rows.meeting_id)


def _support(scope: Scope) -> "Table":
    rows = scope.on_day(scope.tables.support_activity, "held_on")
    return by_own_municipality(rows, scope).mutate(unit=rows.activity_code)


def _answers(scope: Scope) -> "Table":
    """Answers given, and who was asked: ``positive``, ``answered`` and ``invited`` persons.

    Everyone invited to a survey is asked each of its questions.
    """
    import ibis

    none = ibis.literal(0, type="int64")
    rows = scope.tables.survey_count
    given = (rows.answer != "no_answer").ifelse(rows.respondents, 0)
    answers = rows.select(
        "year",
        "association_code",
        "respondent_group",
        question=rows.question_code,
        positive=(rows.answer == "positive").ifelse(rows.respondents, 0),
        answered=given,
        invited=none,
    )
    asked = rows.select("survey_code", "year", "question_code").distinct()
    invited = scope.tables.survey_invited.join(asked, ["survey_code", "year"])
    invitations = invited.select(
        "year",
        "association_code",
        "respondent_group",
        question=invited.question_code,
        positive=none,
        answered=none,
        invited=invited.invited,
    )
    both = scope.of_year(answers.union(invitations))
    named = both.mutate(association_code=both.association_code.nullif(""))
    placed = by_association(named, scope)
    return placed.filter(placed.area.notnull())


MEETINGS = Rows("transition meetings", _meetings)
SUPPORT = Rows("support activities", _support)
ANSWERS = Rows("survey answers", _answers)
