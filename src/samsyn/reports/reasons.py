"""Why a figure is not shown, in words: the note behind every ``..`` and every ``.``."""

from samsyn.disclosure import Released
from samsyn.vocabulary.printed import NOT_APPLICABLE, WITHHELD

_WHY = {
    "small": "Uppgiften visas inte, eftersom den bygger på för få.",
    "complementary": "Uppgiften visas inte, eftersom en skyddad uppgift då kan räknas ut.",
    "quality": "Uppgiften visas inte, eftersom underlaget är för osäkert.",
    "secret": "Uppgiften visas inte, eftersom den omfattas av sekretess.",
}


def why(released: Released) -> str:
    """A sentence that says why there is no number; empty where there is one."""
    if released.value is not None:
        return ""
    if released.status == "not_available":
        return released.reason or "Uppgift finns inte."
    return _WHY.get(released.reason, _WHY["small"])


def symbols(figures: tuple[Released, ...]) -> tuple[str, ...]:
    """The notes a table needs: one for each symbol and reason in it, in a fixed order."""
    withheld = {why(each) for each in figures if each.status == "withheld"}
    missing = {why(each) for each in figures if each.status == "not_available"}
    return (
        *(f"{WITHHELD} {text}" for text in sorted(withheld)),
        *(f"{NOT_APPLICABLE} {text}" for text in sorted(missing)),
    )
