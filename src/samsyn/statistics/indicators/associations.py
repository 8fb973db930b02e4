"""Associations and their interventions: how many, of which kind, and for which groups."""

from samsyn.statistics.indicator import PERCENT, WHERE_ASSOCIATIONS, Indicator
from samsyn.statistics.measure import count, portions
from samsyn.statistics.rows.interventions import ASSOCIATIONS, INTERVENTIONS, MUNICIPALITIES

_EVERY_COUNTY = (
    "Ett förbund räknas i varje län där det har en kommun på periodens sista dag, så länen "
    "summerar inte till riket."
)

associations = Indicator(
    id="associations",
    unit="associations",
    counts="associations",
    title="Samordningsförbund",
    definition="Samordningsförbund som finns på periodens sista dag.",
    note=_EVERY_COUNTY,
    measure=count(ASSOCIATIONS),
    levels=WHERE_ASSOCIATIONS,
    source="Gemensam återrapport 2017; uppföljning 2021 (S2, S4)",
)

municipalities = Indicator(
    id="municipalities",
    unit="municipalities",
    counts="municipalities",
    title="Kommuner med samordningsförbund",
    definition="Olika kommuner som på periodens sista dag ingår i ett samordningsförbunds område.",
    measure=count(MUNICIPALITIES),
    levels=WHERE_ASSOCIATIONS,
    source="Tidigare uppföljningssystemets rapportdefinitioner (U)",
)

interventions = Indicator(
    id="interventions",
    unit="interventions",
    counts="interventions",
    title="Insatser",
    definition=(
        "Insatser som pågått någon dag under perioden. En insats hör till en målgrupp om den är "
        "märkt med den någon av de dagarna."
    ),
    note=f"En insats kan ha flera målgrupper, inriktningar och metoder. {_EVERY_COUNTY}",
    measure=count(INTERVENTIONS),
    breakdowns=("orientation", "focus", "method", "target_group"),
    additive=("orientation",),
    levels=WHERE_ASSOCIATIONS,
    source="Gemensam återrapport 2017; uppföljning 2021 (S2, S4)",
)

interventions_share = Indicator(
    id="interventions_share",
    unit=PERCENT,
    counts="interventions",
    title="Andel individinriktade och strukturövergripande insatser",
    definition="Insatser med inriktningen i procent av alla insatser som pågått under perioden.",
    measure=portions(INTERVENTIONS, key="orientation"),
    breakdowns=("orientation",),
    needs=("orientation",),
    levels=WHERE_ASSOCIATIONS,
    source="Gemensam återrapport 2017; uppföljning 2021 (S2, S4)",
)

associations_with_group = Indicator(
    id="associations_with_group",
    unit="associations",
    counts="associations",
    title="Samordningsförbund med insatser för målgruppen",
    definition=(
        "Samordningsförbund som finns på periodens sista dag och har minst en insats, pågående "
        "under perioden, som är märkt med målgruppen."
    ),
    measure=count(ASSOCIATIONS),
    breakdowns=("target_group",),
    needs=("target_group",),
    levels=WHERE_ASSOCIATIONS,
    source="Gemensam återrapport 2017 (S2)",
)

INDICATORS = (
    associations,
    municipalities,
    interventions,
    interventions_share,
    associations_with_group,
)
