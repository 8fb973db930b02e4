"""Which codes hold on which day, as columns: for the checks of coded fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from samsyn.errors import nearest
from samsyn.vocabulary.area import municipalities
from samsyn.vocabulary.codelist import Code, code_list

_FEW = 12
"""So many codes are all named where none is alike."""


@dataclass(frozen=True)
class Days:
    """The days a row is about: from ``first`` to ``last``, expressions of dates without nulls."""

    first: pl.Expr
    last: pl.Expr


def entries(list_name: str) -> tuple[Code, ...]:
    """The codes of a list with the days they hold; municipalities hold always."""
    if list_name == "municipality":
        return tuple(Code(m.code, m.name, m.name) for m in municipalities().values())
    return code_list(list_name).entries


def holds(code: pl.Expr, among: Iterable[Code], days: Days) -> pl.Expr:
    """Whether ``code`` holds on any of the days; null where it is null."""
    always = [each.code for each in among if not (each.valid_from or each.valid_to)]
    found = code.is_in(always)
    for each in among:
        if each.valid_from or each.valid_to:
            starts, ends = each.valid_from or date.min, each.valid_to or date.max
            found = found | ((code == each.code) & (days.last >= starts) & (days.first <= ends))
    return found


def near_codes(code: str, among: Iterable[Code], first: date, last: date) -> str:
    """What may be meant by a code that does not hold: what replaced it, or one that is alike.

    >>> near_codes("Kvinna", entries("sex"), date(2026, 1, 1), date(2026, 1, 1))
    ' Menas woman?'
    """
    among = tuple(among)
    expired = [each for each in among if each.code == code]
    holding = [each for each in among if each.holds(first, last)]
    when = "".join(f" Koden gäller {_span(each)}." for each in expired)
    near = _replacing(expired, holding) or _alike(code, holding)
    if near:
        return when + f" Menas {' eller '.join(near)}?"
    known = list(dict.fromkeys(each.code for each in holding))
    return when + (f" Giltiga: {', '.join(known)}." if len(known) <= _FEW else "")


def _replacing(expired: list[Code], holding: list[Code]) -> list[str]:
    """Codes that took over the day after, or that carry the same label."""
    day = timedelta(days=1)
    after = {each.valid_to + day for each in expired if each.valid_to}
    labels = {each.label_sv for each in expired}
    return [c.code for c in holding if c.valid_from in after or c.label_sv in labels]


def _alike(code: str, holding: list[Code]) -> list[str]:
    labels = {each.label_sv.casefold(): each.code for each in holding}
    labels |= {each.label_en.casefold(): each.code for each in holding}
    words = {**labels, **{each.code: each.code for each in holding}}
    if f"0{code}" in words:  # spreadsheets drop the zero that a municipality begins with
        return [f"0{code}"]
    found = nearest(code.strip().casefold(), words)
    return list(dict.fromkeys(words[word] for word in found))


def _span(code: Code) -> str:
    first = f"från {code.valid_from}" if code.valid_from else ""
    last = f"till och med {code.valid_to}" if code.valid_to else ""
    return f"{first} {last}".strip()
