"""Swedish sentences about released figures, by rule.

*Changes*: ``ökade med`` and ``minskade med``; within one percent either way ``i stort sett
oförändrat``; nil is ``oförändrat``. Each change has its own verb and its own figure.
*Shares* change in ``procentenheter``, never ``procent``.
*About*: ``drygt`` above a round number, ``knappt`` below, ``cirka`` within a tenth of the step;
nothing where the number is exact. A number is only rounded to the nearest step, so that 14,2 is
never called cirka 15.
*Digits or words*: figures stand in digits, small ones too, because they are compared with each
other and with tables (Språkrådet: Myndigheternas skrivregler and Svenska skrivregler advise
digits where numbers are exact, many, or compared, and never both ways in one passage).
Women stand before men.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from samsyn.disclosure import Released
from samsyn.errors import SamsynError
from samsyn.reports.document import Footnote, Inline, Label, Paragraph
from samsyn.reports.figure import Figure, Form, figure
from samsyn.reports.nouns import OUTCOMES, noun_of
from samsyn.reports.reasons import why
from samsyn.vocabulary.printed import rounded

Parts: TypeAlias = tuple[Inline, ...]

UNCHANGED_PERCENT = 1.0
"""A change of at most so many percent is called largely unchanged."""
UNCHANGED_POINTS = 0.5
"""A change in a share that rounds to no whole percentage point is called the same."""

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


class MixedUnits(SamsynError):
    """A change in a share told in percent, or a share told without what it is a share of."""


def p(*parts: Inline | Iterable[Inline]) -> Paragraph:
    """A paragraph of parts; tuples from the functions below are laid out in it."""
    return Paragraph(flat(*parts))


def sentences(*told: Parts | str) -> Paragraph:
    """A paragraph of sentences with a space between; one that has nothing to say is left out."""
    said = [(each,) if isinstance(each, str) else each for each in told if each]
    return p(*(((" ", *each) if place else each) for place, each in enumerate(said)))


def flat(*parts: Inline | Iterable[Inline]) -> Parts:
    """Inline parts in a row, tuples of parts opened up."""
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, str) or not isinstance(part, Iterable):
            out.append(part)
        else:
            out.extend(part)
    return tuple(out)


def counted(released: Released) -> Parts:
    """A count with its noun: ``1 insats``, ``39 samordningsförbund``, ``15 035 deltagare …``."""
    word = noun_of(released).of(released.value)
    return (*number(released), f" {word}".rstrip())


def number(released: Released) -> Parts:
    """The figure alone; a withheld or missing one carries its reason as a footnote."""
    shown = figure(released)
    return (shown,) if shown.shown else (shown, Footnote((Label(why(released)),)))


def of_all(part: Released, whole: Released) -> Parts:
    """``39 av 82 samordningsförbund``: so many of so many, with the whole's noun."""
    return (*number(part), " av ", *number(whole), f" {noun_of(whole).of(whole.value)}")


def share(released: Released) -> Parts:
    """``55 procent``; a share of an outcome always with what the people did or had."""
    if released.unit != "percent":
        raise MixedUnits(f"{released.indicator} is no share: it is in {released.unit}.")
    outcome = OUTCOMES.get(released.indicator, "")
    return (*number(released), f" procent {outcome}".rstrip())


def women_and_men(women: Released, men: Released) -> Parts:
    """``55 procent kvinnor och 45 procent män``, women first whatever the numbers."""
    _check_sex(women, men)
    return flat(number(women), " procent kvinnor och ", number(men), " procent män")


def among_women_and_men(women: Released, men: Released) -> Parts:
    """``28 procent av kvinnorna och 34 procent av männen arbetade eller studerade …``."""
    _check_sex(women, men)
    first, second = number(women), number(men)
    outcome = OUTCOMES.get(women.indicator, "")
    ending = f" procent av männen {outcome}".rstrip()
    return flat(first, " procent av kvinnorna och ", second, ending)


def _check_sex(women: Released, men: Released) -> None:
    if "sex=woman" not in women.breakdown or "sex=man" not in men.breakdown:
        raise ValueError("The first figure is the women's and the second the men's.")


def changed(change: Released) -> Parts:
    """``ökade med 5 procent``, ``minskade med 4 procentenheter``, ``var oförändrat`` …

    To follow *Antalet …* (counts) or *Andelen …* (shares): one change, one verb, one figure.
    """
    if change.value is None:
        return ("går inte att jämföra (", *number(change), ")")
    if not _moved(change):
        return ("var ", *_unmoved(change))
    verb = "ökade" if change.value > 0 else "minskade"
    return (f"{verb} med ", Figure(change, "size"), unit_word(change))


def a_change(change: Released) -> Parts:
    """The same as a noun: ``en ökning med 5 procent``, ``i stort sett oförändrat (…)``."""
    if change.value is None:
        return ("ingen jämförelse (", *number(change), ")")
    if not _moved(change):
        return _unmoved(change)
    noun = "ökning" if change.value > 0 else "minskning"
    return (f"en {noun} med ", Figure(change, "size"), unit_word(change))


def changes(*told: tuple[str, Released]) -> Parts:
    """Several changes in a row, each subject with a verb and a figure of its own.

    ``(("antalet kvinnor", …), ("antalet män", …))`` gives ``antalet kvinnor ökade med 49
    procent och antalet män var i stort sett oförändrat (+0,3 procent)``: never two changes
    under one adverb.
    """
    each = [(f"{subject} ", *changed(change)) for subject, change in told]
    return joined(each)


def unit_word(change: Released) -> str:
    """What a change is counted in, with a space before: procent, procentenheter, or the noun."""
    if change.statistic == "change_percent":
        if change.unit == "percent" and _is_share(change):
            raise MixedUnits(
                f"{change.indicator} is a share: its change is told in procentenheter."
            )
        return " procent"
    if change.statistic == "change_points":
        one = Figure(change, "size").printed == "1"
        return " procentenhet" if one else " procentenheter"
    return f" {noun_of(change).of(change.value)}"


def _is_share(change: Released) -> bool:
    return change.indicator in OUTCOMES or change.indicator.endswith(("_share", "_coverage"))


def _moved(change: Released) -> bool:
    limit = {"change_percent": UNCHANGED_PERCENT, "change_points": UNCHANGED_POINTS}
    return abs(change.value or 0) > limit.get(change.statistic, 0)


def _unmoved(change: Released) -> Parts:
    same = "oförändrad" if change.statistic == "change_points" else "oförändrat"
    size = Figure(change, "signed")
    if not change.value:
        return (same,)
    if not any(digit in size.printed for digit in "123456789"):
        return (f"i stort sett {same}",)
    return (f"i stort sett {same} (", size, unit_word(change), ")")


def about(released: Released, step: int) -> Parts:
    """``released`` to the nearest ``step`` with *drygt*, *knappt*, *cirka*, or nothing if exact.

    The figure printed is the rounded one; ``value`` in ``figures.csv`` stays unrounded.
    """
    if released.unit == "percent" and step != 1:
        raise MixedUnits("A share is rounded to whole percent, never to more.")
    if released.value is None:
        return number(released)
    value = float(released.value)
    near = int(rounded(value / step)) * step
    apart = value - near
    if not near:
        return number(released)
    if not apart:
        return number(released)
    word = "cirka " if abs(apart) <= step / 10 else "drygt " if apart > 0 else "knappt "
    return (word, replace(figure(released), step=step))


def revised(*pairs: tuple[Released, Released | None]) -> Parts:
    """A footnote on figures (now, then) that were others when first published, else nothing."""
    told = [part for now, then in pairs if then for part in _revision(now, then)]
    return (Footnote(tuple(told)),) if told else ()


def _revision(now: Released, then: Released) -> Parts:
    form: Form = "signed" if now.statistic.startswith("change") else "plain"
    first, today = figure(then, form), figure(now, form)
    if not first.shown or not today.shown or first.printed == today.printed:
        return ()
    if form == "plain":
        since = f"Uppgiften för {now.period} har ändrats sedan den publicerades: då "
        return (since, first, ", enligt dagens uppgifter ", today, ". ")
    since = "När förändringen publicerades var den "
    unit = unit_word(now)
    return (since, first, unit, ", enligt dagens uppgifter ", today, unit, ". ")


def joined(items: Sequence[Parts | str]) -> Parts:
    """Items as a Swedish list: ``a, b och c``."""
    out: list[Inline] = []
    for place, item in enumerate(items):
        if place:
            out.append(" och " if place == len(items) - 1 else ", ")
        out.extend((item,) if isinstance(item, str) else item)
    return tuple(out)


def written_date(day: date) -> str:
    """A date in running text.

    >>> written_date(date(2017, 12, 31))
    '31 december 2017'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def written_month(month: str) -> str:
    """A month in running text.

    >>> written_month("2015-05")
    'maj 2015'
    """
    year, _, number_ = month.partition("-")
    return f"{_MONTHS[int(number_) - 1]} {year}"
