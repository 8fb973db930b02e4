"""Report B: prioritised need groups, the joint report of the two authorities.

Running text in the order of facts the government has been given before: registrations,
identified, by sex; activity compensation; sick-listed; interventions; each need group. Then what
only a follow-up by person can give: the groups found per person.
"""

from samsyn.disclosure import Question
from samsyn.reports.asking import all_two_years, two_years
from samsyn.reports.context import Context
from samsyn.reports.document import Report, Section
from samsyn.reports.priority_groups.groups import need_groups
from samsyn.reports.priority_groups.measures import measures
from samsyn.reports.priority_groups.participants import on_benefit, participants
from samsyn.reports.priority_groups.persons import derived_groups
from samsyn.reports.priority_groups.supply import interventions
from samsyn.reports.surveys import asked_surveys
from samsyn.vocabulary.period import Period

COUNTS = ("participants_total", "participants_identified", "participants_on_benefit")
GROUPED = ("participants_identified", "participants_started")


def asks(period: Period) -> tuple[Question, ...]:
    """Every question this report's figures answer."""
    year = (period,)
    return (
        *all_two_years((*COUNTS, "associations"), period),
        *two_years("interventions", period),
        *two_years("associations_with_group", period, by=("target_group",)),
        *all_two_years(GROUPED, period, by=("derived_group", "sex")),
        Question("interventions_share", year),
        Question("sex_share", year, of="participants_identified"),
        Question("sex_share", year, of="participants_identified", by=("derived_group", "sex")),
        Question("sex_share", year, of="participants_on_benefit", by=("income_source", "sex")),
        Question("benefit_coverage", year),
        *asked_surveys(period),
    )


def build(ctx: Context) -> Report:
    """The report of ``ctx.period``."""
    results = Section(
        "Resultat",
        (
            participants(ctx),
            on_benefit(
                ctx,
                "activity_compensation",
                title="Deltagare med aktivitetsersättning",
                had="hade aktivitetsersättning när de började en insats",
                key="aktivitetsersattning",
            ),
            on_benefit(
                ctx,
                "sick_listed",
                title="Sjukskrivna deltagare",
                had="hade sjukpenning eller rehabiliteringspenning när de började en insats",
                key="sjukskrivna",
            ),
            interventions(ctx),
            need_groups(ctx),
            derived_groups(ctx),
        ),
        key="resultat",
    )
    introduction = Section("Inledning", ctx.own("inledning"), key="inledning")
    return ctx.report((introduction, measures(ctx), results))
