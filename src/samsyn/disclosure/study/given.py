"""What the arms gave, held against what they promise; breaches and surveys."""

from collections.abc import Mapping, Sequence

from samsyn.disclosure.study.rows import Key, Rows
from samsyn.disclosure.study.small import of_count, of_mean, of_share
from samsyn.evaluation.delivery import Held
from samsyn.evaluation.study_results import Delivery, GivenByArm, Survey


def add_delivery(rows: Rows, delivery: Delivery) -> None:
    """Means by arm, the promises' differences, breaches, surveys."""
    for given in delivery.given:
        _given(rows, given)
    for held in delivery.promises:
        _held(rows, held)
    for arm in rows.protocol.arms:
        add_breaches(rows, arm.id, delivery.breaches.get(arm.id, {}))
    for survey in delivery.surveys:
        _survey(rows, survey)


def _given(rows: Rows, given: GivenByArm) -> None:
    reason = of_mean(given.people, rows.limit)
    for measure, mean in given.means.items():
        rows.add("study_delivered", "mean", mean, n=given.people, withheld=reason,
                 arm=given.arm, measure=measure)  # fmt: skip
    rows.add("study_delivered", "mean", given.caseload, n=given.people, withheld=reason,
             arm=given.arm, measure="caseload",
             missing="" if given.caseload > 0 else "Armen har ingen coach.")  # fmt: skip


def _held(rows: Rows, held: Held) -> None:
    promise, difference = held.promise, held.difference
    reason = of_mean(min(difference.people, difference.people_control), rows.limit)
    rows.interval("study_delivery_difference", "difference", difference, withheld=reason,
                  n=difference.people + difference.people_control,
                  arm=promise.arm, against=promise.against, measure=promise.measure)  # fmt: skip


def add_breaches(rows: Rows, arm: str, breaches: Mapping[str, int]) -> None:
    """What broke the arm, by kind."""
    for kind, many in breaches.items():
        rows.add("study_breaches", "count", many, withheld=of_count(many, rows.limit),
                 arm=arm, kind=kind)  # fmt: skip


def _survey(rows: Rows, survey: Survey) -> None:
    key: Key = {
        "arm": survey.arm,
        "respondents": survey.respondents,
        "question": survey.question.replace(";", ","),
    }
    answered = of_share(survey.answered, survey.invited, rows.limit)
    rows.add("study_survey_answered", "share", _percent(survey.answered, survey.invited),
             n=survey.invited, withheld=answered, **key)  # fmt: skip
    few = answered or of_share(survey.satisfied, survey.answered, rows.limit)
    rows.add("study_survey_satisfied", "share", _percent(survey.satisfied, survey.answered),
             n=survey.answered, withheld=few, **key)  # fmt: skip


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def verdicts(promises: Sequence[Held]) -> dict[tuple[str, str, str], str]:
    """What the log says of each promise, by measure, arm and against."""
    return {
        (each.promise.measure, each.promise.arm, each.promise.against): each.verdict
        for each in promises
    }
