"""Chapter 2: what financial coordination is, what was asked for, and how this was made."""

from samsyn.reports.context import Context
from samsyn.reports.document import Block, Heading, Label, Section
from samsyn.reports.prose import p, written_date


def section(ctx: Context) -> Section:
    """People's own introduction, then where the figures come from."""
    return Section("Inledning", (*ctx.own("inledning"), *_made(ctx)), key="inledning")


def _made(ctx: Context) -> tuple[Block, ...]:
    told = p(
        f"Uppgifterna gäller kalenderåret {ctx.period} om inget annat sägs, och jämförs med ",
        f"{ctx.before}. Samordningsförbund och kommuner räknas den ",
        f"{written_date(ctx.period.last_day)}. Alla siffror är räknade på registret som det såg",
        f" ut den {written_date(ctx.taken_on)} (ögonblicksbild ",
        Label(ctx.snapshot),
        "). De kan därför skilja sig från dem som har publicerats tidigare. Hur varje uppgift",
        " räknas står i bilagan med definitioner.",
    )
    return (Heading("Om uppgifterna"), told)
