"""Report A: financial coordination, the yearly report on the associations' work.

One file a chapter, each with what it asks (``asks``) and what it says. Every chapter of facts
ends with observations by rule; what the facts mean is for people to write (``texts/``).
"""

from samsyn.disclosure import Question
from samsyn.reports.context import Context
from samsyn.reports.document import Report, Section
from samsyn.reports.financial_coordination import (
    appendices,
    associations,
    follow_up,
    interventions,
    introduction,
    money,
    participants,
    results,
    summary,
    support,
)
from samsyn.vocabulary.period import Period

_ASKING = (
    *(associations, follow_up, interventions, participants, results),
    *(money, support, appendices),
)


def asks(period: Period) -> tuple[Question, ...]:
    """Every question this report's figures answer, each once."""
    return tuple(dict.fromkeys(each for chapter in _ASKING for each in chapter.asks(period)))


def build(ctx: Context) -> Report:
    """The report of ``ctx.period``."""
    sections = (
        summary.section(ctx),
        introduction.section(ctx),
        associations.section(ctx),
        follow_up.section(ctx),
        interventions.section(ctx),
        _participants_and_results(ctx),
        money.section(ctx),
        support.section(ctx),
        Section("Diskussion", ctx.own("diskussion"), key="diskussion"),
    )
    return ctx.report(sections, appendices.sections(ctx))


def _participants_and_results(ctx: Context) -> Section:
    parts = (*participants.sections(ctx), *results.sections(ctx))
    own = Section("Myndigheternas bedömning", ctx.own("resultat"), key="bedomning")
    observed = results.observations(ctx)
    return Section("Deltagare och resultat", (*parts, own, observed), key="deltagare")
