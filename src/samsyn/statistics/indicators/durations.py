"""Time: in the intervention, on the benefit, and on public support before it."""

from typing import TYPE_CHECKING

from samsyn.statistics.indicator import DAYS, PARTICIPATIONS, Indicator
from samsyn.statistics.indicators.outcomes import SEVERAL_INCOMES
from samsyn.statistics.measure import count, mean, spread
from samsyn.statistics.rows.completed import COMPLETED
from samsyn.statistics.rows.persons import ENTERED, ENTERED_ON_BENEFIT

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue, Table


def days_in_the_intervention(row: "Table") -> "IntegerValue":
    return row.exited_on.delta(row.entered_on, unit="day")


duration_days = Indicator(
    id="duration_days",
    unit=DAYS,
    counts=PARTICIPATIONS,
    title="Dagar i insatsen",
    definition=(
        "Dagar från in- till utregistrering för deltaganden som avslutats under perioden: "
        "medelvärde, median och kvartiler."
    ),
    note=SEVERAL_INCOMES,
    measure=spread(
        COMPLETED,
        days_in_the_intervention,
        ("mean", "median", "lower_quartile", "upper_quartile"),
    ),
    breakdowns=("sex", "income_before"),
    additive=("sex",),
    source="Uppföljning 2021; SUS, standardrapport deltagare (S4, U)",
)

benefit_days_at_entry = Indicator(
    id="benefit_days_at_entry",
    unit=DAYS,
    counts=PARTICIPATIONS,
    title="Dagar med försörjningen vid inträdet",
    definition=(
        "Medelvärdet av dagarna från det att försörjningen började till inträdet, för deltaganden "
        "som börjat under perioden med försörjningen vid inträdet och känd första dag."
    ),
    measure=mean(ENTERED_ON_BENEFIT, lambda row: row.days_since),
    breakdowns=("income_source",),
    also=("sex",),
    additive=("sex",),
    needs=("income_source",),
    source="Gemensamma återrapporter om prioriterade grupper (S2)",
)

time_in_public_support = Indicator(
    id="time_in_public_support",
    unit=PARTICIPATIONS,
    counts=PARTICIPATIONS,
    title="Tid med offentlig försörjning före",
    definition=(
        "Deltaganden som börjat under perioden, efter hela år från det att den offentliga "
        "försörjningen började till inträdet. Ett helt år hör till det övre bandet."
    ),
    measure=count(ENTERED),
    breakdowns=("band", "sex"),
    additive=("band", "sex"),
    source="SUS, standardrapport deltagare (U)",
)

INDICATORS = (duration_days, benefit_days_at_entry, time_in_public_support)
