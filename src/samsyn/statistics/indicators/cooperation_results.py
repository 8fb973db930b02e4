"""Reinforced cooperation: how it ended, and whether work capacity was regained."""

from typing import TYPE_CHECKING

from samsyn.statistics.indicator import CASES, DAYS, PERCENT, WHERE_CASES, Indicator
from samsyn.statistics.measure import count, share, spread
from samsyn.statistics.rows.cases import COMPLETED_CASES, ENDED

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

WORK_OR_EDUCATION = ["work_unsubsidised", "work_subsidised", "education"]
REGAINED = [*WORK_OR_EDUCATION, "labour_market_programme", "openly_unemployed"]


def has_status(row: "Table") -> "BooleanValue":
    """Whether a status was registered at day 90 or at exit."""
    return row.status.notnull()


rehabilitation_completed = Indicator(
    id="rehabilitation_completed",
    unit=CASES,
    counts=CASES,
    title="Avslutad rehabilitering",
    definition=(
        "Ärenden som avslutats under perioden, utan att brytas, efter att en arbetsförberedande "
        "eller arbetslivsinriktad insats påbörjats."
    ),
    measure=count(COMPLETED_CASES),
    breakdowns=("benefit", "sex"),
    additive=("benefit", "sex"),
    levels=WHERE_CASES,
    source="Återrapport om förstärkt samarbete 2019 (S0)",
)

regained_work_capacity = Indicator(
    id="regained_work_capacity",
    unit=PERCENT,
    counts=CASES,
    title="Återfått arbetsförmåga",
    definition=(
        "Avslutad rehabilitering där personen arbetar, utbildar sig, deltar i ett "
        "arbetsmarknadspolitiskt program eller är öppet arbetslös 90 dagar efter avslutet (vid "
        "avslutet om uppgift om dag 90 saknas), i procent av dem med känd status."
    ),
    measure=share(COMPLETED_CASES, part=lambda row: row.status.isin(REGAINED), of=has_status),
    breakdowns=("benefit", "sex"),
    additive=("benefit", "sex"),
    levels=WHERE_CASES,
    source="Återrapport om förstärkt samarbete 2019; randomiserad utvärdering (S0, S3)",
)

regained_at_exit_share = Indicator(
    id="regained_at_exit_share",
    unit=PERCENT,
    counts=CASES,
    title="Andel med status bara vid avslutet",
    definition=(
        "Avslutad rehabilitering där status är känd vid avslutet men inte 90 dagar efter, i "
        "procent av dem med känd status."
    ),
    measure=share(COMPLETED_CASES, part=lambda row: row.status_at_exit_only, of=has_status),
    also=("sex",),
    additive=("sex",),
    levels=WHERE_CASES,
    source="Samsyn",
)

cooperation_work_or_education = Indicator(
    id="cooperation_work_or_education",
    unit=PERCENT,
    counts=CASES,
    title="I arbete eller utbildning efter förstärkt samarbete",
    definition=(
        "Avslutad rehabilitering där personen arbetar eller utbildar sig 90 dagar efter avslutet "
        "(vid avslutet om uppgift om dag 90 saknas), i procent av dem med känd status."
    ),
    measure=share(
        COMPLETED_CASES, part=lambda row: row.status.isin(WORK_OR_EDUCATION), of=has_status
    ),
    breakdowns=("benefit", "sex"),
    additive=("benefit", "sex"),
    levels=WHERE_CASES,
    source="Randomiserad utvärdering 2014–2017 (S3)",
)

cooperation_days = Indicator(
    id="cooperation_days",
    unit=DAYS,
    counts=CASES,
    title="Dagar i förstärkt samarbete",
    definition=(
        "Dagar från begäran om gemensam kartläggning till avslutet, för ärenden som avslutats "
        "under perioden utan att brytas: medelvärde och median."
    ),
    measure=spread(
        ENDED, lambda row: row.ended.delta(row.requested, unit="day"), ("mean", "median")
    ),
    breakdowns=("benefit",),
    also=("sex",),
    additive=(
        "sex",
        "benefit",
    ),
    levels=WHERE_CASES,
    source="Återrapporter om förstärkt samarbete (S0)",
)

INDICATORS = (
    rehabilitation_completed,
    regained_work_capacity,
    regained_at_exit_share,
    cooperation_work_or_education,
    cooperation_days,
)
