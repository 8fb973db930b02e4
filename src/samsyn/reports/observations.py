"""What stands out among released figures, told by rule: *Sammanfattande iakttagelser*.

Each rule says one thing, with the figures it rests on, or nothing where they are not shown.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from samsyn.disclosure import Released
from samsyn.reports.comparing import compared
from samsyn.reports.context import Context
from samsyn.reports.document import Footnote, ItemList, Label, Paragraph, Section
from samsyn.reports.figure import Figure, figure
from samsyn.reports.nouns import OUTCOMES
from samsyn.reports.prose import Parts, flat, number

Labelled = Sequence[tuple[str, Released]]
"""Figures of one kind, each with what it is called."""

TITLE = "Sammanfattande iakttagelser"


def observed(sentences: Iterable[Parts]) -> Section:
    """The closing section of a chapter; a sentence without parts is left out."""
    told = tuple(parts for parts in sentences if parts)
    if not told:
        return Section(TITLE, (Paragraph(("Det som får visas är för lite för iakttagelser.",)),))
    return Section(TITLE, (ItemList(told),))


def told_change(ctx: Context, indicator: str, subject: str, **key: Any) -> Parts:
    """``subject`` with its change, once more but without footnotes; nothing if not comparable."""
    statistic = key.get("statistic", "change_percent")
    rest = {name: value for name, value in key.items() if name != "statistic"}
    if not ctx.get(indicator, statistic=statistic, **rest).shown:
        return ()
    told = compared(ctx, indicator, subject, **key)
    return tuple(part for part in told if not isinstance(part, Footnote))


def most_common(figures: Labelled, what: str) -> Parts:
    """``Vanligast var kartläggning (412), följt av …`` of ``what`` (vanligaste inriktningen)."""
    first, second, *rest = (*_largest(figures), None, None)
    if first is None or second is None:
        return ()
    if first[1].value == second[1].value or (rest[0] and rest[0][1].value == second[1].value):
        return ()
    return flat(
        f"{what} var ",
        (Label(lowered(first[0])), " (", *number(first[1])),
        ("), följt av ", Label(lowered(second[0])), " (", *number(second[1]), ")."),
    )


def _largest(figures: Labelled) -> list[tuple[str, Released]]:
    """Those with a number above nil, the largest first; none where any is withheld."""
    if any(each.status == "withheld" for _, each in figures):
        return []
    known = [(label, each) for label, each in figures if each.value]
    return sorted(known, key=lambda pair: -float(pair[1].value or 0))


def largest_change(changes: Labelled, what: str) -> Parts:
    """``Störst var förändringen för … (+40)``: the largest change either way, if it is alone."""
    known = [(label, each) for label, each in changes if each.value]
    ranked = sorted(known, key=lambda pair: -abs(float(pair[1].value or 0)))
    if not ranked or (len(ranked) > 1 and abs(_value(ranked[0])) == abs(_value(ranked[1]))):
        return ()
    label, change = ranked[0]
    way = "ökade" if _value(ranked[0]) > 0 else "minskade"
    return (f"{what} {way} mest för ", Label(lowered(label)), " (", Figure(change, "signed"), ").")


def _value(pair: tuple[str, Released]) -> float:
    return float(pair[1].value or 0)


def women_beside_men(women: Released, men: Released, what: str = "") -> Parts:
    """``Andelen som arbetade … var lägre bland kvinnorna (28 procent) än bland männen (34 …).``"""
    if women.value is None or men.value is None:
        return ()
    share = what or f"Andelen som {OUTCOMES[women.indicator]}"
    first, second = figure(women), figure(men)
    if first.printed == second.printed:
        told = (" procent bland kvinnorna och ", second, " procent bland männen.")
        return (f"{share} var lika stor: ", first, *told)
    way = "högre" if float(women.value) > float(men.value) else "lägre"
    told = (" procent) än bland männen (", second, " procent).")
    return (f"{share} var {way} bland kvinnorna (", first, *told)


def lowered(label: str) -> str:
    """A label inside a sentence: the first letter small, unless the word is an abbreviation.

    >>> lowered("Sjukpenning"), lowered("ESF-medel"), lowered("16–29 år")
    ('sjukpenning', 'ESF-medel', '16–29 år')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
