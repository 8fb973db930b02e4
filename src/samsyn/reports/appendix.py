"""The last appendix of every report: how each figure is counted, and what is missing."""

from collections.abc import Iterable
from dataclasses import replace

from samsyn.disclosure import IndicatorCard, Released
from samsyn.reports.document import (
    Definition,
    DefinitionList,
    ItemList,
    Paragraph,
    Report,
    Section,
)
from samsyn.reports.numbering import numbered
from samsyn.reports.reasons import why

_SYMBOLS = (
    (".. betyder att uppgiften inte visas. Skälet står i anslutning till den.",),
    (". betyder att uppgiften inte finns eller inte är tillämplig.",),
    ("– betyder noll.",),
    ("Andelar anges i hela procent, under en procent med en decimal.",),
    ("Förändringar av andelar anges i procentenheter, andra förändringar i procent eller antal.",),
    ("Avrundning sker från oavrundade tal, så att delar inte alltid summerar till helheten.",),
)


def with_definitions(report: Report) -> Report:
    """``report`` with an appendix of the definitions of all its figures, and their quality."""
    used = tuple(each.released for each in numbered(report)[1])
    appendix = Section(
        "Definitioner och kvalitet",
        (
            Paragraph(("Så här räknas uppgifterna i rapporten. Varje uppgift leder hit.",)),
            DefinitionList(tuple(definition(card) for card in cards(used))),
            Section("Tecken och avrundning", (ItemList(_SYMBOLS),)),
            Section("Vad som saknas", missing(used)),
        ),
        key="definitioner",
    )
    return replace(report, appendices=(*report.appendices, appendix))


def cards(used: Iterable[Released]) -> tuple[IndicatorCard, ...]:
    """The card of each indicator used, each once, by title."""
    found = {each.card.id: each.card for each in used}
    return tuple(sorted(found.values(), key=lambda card: (card.title, card.id)))


def definition(card: IndicatorCard) -> Definition:
    """What the appendix prints about an indicator."""
    facts = (
        ("Beteckning", f"{card.id}, version {card.version}"),
        ("Källa", card.source),
        ("Granskad", ", ".join(filter(None, (card.reviewed_on, card.reviewer)))),
        ("Granskas nästa gång", card.next_review),
    )
    shown = tuple((name, text) for name, text in facts if text)
    text = f"{card.definition} {card.note}".strip()
    return Definition(card.id, card.title, text, shown)


def missing(used: Iterable[Released]) -> tuple[Paragraph | ItemList, ...]:
    """What the report does not show, indicator by indicator, with the reason."""
    reasons = dict.fromkeys(
        f"{each.title}: {why(each)[:1].lower()}{why(each)[1:]}" for each in used if not each.shown
    )
    if not reasons:
        return (Paragraph(("Alla uppgifter i rapporten visas.",)),)
    told = tuple((reason,) for reason in sorted(reasons))
    return (
        Paragraph(("Uppgifter som inte visas, och varför:",)),
        ItemList(told, own=True),
    )
