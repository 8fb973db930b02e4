"""Outcomes of completed participations: who was measured, who works, studies or seeks work."""

from typing import TYPE_CHECKING

from samsyn.statistics.indicator import PARTICIPATIONS, PERCENT, Indicator
from samsyn.statistics.measure import count, share
from samsyn.statistics.rows.completed import COMPLETED, FOLLOWED_UP

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

WHOSE = ("sex", "age_group", "education", "income_before")
OF_MEASURED = "Andelen är av de avslutade deltaganden som mätts vid utregistreringen."
SEVERAL_INCOMES = (
    "Ett deltagande kan ha flera försörjningar före, så de summerar inte till totalen."
)


def measured_after(row: "Table") -> "BooleanValue":
    """Whether any of the three answers was given at exit."""
    return row.after_measured


def works_or_studies_after(row: "Table") -> "BooleanValue":
    return row.after_works | row.after_studies


def job_seeking_after(row: "Table") -> "BooleanValue":
    """Seeks work and neither works nor studies."""
    return row.after_seeks_work & ~works_or_studies_after(row)


def started_or_increased_work_or_study(row: "Table") -> "BooleanValue":
    """More of either after than before, or one without percent that was not there before."""
    return _more(row, "works", "work_percent") | _more(row, "studies", "study_percent")


def _more(row: "Table", does: str, percent: str) -> "BooleanValue":
    before, after = row[f"before_{percent}"], row[f"after_{percent}"]
    began = row[f"after_{does}"] & ~row[f"before_{does}"] & after.isnull()
    return began | (after.coalesce(0) > before.coalesce(0))


completed = Indicator(
    id="completed",
    unit=PARTICIPATIONS,
    counts=PARTICIPATIONS,
    title="Avslutade deltaganden",
    definition=(
        "Deltaganden som avslutats under perioden i individinriktade insatser som följs upp med "
        "personuppgifter. Felregistrerade räknas inte."
    ),
    measure=count(COMPLETED),
    breakdowns=("exit_reason", "sex"),
    additive=("exit_reason", "sex"),
    source="Uppföljning 2021; SUS, standardrapport deltagare (S4, U)",
)

outcome_coverage = Indicator(
    id="outcome_coverage",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Andel avslutade som mätts efter",
    definition=(
        "Avslutade deltaganden med minst ett svar om arbete, studier eller arbetssökande vid "
        "utregistreringen, i procent av alla avslutade."
    ),
    measure=share(COMPLETED, part=measured_after),
    breakdowns=("sex",),
    additive=("sex",),
    source="Samsyn",
)

outcome_work_or_study = Indicator(
    id="outcome_work_or_study",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Till arbete eller studier",
    definition="Avslutade deltaganden där personen arbetar eller studerar direkt efter insatsen.",
    note=f"{OF_MEASURED} {SEVERAL_INCOMES}",
    measure=share(COMPLETED, part=works_or_studies_after, of=measured_after),
    breakdowns=WHOSE,
    additive=("sex", "age_group", "education"),
    source="Uppföljning 2021; SUS, standardrapport deltagare, rapporttyp 2 (S4, U)",
)

outcome_job_seeking = Indicator(
    id="outcome_job_seeking",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Till arbetssökande",
    definition=(
        "Avslutade deltaganden där personen söker arbete och varken arbetar eller studerar "
        "direkt efter insatsen."
    ),
    note=f"{OF_MEASURED} {SEVERAL_INCOMES}",
    measure=share(COMPLETED, part=job_seeking_after, of=measured_after),
    breakdowns=WHOSE,
    additive=("sex", "age_group", "education"),
    source="Uppföljning 2021; SUS, standardrapport deltagare, rapporttyp 2 (S4, U)",
)

outcome_work_study_or_job_seeking = Indicator(
    id="outcome_work_study_or_job_seeking",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Till arbete, studier eller arbetssökande",
    definition=(
        "Avslutade deltaganden där personen arbetar, studerar eller söker arbete direkt efter "
        "insatsen."
    ),
    note=f"{OF_MEASURED} {SEVERAL_INCOMES}",
    measure=share(
        COMPLETED,
        part=lambda row: works_or_studies_after(row) | row.after_seeks_work,
        of=measured_after,
    ),
    breakdowns=WHOSE,
    additive=("sex", "age_group", "education"),
    source="Uppföljning 2021 (S4)",
)

started_or_increased = Indicator(
    id="started_or_increased",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Börjat eller ökat arbete eller studier",
    definition=(
        "Avslutade deltaganden där omfattningen av arbete eller studier är högre efter än före. "
        "Saknad omfattning är noll; arbete eller studier utan omfattning räknas som ökning om "
        "personen inte arbetade respektive studerade före."
    ),
    note=(
        "Andelen är av de avslutade deltaganden som mätts både vid in- och utregistreringen. "
        f"{SEVERAL_INCOMES}"
    ),
    measure=share(
        COMPLETED,
        part=started_or_increased_work_or_study,
        of=lambda row: row.before_measured & row.after_measured,
    ),
    breakdowns=WHOSE,
    additive=("sex", "age_group", "education"),
    source="SUS, standardrapport deltagare (U)",
)

no_public_support_after = Indicator(
    id="no_public_support_after",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Utan offentlig försörjning efter",
    definition=(
        "Avslutade deltaganden där ingen offentlig försörjning är den enda försörjningen efter, i "
        "procent av avslutade med minst en försörjning registrerad efter."
    ),
    note=SEVERAL_INCOMES,
    measure=share(
        COMPLETED,
        part=lambda row: row.public_after == 0,
        of=lambda row: row.public_after.notnull(),
    ),
    breakdowns=WHOSE,
    additive=("sex", "age_group", "education"),
    source="SUS, standardrapport deltagare (U)",
)

outcome_later = Indicator(
    id="outcome_later",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="I arbete eller studier månader efter avslutet",
    definition=(
        "Deltaganden avslutade under perioden där personen arbetar eller studerar vid "
        "mättillfället, i procent av dem som mätts då."
    ),
    note="Räknas för dem vars mättillfälle passerats den dag ögonblicksbilden togs.",
    measure=share(FOLLOWED_UP, part=lambda row: row.reached, of=lambda row: row.measured),
    breakdowns=("point", "sex"),
    needs=("point",),
    additive=("sex",),
    source="Samsyn",
)

outcome_later_coverage = Indicator(
    id="outcome_later_coverage",
    unit=PERCENT,
    counts=PARTICIPATIONS,
    title="Andel mätta månader efter avslutet",
    definition=(
        "Deltaganden avslutade under perioden som mätts vid mättillfället, i procent av dem vars "
        "mättillfälle passerats den dag ögonblicksbilden togs."
    ),
    measure=share(FOLLOWED_UP, part=lambda row: row.measured),
    breakdowns=("point", "sex"),
    needs=("point",),
    additive=("sex",),
    source="Samsyn",
)

INDICATORS = (
    completed,
    outcome_coverage,
    outcome_work_or_study,
    outcome_job_seeking,
    outcome_work_study_or_job_seeking,
    started_or_increased,
    no_public_support_after,
    outcome_later,
    outcome_later_coverage,
)
