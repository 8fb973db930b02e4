"""Money: what associations are given, what they spend, and what one participant costs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from samsyn.statistics.indicator import (
    PARTICIPATIONS,
    PERSONS,
    REGISTRATIONS,
    SEK,
    WHERE_ASSOCIATIONS,
    WHERE_HEADS,
    YEAR_ONLY,
    Indicator,
)
from samsyn.statistics.indicators.outcomes import measured_after, works_or_studies_after
from samsyn.statistics.indicators.participants import ALL_PARTICIPANTS
from samsyn.statistics.keys import Key
from samsyn.statistics.measure import (
    NOTHING_TO_DIVIDE,
    Answer,
    Measure,
    Tallied,
    Tally,
    total,
)
from samsyn.statistics.rows.completed import COMPLETED
from samsyn.statistics.rows.money import ADMINISTRATION, FUNDS, INTERVENTION_COSTS, STAFF
from samsyn.statistics.rows.persons import IDENTIFIED

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue, Table

LEAST_IDENTIFIED = 80
"""Percent of all participants that must be identified before a cost per outcome is given."""

_FEW_IDENTIFIED = (
    f"Måttet ges bara där minst {LEAST_IDENTIFIED} procent av deltagarna har personuppgifter."
)


def _outturn(row: "Table") -> "IntegerValue":
    return (row.amount == "outturn").ifelse(row.sek, 0)


def _individual_outturn(row: "Table") -> "IntegerValue":
    return (row.orientation == "individual").ifelse(_outturn(row), 0)


funds = Indicator(
    id="funds",
    unit=SEK,
    counts="money",
    title="Medel",
    definition="Medel som förbunden fått för året, efter finansiär.",
    measure=total(FUNDS, lambda row: row.amount_sek),
    breakdowns=("funding_source",),
    additive=("funding_source",),
    levels=WHERE_ASSOCIATIONS,
    periods=YEAR_ONLY,
    source="SUS, ekonomirapport (U)",
)

administration_cost = Indicator(
    id="administration_cost",
    unit=SEK,
    counts="money",
    title="Förbundens egna kostnader",
    definition="Budget respektive utfall för förbundens egna kostnader under året.",
    measure=total(ADMINISTRATION, lambda row: row.sek),
    breakdowns=("kind", "amount"),
    needs=("amount",),
    additive=("kind",),
    levels=WHERE_ASSOCIATIONS,
    periods=YEAR_ONLY,
    categories={"kind": Key("kind", "Slag", "cost_kind").categories},
    source="SUS, ekonomirapport (U)",
)

intervention_cost = Indicator(
    id="intervention_cost",
    unit=SEK,
    counts="money",
    title="Insatsernas kostnader",
    definition="Budget respektive utfall för insatsernas kostnader under året.",
    measure=total(INTERVENTION_COSTS, lambda row: row.sek),
    breakdowns=("kind", "amount"),
    needs=("amount",),
    additive=("kind",),
    levels=WHERE_HEADS,
    periods=YEAR_ONLY,
    categories={"kind": Key("kind", "Slag", "intervention_cost_kind").categories},
    source="SUS, ekonomirapport (U)",
)


def _result(tallied: Tallied) -> Iterator[Answer]:
    costs = tallied["administration"] + tallied["interventions"]
    yield Answer("sum", tallied["funds"] - costs)


result = Indicator(
    id="result",
    unit=SEK,
    counts="money",
    title="Resultat",
    definition="Årets medel minus utfallet för förbundens egna kostnader och för insatserna.",
    measure=Measure(
        {
            "funds": Tally(FUNDS, lambda row: row.amount_sek),
            "administration": Tally(ADMINISTRATION, _outturn),
            "interventions": Tally(INTERVENTION_COSTS, _outturn),
        },
        _result,
        ("sum",),
    ),
    levels=WHERE_ASSOCIATIONS,
    periods=YEAR_ONLY,
    source="SUS, ekonomirapport (U)",
)


def _all_participants(tallied: Tallied) -> int:
    return int(tallied["identified"] + tallied["anonymous"] + tallied["volume"])


def _cost_for_each(sek: int, units: int) -> Answer:
    """``sek`` for each of ``units`` people; the cost is no secret, the number of people may be."""
    if not units:
        return Answer("mean", None, 0, sek, 0, NOTHING_TO_DIVIDE)
    return Answer("mean", sek / units, units, sek, units)


def _cost_per_participant(tallied: Tallied) -> Iterator[Answer]:
    yield _cost_for_each(tallied["outturn"], _all_participants(tallied))


def _cost_per_outcome(tallied: Tallied) -> Iterator[Answer]:
    if 100 * tallied["identified"] < LEAST_IDENTIFIED * _all_participants(tallied):
        yield Answer("mean", None, reason=_FEW_IDENTIFIED)
    else:
        yield _cost_for_each(tallied["outturn"], tallied["reached"])


_OUTTURN = Tally(INTERVENTION_COSTS, _individual_outturn)

cost_per_participant = Indicator(
    id="cost_per_participant",
    unit=SEK,
    counts=REGISTRATIONS,
    title="Kostnad per deltagare",
    definition=(
        "Utfallet för individinriktade insatser under året delat med antalet deltagare totalt."
    ),
    measure=Measure({"outturn": _OUTTURN, **ALL_PARTICIPANTS}, _cost_per_participant, ("mean",)),
    levels=WHERE_HEADS,
    periods=YEAR_ONLY,
    source="Samsyn",
)

cost_per_work_or_study = Indicator(
    id="cost_per_work_or_study",
    unit=SEK,
    counts=PARTICIPATIONS,
    title="Kostnad per avslutat deltagande till arbete eller studier",
    definition=(
        "Utfallet för individinriktade insatser under året delat med antalet avslutade "
        "deltaganden där personen arbetar eller studerar direkt efter insatsen."
    ),
    note=f"{_FEW_IDENTIFIED} Används aldrig för att rangordna.",
    measure=Measure(
        {
            "outturn": _OUTTURN,
            **ALL_PARTICIPANTS,
            "reached": Tally(
                COMPLETED, lambda row: measured_after(row) & works_or_studies_after(row)
            ),
        },
        _cost_per_outcome,
        ("mean",),
    ),
    levels=WHERE_HEADS,
    periods=YEAR_ONLY,
    source="Samsyn",
)


def _thousandths(row: "Table") -> "IntegerValue":
    """Whole numbers, so that the sum does not depend on the order in which it is made."""
    return (row.full_time_equivalents * 1000).round().cast("int64")


def _staff_ratio(tallied: Tallied) -> Iterator[Answer]:
    persons, staff = tallied["identified"], tallied["thousandths"] / 1000
    if staff:
        yield Answer("mean", persons / staff, staff, persons, persons)
    else:
        yield Answer("mean", None, 0, persons, persons, NOTHING_TO_DIVIDE)


staff_ratio = Indicator(
    id="staff_ratio",
    unit="participants per full-time equivalent",
    counts=PERSONS,
    title="Deltagare per heltidstjänst",
    definition=(
        "Deltagare med personuppgifter delat med de heltidstjänster som insatserna haft under året."
    ),
    note="En insats kan ha flera metoder och räknas då i var och en.",
    measure=Measure(
        {
            "identified": Tally(IDENTIFIED),
            "thousandths": Tally(STAFF, _thousandths),
        },
        _staff_ratio,
        ("mean",),
    ),
    breakdowns=("method",),
    levels=WHERE_HEADS,
    periods=YEAR_ONLY,
    source="Randomiserad utvärdering 2014–2017 (S3)",
)

INDICATORS = (
    funds,
    administration_cost,
    intervention_cost,
    result,
    cost_per_participant,
    cost_per_work_or_study,
    staff_ratio,
)
