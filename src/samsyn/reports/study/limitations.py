"""What the study cannot say, found by rule from its own numbers."""

from collections.abc import Iterator

from samsyn.reports.document import ItemList, Label, Section
from samsyn.reports.prose import p
from samsyn.reports.study.pages import Study
from samsyn.reports.study.words import covariate, population

APART = 0.1
"""A standardised difference above this is said aloud (a common mark for small)."""


def limitations(study: Study) -> Section:
    """A list, shortest first to what the reader must know."""
    items = tuple((Label(each),) for each in _items(study))
    lead = p("Listan görs av regler från studiens egna uppgifter.")
    return Section("Begränsningar", (lead, ItemList(items)), key="begransningar")


def _items(study: Study) -> Iterator[str]:
    yield from _who(study)
    if not study.released.interim:
        yield from _how_long(study)
        yield from _open(study)
        yield from _lost(study)
        yield from _explored(study)
    yield from _broken(study)
    yield from _balance(study)
    if study.released.source.invented:
        yield ("Uppgifterna är påhittade. Rapporten visar hur en studie redovisas, inget annat.")


def _who(study: Study) -> Iterator[str]:
    """Where the study differs from its population."""
    for name in study.keyed("study_standardised", "population"):
        apart = [
            covariate(code).lower()
            for code in study.keyed("study_standardised", "covariate", population=name)
            if abs(study.get("study_standardised", "difference", covariate=code,
                             population=name).value or 0) > APART
        ]  # fmt: skip
        if apart:
            yield (
                f"Resultaten gäller dem i studien. De skiljer sig från {population(name)} i fråga "
                f"om {', '.join(apart)}, så andra kan få andra resultat."
            )


def _how_long(study: Study) -> Iterator[str]:
    months = ", ".join(f"månad {each}" for each in study.protocol.horizons)
    yield (f"Studien jämför armarna vid {months} efter lottningen och säger inget om tiden efter.")


def _open(study: Study) -> Iterator[str]:
    """Contrasts that are not settled."""
    for arm, against in study.pairs:
        result = study.settled(study.primary.id, study.month, arm, against)
        if result != "settled":
            yield (
                f"Mellan {study.arms[arm]} och {study.arms[against]} är skillnaden i huvudutfallet "
                "inte säkerställd. Det är inte detsamma som att de ger samma resultat."
            )


def _lost(study: Study) -> Iterator[str]:
    key = {"outcome": study.primary.id, "horizon": study.month}
    shares = [study.find("study_observed", "share", arm=arm, **key) for arm in study.arms]
    if any(each is not None and each.value is not None and each.value < 100 for each in shares):
        yield (
            "Alla som lottades kunde inte observeras. Hur många det gäller, och vad det kan göra "
            "med skillnaderna, står i avsnittet om bortfall."
        )


def _explored(study: Study) -> Iterator[str]:
    if "exploratory" in study.released.standing.values():
        yield (
            "Det som är märkt utforskande planerades inte innan den första personen gick in. Det "
            "kan ge uppslag, men inte besked."
        )
    if study.released.source.cut_standing == "exploratory":
        yield ("Uppgifterna gäller till en annan dag än protokollets, så allt är utforskande.")
    if study.protocol.subgroups:
        yield (
            "Studien är dimensionerad för alla tillsammans. Skillnader mellan grupper måste vara "
            "stora för att upptäckas."
        )


def _broken(study: Study) -> Iterator[str]:
    if any(row.value != 0 for row in study.released.release.rows("study_breaches")):
        yield (
            "Avsteg från armarnas innehåll har loggats. De gör armarna mer lika och skillnaderna "
            "mellan dem mindre."
        )
    unkept = [each for each in study.released.verdicts.values() if each != "as promised"]
    if unkept:
        yield (
            "Allt som armarna utlovar syns inte i loggen av vad som getts; se avsnittet om vad "
            "armarna gav."
        )


def _balance(study: Study) -> Iterator[str]:
    test = study.find("study_balance_test", "p")
    if test and test.value is not None and test.value < 1 - study.protocol.level:
        yield (
            "Armarna skiljer sig före lottningen mer än slumpen brukar ge. Jämför skillnaderna med "
            "och utan kovariater."
        )
