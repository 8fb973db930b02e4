"""The rows of a measurement at one point: itself, its incomes, the association's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samsyn.register.actions.register_rows import Rows
from samsyn.register.models import ComplementaryAnswer, Income

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """What was asked at a point: fields of ``measurement`` (with measured_on), of ``income``
    (a row a source) and of ``complementary_answer`` (question_code, answer)."""

    measurement: Row
    incomes: Sequence[Row] = ()
    answers: Sequence[Row] = field(default=())


def rows_of(measured: Measured, *, participation_id: str, point: str) -> dict[str, list[Row]]:
    """The rows by table, with their keys."""
    at = {"participation_id": participation_id, "point": point}
    return {
        "measurement": [{**measured.measurement, **at}],
        "income": [{**each, **at} for each in measured.incomes],
        "complementary_answer": [{**each, **at} for each in measured.answers if each["answer"]],
    }


def rows_gone(measured: Measured, *, participation_id: str, point: str) -> Rows:
    """The keys of incomes and answers that stand at the point now and are not said again."""
    at = {"participation_id": participation_id, "point": point}
    said = {each["source"] for each in measured.incomes}
    answered = {each["question_code"] for each in measured.answers if each["answer"]}
    sources = Income.objects.filter(**at).values_list("source", flat=True)
    questions = ComplementaryAnswer.objects.filter(**at).values_list("question_code", flat=True)
    return {
        "income": [{**at, "source": each} for each in sources if each not in said],
        "complementary_answer": [
            {**at, "question_code": each} for each in questions if each not in answered
        ],
    }
