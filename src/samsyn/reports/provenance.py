"""Where a report's figures come from, said once in its introduction."""

from samsyn.reports.context import Context
from samsyn.reports.document import Block, Heading, Label
from samsyn.reports.prose import p, written_date


def about_the_figures(ctx: Context, also: str = "") -> tuple[Block, ...]:
    """A heading and a paragraph: the periods, the snapshot, and ``also``, a sentence more."""
    told = p(
        f"Uppgifterna gäller {ctx.year} om inget annat sägs, och jämförs med {ctx.before}. {also}",
        "Alla siffror är räknade på registret som det såg ut den ",
        f"{written_date(ctx.taken_on)} (ögonblicksbild ",
        Label(ctx.snapshot),
        "). De kan därför skilja sig från dem som har publicerats tidigare. Hur varje uppgift",
        " räknas står i bilagan med definitioner.",
    )
    return (Heading("Om uppgifterna"), told)
