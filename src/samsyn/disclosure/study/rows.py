"""The rows of a study's release: each number sealed with its key, its n and its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from samsyn.disclosure.primary import Limits
from samsyn.disclosure.released import (
    NOT_AVAILABLE,
    RELEASED,
    WITHHELD_STATUS,
    Released,
    sealed,
)
from samsyn.disclosure.study.cards import study_cards
from samsyn.disclosure.study.small import limits_on
from samsyn.evaluation.interval import Interval
from samsyn.evaluation.protocol_versions import Version

Key = Mapping[str, Any]
"""A part of a number's breakdown: arm, against, outcome, horizon …"""


class Rows:
    """Collects the released numbers of one study.

    ``day`` is that of the data cut, or of what is monitored, and decides which limits hold. The
    columns of ``figures.csv`` are filled as follows. ``period``: the month of the data cut.
    ``level`` and ``area``: the nation, or a municipality. ``breakdown`` holds the rest of the key:
    ``arm`` and ``against`` (arms of the contrast), ``outcome``, ``horizon`` (months since entry),
    ``month`` (2015-01, of an inflow), ``component``, ``covariate``, ``adjusted`` (with covariates),
    a subgroup's id with its group (``sex=woman``), ``step`` and ``stopped``, ``measure``,
    ``payer``, ``price``. ``statistic``: the estimate's own (count, share, mean,
    difference …), and beside it ``lower`` and ``upper``, ``standard_error``, ``p``, ``p_holm``,
    ``p_romano_wolf``, ``p_redrawn`` as figures of their own. The columns ``of`` and ``against``
    are empty: they name an indicator and a period. Shares are 0–100, differences are points.
    """

    def __init__(self, locked: Version, *, day: date, snapshot: str) -> None:
        self.protocol = locked.protocol
        self.limit: Limits = limits_on(day)
        self.rows: list[Released] = []
        self._cards = study_cards(locked.protocol, locked.number)
        self._snapshot = snapshot
        self._period = day.isoformat()[:7]

    def add(
        self,
        indicator: str,
        statistic: str,
        value: float | int | None,
        *,
        n: int | None = None,
        unit: str = "",
        withheld: str = "",
        missing: str = "",
        period: str = "",
        area: str = "",
        **breakdown: Any,
    ) -> None:
        """One number; ``withheld`` is its reason, ``missing`` why there is none."""
        card = self._cards[indicator]
        status = WITHHELD_STATUS if withheld else NOT_AVAILABLE if missing else RELEASED
        told = {name: str(value) for name, value in breakdown.items() if value not in ("", None)}
        key = ";".join(f"{name}={told[name]}" for name in sorted(told))
        self.rows.append(
            sealed(
                card=card,
                of="",
                statistic=statistic,
                period=period or self._period,
                against="",
                level="municipality" if area else "nation",
                area=area,
                breakdown=key,
                value=value,
                n=n,
                status=status,
                reason=withheld or missing,
                snapshot=self._snapshot,
                source=card.source,
                unit=unit or card.unit,
                definition_version=card.version,
            )
        )

    def interval(
        self,
        indicator: str,
        statistic: str,
        interval: Interval,
        *,
        scale: float = 1,
        withheld: str = "",
        n: int | None = None,
        **key: Any,
    ) -> None:
        """An estimate, and its limits as figures of their own; ``scale`` 100 gives points."""
        parts = {
            statistic: interval.estimate,
            "lower": interval.lower,
            "upper": interval.upper,
        }
        for name, value in parts.items():
            self.add(indicator, name, scale * value, n=n, withheld=withheld, **key)
