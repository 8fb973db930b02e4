"""Chapter 1: the year in short, in the order the government is used to read it."""

from samsyn.reports.comparing import compared, sex_told
from samsyn.reports.context import Context
from samsyn.reports.document import ItemList, Paragraph, Section
from samsyn.reports.financial_coordination.associations import of_all_municipalities
from samsyn.reports.financial_coordination.interventions import need_group_told, need_groups
from samsyn.reports.financial_coordination.results import outcome_told
from samsyn.reports.prose import Parts, counted, flat, number, p, sentences, written_date


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
        ". ",
        *_funds(ctx),
    )


def _funds(ctx: Context) -> Parts:
    if not ctx.get("funds").value:
        return (f"Förbundens medel för {ctx.year} är inte registrerade.",)
    told = flat("Förbunden fick ", counted(ctx.get("funds")), " för året. ")
    return (*told, *compared(ctx, "funds", "Beloppet"))


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
    total, identified = ctx.get("participants_total"), ctx.get("participants_identified")
    consented = " till uppföljning med personuppgifter."
    return sentences(
        ("I de individinriktade insatserna registrerades ", *counted(total), "."),
        compared(ctx, "participants_total"),
        ("Av dem samtyckte ", *number(identified), consented),
        sex_told(ctx, "participants_identified", "Av de samtyckande var"),
    )


def _results(ctx: Context) -> Paragraph:
    ended = (f"Under {ctx.year} avslutades ", *number(ctx.get("completed")), " deltaganden.")
    return sentences(ended, *outcome_told(ctx))
