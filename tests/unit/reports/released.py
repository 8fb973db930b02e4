"""Released numbers made for tests, as disclosure would have released them."""

from typing import Any

from samsyn.disclosure import Released, card
from samsyn.disclosure.released import sealed


def released(indicator: str, value: float | None, **facts: Any) -> Released:
    """A released number of an indicator; ``facts`` replace what is usual (2017, nation, count)."""
    about = card(indicator, facts.get("of", ""))
    usual: dict[str, Any] = {
        "card": about,
        "of": "",
        "statistic": "share" if about.unit == "percent" else "count",
        "period": "2017",
        "against": "",
        "level": "nation",
        "area": "",
        "breakdown": "",
        "value": value,
        "n": None,
        "status": "released",
        "reason": "",
        "snapshot": "2026-11-22-0123abcd",
        "source": about.source,
        "unit": about.unit,
        "definition_version": about.version,
    }
    return sealed(**(usual | facts))


def change(
    indicator: str, value: float | None, kind: str = "change_percent", **facts: Any
) -> Released:
    """A change against 2016; a percent in percent, points and absolute in the indicator's unit."""
    unit = {"unit": "percent"} if kind == "change_percent" else {}
    return released(indicator, value, statistic=kind, against="2016", **{**unit, **facts})


def withheld(indicator: str, reason: str = "small", **facts: Any) -> Released:
    """A number that disclosure control does not show."""
    return released(indicator, None, status="withheld", reason=reason, **facts)
