"""What people did before and after: occupation, kind of work, and income."""

from samsyn.statistics.indicator import PARTICIPATIONS, PERCENT, Indicator
from samsyn.statistics.indicators.outcomes import SEVERAL_INCOMES, WHOSE, measured_after
from samsyn.statistics.measure import count, portions
from samsyn.statistics.rows.completed import (
    COMPLETED_BY_INCOMES,
    COMPLETED_BY_OCCUPATION_AFTER,
    COMPLETED_BY_OCCUPATION_BEFORE,
    COMPLETED_BY_WORK_KIND,
)

_PRECEDENCE = (
    "Arbete går före studier, som går före arbetssökande; den som inte gör något av dem är övrigt."
)

occupation_after = Indicator(
    id="occupation_after",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Sysselsättning efter",
    definition=(
        "Avslutade deltaganden efter vad personen gör direkt efter insatsen, i procent av dem som "
        f"mätts vid utregistreringen. {_PRECEDENCE}"
    ),
    note=SEVERAL_INCOMES,
    measure=portions(COMPLETED_BY_OCCUPATION_AFTER, key="occupation", of=measured_after),
    breakdowns=("occupation", *WHOSE),
    needs=("occupation",),
    additive=("occupation", "sex", "age_group", "education"),
    source="SUS, standardrapport deltagare (U)",
)

occupation_before = Indicator(
    id="occupation_before",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Sysselsättning före",
    definition=(
        "Avslutade deltaganden efter vad personen gjorde vid inträdet, i procent av dem som mätts "
        f"vid inregistreringen. {_PRECEDENCE}"
    ),
    note=SEVERAL_INCOMES,
    measure=portions(
        COMPLETED_BY_OCCUPATION_BEFORE, key="occupation", of=lambda row: row.before_measured
    ),
    breakdowns=("occupation", *WHOSE),
    needs=("occupation",),
    additive=("occupation", "sex", "age_group", "education"),
    source="SUS, standardrapport deltagare (U)",
)

work_kind_after = Indicator(
    id="work_kind_after",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Slag av arbete efter",
    definition=(
        "Avslutade deltaganden där personen arbetar direkt efter insatsen, efter slag av arbete, i "
        "procent av alla som arbetar då."
    ),
    measure=portions(
        COMPLETED_BY_WORK_KIND,
        key="work_kind",
        of=lambda row: row.after_measured & row.after_works,
    ),
    breakdowns=("work_kind", "sex"),
    needs=("work_kind",),
    additive=("work_kind", "sex"),
    source="Randomiserad utvärdering; uppföljning 2021 (S3, S4)",
)

income_transition = Indicator(
    id="income_transition",
    unit=PARTICIPATIONS,
    counts=PARTICIPATIONS,
    title="Försörjning före och efter",
    definition="Avslutade deltaganden efter försörjning vid in- och utregistreringen.",
    note=(
        "Ett deltagande kan ha flera försörjningar både före och efter och räknas då i varje "
        "förening av dem; talen summerar inte till antalet avslutade."
    ),
    measure=count(COMPLETED_BY_INCOMES),
    breakdowns=("income_before", "income_after"),
    also=("sex",),
    additive=("sex",),
    needs=("income_before", "income_after"),
    source="SUS, standardrapport deltagare (U)",
)

INDICATORS = (occupation_after, occupation_before, work_kind_after, income_transition)
