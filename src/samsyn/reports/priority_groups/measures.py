"""Chapter 2: what the authorities have done, and how they were met in the survey."""

from samsyn.reports.context import Context
from samsyn.reports.document import Section
from samsyn.reports.measures import measures_table
from samsyn.reports.surveys import surveys


def measures(ctx: Context) -> Section:
    """Measures as a list, people's own words, and the survey question."""
    blocks = (*ctx.own("atgarder"), *measures_table(ctx), *surveys(ctx))
    return Section("Åtgärder", blocks, key="atgarder")
