"""How the numbers of an indicator stand in a terminal, in Swedish."""

import json
from collections.abc import Iterable, Sequence

from samsyn.disclosure import IndicatorCard, Snapshot, card, key, read_directory
from samsyn.disclosure.unprotected import Figure
from samsyn.statistics.indicator import indicators
from samsyn.vocabulary.area import counties, municipalities
from samsyn.vocabulary.printed import number

_STATISTICS = {
    "count": "Antal",
    "share": "Andel",
    "sum": "Summa",
    "mean": "Medelvärde",
    "median": "Median",
    "lower_quartile": "Undre kvartil",
    "upper_quartile": "Övre kvartil",
    "change_percent": "Förändring i procent",
    "change_absolute": "Förändring",
    "change_points": "Förändring i procentenheter",
}
_UNITS = {
    "persons": "personer",
    "participations": "deltaganden",
    "cases": "ärenden",
    "meetings": "möten",
    "registrations": "registreringar",
    "participants": "deltagare",
    "percent": "procent",
    "days": "dagar",
    "SEK": "kronor (summor i miljoner)",
    "associations": "förbund",
    "municipalities": "kommuner",
    "interventions": "insatser",
}
_REASONS = {
    "small": "för få personer, eller alla av ett slag i en liten grupp",
    "complementary": "skyddar en uppgift som annars kunde räknas ut",
    "quality": "för osäker",
    "secret": "sekretess",
}
_LEVELS = {
    "county": "Län",
    "association": "Förbund",
    "municipality": "Kommun",
    "intervention": "Insats",
    "office": "Kontor",
}


def as_table(about: IndicatorCard, figures: Sequence[Figure], snapshot: Snapshot) -> str:
    """The numbers under their title, with definition, notes, source and snapshot below."""
    heading = [f"{about.title} ({_UNITS.get(about.unit, about.unit)})"]
    if snapshot.invented:
        heading.append("Påhittade data")
    body = _aligned([_columns(figures), *_rows(figures, snapshot)], numbers=2)
    notes = [*_notes(figures), f"Definition: {about.definition}"]
    if about.note:
        notes.append(f"Anmärkning: {about.note}")
    notes.append(f"Källa: {about.source}. Definition {about.version}, ögonblicksbild {snapshot.id}")
    return "\n".join([*heading, "", *body, "", *notes])


def list_of_indicators(*, as_json: bool) -> str:
    """Every indicator: id, unit, title and keys."""
    cards = [card(name) for name in indicators()]
    if as_json:
        rows = [
            {
                "indicator": each.id,
                "title": each.title,
                "unit": each.unit,
                "breakdowns": list(each.breakdowns),
                "levels": list(each.levels),
                "definition_version": each.version,
                "definition": each.definition,
            }
            for each in cards
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1)
    lines = [[each.id, each.unit, each.title, ", ".join(each.breakdowns)] for each in cards]
    return "\n".join(_aligned([["ID", "ENHET", "TITEL", "NYCKLAR"], *lines]))


def _columns(figures: Sequence[Figure]) -> list[str]:
    keys = [key(name).title_sv for name in _keys(figures)]
    level = [_LEVELS[str(figures[0]["level"])]] if _has_areas(figures) else []
    return ["Period", *level, *keys, "Mått", "Värde", "n"]


def _rows(figures: Sequence[Figure], snapshot: Snapshot) -> Iterable[list[str]]:
    names = _area_names(figures, snapshot)
    keys = _keys(figures)
    for figure in figures:
        codes = dict(part.split("=", 1) for part in str(figure["breakdown"]).split(";") if part)
        labels = [key(name).label(codes[name]) if name in codes else "Alla" for name in keys]
        area = str(figure["area"])
        place = [f"{area} {names.get(area, '')}".rstrip()] if _has_areas(figures) else []
        against = f" mot {figure['against']}" if figure["against"] else ""
        statistic = _STATISTICS.get(str(figure["statistic"]), str(figure["statistic"]))
        n = "" if figure["n"] is None else number(float(figure["n"]))
        shown = str(figure["printed"])
        yield [f"{figure['period']}{against}", *place, *labels, statistic, shown, n]


def _keys(figures: Sequence[Figure]) -> list[str]:
    """The keys that any row is broken down by, in the order they are met."""
    parts = (part for figure in figures for part in str(figure["breakdown"]).split(";") if part)
    return list(dict.fromkeys(part.partition("=")[0] for part in parts))


def _has_areas(figures: Sequence[Figure]) -> bool:
    return bool(figures) and figures[0]["level"] != "nation"


def _area_names(figures: Sequence[Figure], snapshot: Snapshot) -> dict[str, str]:
    level = figures[0]["level"] if figures else "nation"
    if level == "county":
        return counties()
    if level == "municipality":
        return {code: each.name for code, each in municipalities().items()}
    if level == "association":
        return {each.code: each.name for each in read_directory(snapshot).associations}
    return {}


def _notes(figures: Sequence[Figure]) -> list[str]:
    """What the dots stand for, each reason once."""
    withheld = {str(f["reason"]) for f in figures if f["status"] == "withheld"}
    absent = {str(f["reason"]) for f in figures if f["status"] == "not_available"}
    hidden = "; ".join(_REASONS[reason] for reason in _REASONS if reason in withheld)
    notes = [f".. Uppgiften visas inte: {hidden}."] if hidden else []
    return notes + [f".  {reason}" for reason in sorted(filter(None, absent))]


def _aligned(lines: Sequence[Sequence[str]], *, numbers: int = 0) -> list[str]:
    """Lines with their columns under each other, the last ``numbers`` of them to the right."""
    if not lines:
        return []
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    last = len(widths) - numbers
    return [
        "  ".join(
            text.ljust(width) if at < last else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
