"""Participants: how many took part, how many of them are known, and who they are."""

from collections.abc import Iterator

from samsyn.statistics.indicator import (
    PERCENT,
    PERSONS,
    REGISTRATIONS,
    WHERE_HEADS,
    WHERE_PERSONS,
    YEAR_ONLY,
    YEAR_OR_HALF,
    Indicator,
)
from samsyn.statistics.keys import KEYS, SICK_LISTED
from samsyn.statistics.measure import (
    Answer,
    Measure,
    Tallied,
    Tally,
    count,
    counted,
    ratio_in_percent,
)
from samsyn.statistics.measure import sex_share as sex_share_of
from samsyn.statistics.rows.heads import ANONYMOUS, STRUCTURAL, VOLUME
from samsyn.statistics.rows.persons import IDENTIFIED, ON_BENEFIT, STARTED
from samsyn.statistics.rows.populations import ON_BENEFIT_IN_ALL
from samsyn.vocabulary.period import Period

_WHO = (
    "sex",
    "age_group",
    "education",
    "income_source",
    "target_group",
    "derived_group",
    "method",
)
ANY_OF_THEM = (
    "Ålder och utbildning är de vid det senaste inträdet. En person kan ha flera "
    "försörjningar, målgrupper och metoder, så de summerar inte till totalen."
)
HEADS_LACK_HALVES = "Antalsuppgifter för perioden finns bara för hela året."

participants_identified = Indicator(
    id="participants_identified",
    unit=PERSONS,
    counts=PERSONS,
    title="Deltagare med personuppgifter",
    definition=(
        "Personer med minst ett deltagande i en individinriktad insats någon dag under "
        "perioden. Var och en räknas en gång."
    ),
    note=ANY_OF_THEM,
    measure=count(IDENTIFIED),
    breakdowns=_WHO,
    additive=("sex", "age_group", "education"),
    source="Gemensam återrapport 2017 och 2019 (S1, S2)",
)

participants_started = Indicator(
    id="participants_started",
    unit=PERSONS,
    counts=PERSONS,
    title="Deltagare som börjat",
    definition=(
        "Personer som registrerats in i en individinriktad insats under perioden. Var och en "
        "räknas en gång."
    ),
    note=ANY_OF_THEM,
    measure=count(STARTED),
    breakdowns=(*_WHO, "referred_by"),
    additive=("sex", "age_group", "education"),
    source="Gemensam återrapport 2019; uppföljning 2021 (S1, S4)",
)


def sources_and_sick_listed(period: Period) -> tuple[str, ...]:
    """The income sources of the period, and sick-listed, which is two of them together."""
    return (*KEYS["income_source"].categories(period), SICK_LISTED)


participants_on_benefit = Indicator(
    id="participants_on_benefit",
    unit=PERSONS,
    counts=PERSONS,
    title="Deltagare efter försörjning vid inträdet",
    definition=(
        "Deltagare med personuppgifter som hade försörjningen vid inträdet i ett deltagande som "
        "pågått under perioden. Sjukskrivna har sjukpenning eller rehabiliteringspenning."
    ),
    note="En person kan ha flera försörjningar och räknas då i var och en.",
    measure=count(ON_BENEFIT),
    breakdowns=("income_source", "sex"),
    needs=("income_source",),
    additive=("sex",),
    categories={"income_source": sources_and_sick_listed},
    source="Gemensam återrapport 2017 och 2019 (S1, S2)",
)

benefit_coverage = Indicator(
    id="benefit_coverage",
    unit=PERCENT,
    counts=PERSONS,
    title="Andel av alla med ersättningen som deltagit",
    definition=(
        "Deltagare med försörjningen vid inträdet i procent av alla som hade den under året."
    ),
    measure=ratio_in_percent(Tally(ON_BENEFIT), Tally(ON_BENEFIT_IN_ALL, lambda row: row.persons)),
    breakdowns=("income_source", "sex"),
    needs=("income_source",),
    levels=("nation", "county", "municipality"),
    periods=YEAR_ONLY,
    source="Gemensam återrapport 2019 (S1)",
)

participants_anonymous = Indicator(
    id="participants_anonymous",
    unit=PERSONS,
    counts=PERSONS,
    title="Anonyma deltagare",
    definition=(
        "Deltagare i individinriktade insatser som inte samtyckt till personuppgifter, som "
        "insatserna har angett antalet. Registreras per år och kön."
    ),
    measure=count(
        ANONYMOUS,
        of=lambda row: row.persons,
        lacking=lambda row: row.lacks_half,
        reason=HEADS_LACK_HALVES,
    ),
    breakdowns=("sex",),
    additive=("sex",),
    levels=WHERE_HEADS,
    periods=YEAR_OR_HALF,
    source="Gemensam återrapport 2017, not 8 (S2)",
)

participants_volume = Indicator(
    id="participants_volume",
    unit=PERSONS,
    counts=PERSONS,
    title="Deltagare i volyminsatser",
    definition=(
        "Deltagare i individinriktade insatser som bara följs upp med antal, som insatserna har "
        "angett det. Registreras per år och kön."
    ),
    measure=count(
        VOLUME,
        of=lambda row: row.persons,
        lacking=lambda row: row.lacks_half,
        reason=HEADS_LACK_HALVES,
    ),
    breakdowns=("sex",),
    additive=("sex",),
    levels=WHERE_HEADS,
    periods=YEAR_OR_HALF,
    source="Gemensam återrapport 2017, not 8 (S2)",
)


def _participants_total(tallied: Tallied) -> Iterator[Answer]:
    yield counted(tallied["identified"] + tallied["anonymous"] + tallied["volume"])


ALL_PARTICIPANTS = {
    "identified": Tally(IDENTIFIED),
    "anonymous": participants_anonymous.measure.tallies["units"],
    "volume": participants_volume.measure.tallies["units"],
}

participants_total = Indicator(
    id="participants_total",
    unit=REGISTRATIONS,
    counts=REGISTRATIONS,
    title="Deltagare totalt",
    definition=(
        "Deltagare med personuppgifter, anonyma deltagare och deltagare i volyminsatser "
        "tillsammans. En anonym deltagare kan vara registrerad mer än en gång."
    ),
    measure=Measure(
        {
            **ALL_PARTICIPANTS,
            "anonymous_lacking": participants_anonymous.measure.tallies["lacking"],
            "volume_lacking": participants_volume.measure.tallies["lacking"],
        },
        _participants_total,
        ("count",),
        {"anonymous_lacking": HEADS_LACK_HALVES, "volume_lacking": HEADS_LACK_HALVES},
    ),
    also=("sex",),
    additive=("sex",),
    levels=WHERE_HEADS,
    periods=YEAR_OR_HALF,
    source="Gemensam återrapport 2017 och 2019; uppföljning 2021 (S1, S2, S4)",
)

participants_structural = Indicator(
    id="participants_structural",
    unit=REGISTRATIONS,
    counts="staff",
    title="Deltagare i strukturövergripande insatser",
    definition=(
        "Personal som deltagit i strukturövergripande insatser: insatsens antalsuppgift för året, "
        "och där den saknas deltagarna i de aktiviteter som hållits under perioden."
    ),
    note="Antalsuppgifter har ingen form och ingår bara i totalen.",
    measure=count(
        STRUCTURAL,
        of=lambda row: row.persons,
        lacking=lambda row: row.lacks_half,
        reason=HEADS_LACK_HALVES,
    ),
    breakdowns=("format",),
    levels=WHERE_HEADS,
    periods=YEAR_OR_HALF,
    source="Uppföljning 2021 (S4)",
)

sex_share = Indicator(
    id="sex_share",
    unit=PERCENT,
    counts=PERSONS,
    title="Andel kvinnor och män",
    definition=(
        "Kvinnor respektive män i procent av alla som måttet räknar. De vars kön inte är känt "
        "ingår i nämnaren."
    ),
    measure=sex_share_of(participants_identified.measure),
    breakdowns=("sex",),
    needs=("sex",),
    levels=WHERE_PERSONS,
    source="Gemensam återrapport 2017 och 2019 (S1, S2)",
)

INDICATORS = (
    participants_identified,
    participants_anonymous,
    participants_volume,
    participants_total,
    participants_structural,
    participants_started,
    sex_share,
    participants_on_benefit,
    benefit_coverage,
)
