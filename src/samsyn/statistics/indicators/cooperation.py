"""Reinforced cooperation: joint assessments, who they are held with, and measures started."""

from samsyn.statistics.indicator import CASES, DAYS, PERCENT, WHERE_CASES, Indicator
from samsyn.statistics.measure import count, mean, portions, share
from samsyn.statistics.rows.cases import ASSESSED, MEASURE_STARTED

joint_assessments = Indicator(
    id="joint_assessments",
    unit=CASES,
    counts=CASES,
    title="Gemensamma kartläggningar",
    definition="Ärenden där den gemensamma kartläggningens sista möte hållits under perioden.",
    measure=count(ASSESSED),
    breakdowns=("benefit", "sex"),
    additive=("benefit", "sex"),
    levels=WHERE_CASES,
    source="Återrapport om förstärkt samarbete 2019 (S0)",
)

psychiatric_share = Indicator(
    id="psychiatric_share",
    unit=PERCENT,
    counts=CASES,
    title="Andel med psykiatrisk diagnos",
    definition=(
        "Gemensamma kartläggningar där diagnosen är psykiatrisk (kapitel F), i procent av alla "
        "gemensamma kartläggningar."
    ),
    measure=share(ASSESSED, part=lambda row: row.diagnosis_group.startswith("F")),
    breakdowns=("benefit", "sex"),
    additive=("benefit", "sex"),
    levels=WHERE_CASES,
    source="Återrapport om förstärkt samarbete 2019 (S0)",
)

diagnosis_share = Indicator(
    id="diagnosis_share",
    unit=PERCENT,
    counts=CASES,
    title="Andel efter diagnosgrupp",
    definition="Gemensamma kartläggningar efter diagnosgrupp, i procent av dem alla.",
    measure=portions(ASSESSED, key="diagnosis_group"),
    breakdowns=("diagnosis_group", "benefit"),
    also=("sex",),
    needs=("diagnosis_group",),
    additive=("sex", "diagnosis_group", "benefit"),
    levels=WHERE_CASES,
    source="Randomiserad utvärdering 2014–2017 (S3)",
)

assessment_day = Indicator(
    id="assessment_day",
    unit=DAYS,
    counts=CASES,
    title="Dag för gemensam kartläggning",
    definition=(
        "Medelvärdet av dagarna från det att ersättningen började till den gemensamma "
        "kartläggningens första möte, för kartläggningar där båda dagarna är kända."
    ),
    measure=mean(ASSESSED, lambda row: row.assessment_first.delta(row.benefit_since, unit="day")),
    breakdowns=("benefit",),
    also=("sex",),
    additive=(
        "sex",
        "benefit",
    ),
    levels=WHERE_CASES,
    source="Återrapporter om förstärkt samarbete (S0)",
)

started_after_assessment = Indicator(
    id="started_after_assessment",
    unit=PERCENT,
    counts=CASES,
    title="Andel som börjat en insats efter kartläggningen",
    definition=(
        "Gemensamma kartläggningar där en arbetsförberedande eller arbetslivsinriktad insats "
        "påbörjats samma dag som det sista mötet eller senare, i procent av dem alla."
    ),
    measure=share(ASSESSED, part=lambda row: row.last_started >= row.assessment_last),
    breakdowns=("benefit",),
    also=("sex",),
    additive=(
        "sex",
        "benefit",
    ),
    levels=WHERE_CASES,
    source="Återrapporter om förstärkt samarbete (S0)",
)

measures_started = Indicator(
    id="measures_started",
    unit=CASES,
    counts=CASES,
    title="Påbörjade insatser",
    definition=(
        "Ärenden där den första arbetsförberedande eller arbetslivsinriktade insatsen påbörjats "
        "under perioden."
    ),
    measure=count(MEASURE_STARTED),
    breakdowns=("benefit", "sex"),
    additive=("benefit", "sex"),
    levels=WHERE_CASES,
    source="Randomiserad utvärdering 2014–2017 (S3)",
)

INDICATORS = (
    joint_assessments,
    psychiatric_share,
    diagnosis_share,
    assessment_day,
    started_after_assessment,
    measures_started,
)
