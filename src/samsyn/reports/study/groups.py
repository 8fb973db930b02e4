"""Groups known before the draw: both estimates, and the difference that answers the question."""

from collections.abc import Iterator

from samsyn.reports.document import Block, Chart, Inline, Section
from samsyn.reports.prose import p
from samsyn.reports.study.pages import Key, Study, table
from samsyn.reports.study.words import group

_STATISTICS = ("difference", "lower", "upper", "standard_error", "p")
_HEADS = ("Skillnad", "Nedre gräns", "Övre gräns", "Medelfel", "p")


def groups(study: Study) -> Iterator[Block]:
    """A section a subgroup of the protocol."""
    for subgroup in study.protocol.subgroups:
        tables = [
            each
            for outcome in study.protocol.outcomes
            for month in study.protocol.horizons
            for each in _tables(study, subgroup.id, outcome.id, outcome.title, month)
        ]
        if tables:
            text = p(
                "Att en grupp har en säkerställd skillnad och en annan inte säger inget om att "
                "stödet verkar olika. Det gör bara raden som håller grupperna mot varandra."
            )
            yield Section(subgroup.title, (text, *tables))


def _tables(study: Study, subgroup: str, outcome: str, title: str, month: int) -> Iterator[Block]:
    key: Key = {"outcome": outcome, "horizon": month}
    arms = study.keyed("study_group_difference", "arm", outcome=outcome)
    rows: dict[str, list[Inline]] = {}
    for arm in arms:
        pair = {**key, "arm": arm, "against": study.protocol.reference}
        _rows(study, subgroup, pair, rows)
    if rows:
        planned = study.released.group_standing.get((outcome, month, subgroup)) == "planned"
        mark = "" if planned else " (utforskande)"
        name = f"{title}, månad {month}{mark}: skillnader i procentenheter inom grupper och mellan"
        found = table(name, _HEADS, rows, stub="Jämförelse och grupp")
        yield found
        if month == study.month:
            limits = {heading: cells[:3] for heading, cells in rows.items()}
            title = f"{name}, med konfidensintervall"
            yield Chart(table(title, _HEADS[:3], limits, stub=found.stub), "forest", told=True)


def _rows(study: Study, subgroup: str, pair: Key, rows: dict[str, list[Inline]]) -> None:
    title = study.pair(pair["arm"], pair["against"])
    chosen = next(each for each in study.protocol.subgroups if each.id == subgroup)
    names = chosen.groups
    for name in names:
        if study.find("study_group_difference", "difference", **pair, **{subgroup: name}):
            rows[f"{title}: {group(subgroup, name).lower()}"] = study.cells(
                "study_group_difference", *_STATISTICS, form="plain", **pair, **{subgroup: name}
            )
    for name in names:
        if study.find("study_interaction", "difference", **pair, **{subgroup: name}):
            first = next((each for each in names if each != name), "")
            said = f"{group(subgroup, name)} minus {group(subgroup, first).lower()}"
            rows[f"- {title}: {said.lower()}"] = study.cells(
                "study_interaction", *_STATISTICS, form="plain", **pair, **{subgroup: name}
            )
