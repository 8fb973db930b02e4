"""Chapter 2: what the authorities have done, and how they were met in the survey."""

from samsyn.disclosure import Released
from samsyn.reports.context import Context
from samsyn.reports.document import Block, Column, Label, Paragraph, Row, Section, Table
from samsyn.reports.figure import Figure
from samsyn.reports.prose import p, share
from samsyn.vocabulary.codelist import code_list

_COLUMNS = ("Behovsgrupp", "Åtgärd", "Status")


def measures(ctx: Context) -> Section:
    """Measures as a list, people's own words, and the survey question."""
    blocks = (*ctx.own("atgarder"), *_listed(ctx), *_survey(ctx))
    return Section("Åtgärder", blocks, key="atgarder")


def _listed(ctx: Context) -> tuple[Block, ...]:
    if not ctx.settings.measures:
        return ()
    rows = tuple(
        Row(each.actor, (Label(each.group), Label(each.what), Label(each.status)))
        for each in ctx.settings.measures
    )
    columns = tuple(Column(name, numeric=False) for name in _COLUMNS)
    return (Table(f"Vidtagna åtgärder {ctx.year}", columns, rows, stub="Aktör", own=True),)


def _survey(ctx: Context) -> tuple[Block, ...]:
    """One question, each authority's share positive, with how many answered."""
    groups = ctx.release.by("survey_share", "respondent_group", period=ctx.period)
    asked = [each for each in groups if each.statistic == "share" and each.shown]
    return (Section("Enkät", tuple(_told(each) for each in asked)),) if asked else ()


def _told(positive: Released) -> Paragraph:
    group = code_list("party").label(positive.breakdown.partition("=")[2])
    return p(
        f"Bland de svarande från {group} var ",
        *share(positive),
        " positiva (n = ",
        Figure(positive, "n"),
        ").",
    )
