"""How a survey's questions were answered: share positive, n and response rate per authority."""

from samsyn.disclosure import Question, Released
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Note, Paragraph, Section
from samsyn.reports.figure import Figure
from samsyn.reports.prose import p, share
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.period import Period

_BY = ("question", "respondent_group")


def asked_surveys(period: Period) -> tuple[Question, ...]:
    """Answers and response rates of the period's surveys."""
    return tuple(
        Question(name, (period,), by=_BY) for name in ("survey_share", "survey_response_rate")
    )


def surveys(ctx: Context) -> tuple[Section, ...]:
    """Each question of the year's survey: share positive, n and response rate per authority."""
    blocks: list[Block] = []
    for question in ctx.directory.questions:
        answers = _answers(ctx, question.code) if question.year == ctx.period.year else ()
        if answers:
            blocks.append(Note((question.text,), "quotation", own=True))
            blocks.extend(_told(ctx, each) for each in answers)
    if not blocks:
        return ()
    intro = f"I en enkät {ctx.year} fick företrädare för myndigheterna svara på frågan:"
    return (Section("Enkät", (p(intro), *blocks), key="enkat"),)


def _answers(ctx: Context, question: str) -> tuple[Released, ...]:
    """The share positive of each authority that answered the question."""
    found = ctx.release.by("survey_share", "question", "respondent_group", period=ctx.period)
    mine = f"question={question};"
    return tuple(each for each in found if each.breakdown.startswith(mine) and each.shown)


def _told(ctx: Context, positive: Released) -> Paragraph:
    keys = dict(part.split("=", 1) for part in positive.breakdown.split(";"))
    group = code_list("party").label(keys["respondent_group"])
    answered = ctx.get("survey_response_rate", **keys)
    return p(
        f"Bland de svarande från {group} var ",
        *share(positive),
        " positiva (n = ",
        Figure(positive, "n"),
        "). Svarsfrekvensen var ",
        *share(answered),
        ".",
    )
