"""Chapter 2: what the authorities have done, and how they were met in the survey."""

from samsyn.disclosure import Released
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Note, Paragraph, Section
from samsyn.reports.figure import Figure
from samsyn.reports.measures import measures_table
from samsyn.reports.prose import p, share
from samsyn.vocabulary.codelist import code_list


def measures(ctx: Context) -> Section:
    """Measures as a list, people's own words, and the survey question."""
    blocks = (*ctx.own("atgarder"), *measures_table(ctx), *_survey(ctx))
    return Section("Åtgärder", blocks, key="atgarder")


def _survey(ctx: Context) -> tuple[Block, ...]:
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
