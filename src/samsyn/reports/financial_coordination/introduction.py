"""Chapter 2: what financial coordination is, what was asked for, and how this was made."""

from samsyn.reports.context import Context
from samsyn.reports.document import Section
from samsyn.reports.prose import written_date
from samsyn.reports.provenance import about_the_figures


def section(ctx: Context) -> Section:
    """People's own introduction, then where the figures come from."""
    day = written_date(ctx.period.last_day)
    also = f"Samordningsförbund och kommuner räknas den {day}. "
    blocks = (*ctx.own("inledning"), *about_the_figures(ctx, also))
    return Section("Inledning", blocks, key="inledning")
