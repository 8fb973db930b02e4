"""Chapter 1: the year in short, in the order the government is used to read it."""

from samsyn.reports.comparing import by_sex, compared, share_by_sex
from samsyn.reports.context import Context
from samsyn.reports.document import ItemList, Paragraph, Section
from samsyn.reports.financial_coordination.associations import of_all_municipalities
from samsyn.reports.financial_coordination.interventions import need_group_told, need_groups
from samsyn.reports.prose import counted, number, p, written_date


def section(ctx: Context) -> Section:
    """Associations, money, interventions, participants, results, need groups."""
    groups = tuple(need_group_told(ctx, code, label) for label, code in need_groups(ctx).items())
    return Section(
        "Sammanfattning",
        (
            _associations(ctx),
            _interventions(ctx),
            _participants(ctx),
            _results(ctx),
            p(f"De behovsgrupper som regeringen prioriterade {ctx.year}:"),
            ItemList(groups),
        ),
        key="sammanfattning",
    )


def _associations(ctx: Context) -> Paragraph:
    return p(
        f"Den {written_date(ctx.period.last_day)} fanns det ",
        counted(ctx.get("associations")),
        ". De omfattade ",
        of_all_municipalities(ctx),
        ". Förbunden fick ",
        counted(ctx.get("funds")),
        " för året. ",
        compared(ctx, "funds", "Beloppet"),
    )


def _interventions(ctx: Context) -> Paragraph:
    return p(
        "Förbunden finansierade ",
        counted(ctx.get("interventions")),
        ". ",
        compared(ctx, "interventions"),
        " Av insatserna var ",
        number(ctx.get("interventions_share", orientation="individual")),
        " procent individinriktade och ",
        number(ctx.get("interventions_share", orientation="structural")),
        " procent strukturövergripande.",
    )


def _participants(ctx: Context) -> Paragraph:
    return p(
        "I de individinriktade insatserna registrerades ",
        counted(ctx.get("participants_total")),
        ". ",
        compared(ctx, "participants_total"),
        " Av dem samtyckte ",
        number(ctx.get("participants_identified")),
        " till uppföljning med personuppgifter: ",
        by_sex(ctx, "participants_identified"),
        ".",
    )


def _results(ctx: Context) -> Paragraph:
    work, seeking = "outcome_work_or_study", "outcome_job_seeking"
    return p(
        f"Under {ctx.year} avslutades ",
        number(ctx.get("completed")),
        " deltaganden. Av dem som avslutade en insats var det ",
        share_by_sex(ctx, work, "som"),
        ". ",
        compared(ctx, work, "Andelen", statistic="change_points"),
        " Ytterligare ",
        share_by_sex(ctx, seeking),
        ".",
    )
