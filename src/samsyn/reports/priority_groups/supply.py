"""Chapter 3.4: the interventions, and how many are for individuals."""

from samsyn.reports.comparing import compared
from samsyn.reports.context import Context
from samsyn.reports.document import Section
from samsyn.reports.prose import counted, number, p


def interventions(ctx: Context) -> Section:
    """Number, change, and the shares of the two orientations."""
    individual = ctx.get("interventions_share", orientation="individual")
    structural = ctx.get("interventions_share", orientation="structural")
    text = p(
        f"Under {ctx.year} pågick ",
        *counted(ctx.get("interventions")),
        " i ",
        *counted(ctx.get("associations")),
        ". ",
        *compared(ctx, "interventions"),
        " Av insatserna var ",
        *number(individual),
        " procent individinriktade och ",
        *number(structural),
        " procent strukturövergripande.",
    )
    return Section("Insatser", (text,), key="insatser")
