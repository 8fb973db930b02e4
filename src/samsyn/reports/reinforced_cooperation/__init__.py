"""Report C: reinforced cooperation between the insurance agency and the employment service.

One file a chapter, in the order people pass through it: joint assessment, measures, result, and
beside it the transition meetings. What it means and what is hard is for people to write.
"""

from samsyn.disclosure import Question
from samsyn.reports.context import Context
from samsyn.reports.document import Report, Section
from samsyn.reports.measures import measures_table
from samsyn.reports.provenance import about_the_figures
from samsyn.reports.reinforced_cooperation import inflow, meetings, results, steps, summary
from samsyn.vocabulary.period import Period

_ASKING = (inflow, steps, results, meetings)


def asks(period: Period) -> tuple[Question, ...]:
    """Every question this report's figures answer, each once."""
    return tuple(dict.fromkeys(each for chapter in _ASKING for each in chapter.asks(period)))


def build(ctx: Context) -> Report:
    """The report of ``ctx.period``."""
    introduction = (*ctx.own("inledning"), *about_the_figures(ctx))
    measures = (*ctx.own("atgarder"), *measures_table(ctx))
    return ctx.report(
        (
            summary.section(ctx),
            Section("Inledning", introduction, key="inledning"),
            Section("Vidtagna åtgärder", measures, key="atgarder"),
            inflow.section(ctx),
            steps.section(ctx),
            results.section(ctx),
            meetings.section(ctx),
            Section("Ekonomi", ctx.own("ekonomi"), key="ekonomi"),
            Section("Bedömning och utmaningar", ctx.own("bedomning"), key="bedomning"),
        )
    )
