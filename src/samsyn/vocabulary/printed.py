"""How a number stands in print: Swedish forms, half away from zero.

Counts exact with a no-break space between thousands; percent whole, below one with one decimal;
SEK in millions with one decimal; decimal comma. Source: contract of indicators, "In print".
"""

from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
WITHHELD = ".."
NOT_APPLICABLE = "."
NIL = "\u2013"

DECIMALS = {
    "points": 1,  # percentage points of a study, with their limits
    "standard deviations": 2,
    "statistic": 2,
    "years": 1,
    "per person": 1,
    "months": 2,
}
"""Decimals of the units that are neither counts, shares nor kronor."""


def rounded(value: float | int, decimals: int = 0) -> Decimal:
    """``value`` rounded half away from zero, from its shortest decimal form.

    >>> rounded(0.5), rounded(-2.5), rounded(2.675, 2)
    (Decimal('1'), Decimal('-3'), Decimal('2.68'))
    """
    step = Decimal(1).scaleb(-decimals)
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)


def number(value: float | int, decimals: int = 0) -> str:
    """Swedish form: thousands apart, decimal comma, a real minus sign.

    >>> number(28381), number(-3.25, 1)
    ('28\\xa0381', '−3,3')
    """
    exact = rounded(value, decimals)
    text = f"{abs(exact):,.{decimals}f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    return f"{MINUS}{text}" if exact < 0 else text


def percent(value: float) -> str:
    """Whole percent; what is below one (but not nil) with one decimal. ``value`` is 0–100.

    >>> percent(54.5), percent(0.7), percent(0), percent(0.97)
    ('55', '0,7', '0', '1')
    """
    return number(value, 1 if value and abs(rounded(value, 1)) < 1 else 0)


def millions(sek: float | int) -> str:
    """SEK in millions with one decimal.

    >>> millions(678_000_000)
    '678,0'
    """
    return number(sek / 1_000_000, 1)


def probability(value: float) -> str:
    """A p-value: two decimals, three below a tenth, never nil.

    >>> probability(0.3), probability(0.0301), probability(0.0001)
    ('0,30', '0,030', '<0,001')
    """
    if value < 0.0005:
        return "<0,001"
    return number(value, 3 if value < 0.1 else 2)


def printed(value: float | int | None, unit: str, statistic: str = "count") -> str:
    """A value of ``unit`` and ``statistic`` as it stands in a table; None is withheld.

    >>> printed(4.99, "percent", "share"), printed(15035, "persons"), printed(None, "persons")
    ('5', '15\\xa0035', '..')
    """
    if value is None:
        return WITHHELD
    if statistic in ("share", "change_percent", "change_points") or unit == "percent":
        return percent(value)
    if unit == "probability":
        return probability(value)
    if unit == "SEK" and statistic in ("sum", "change_absolute"):
        return millions(value)
    if unit.startswith("participants per"):
        return number(value, 1)
    return number(value, DECIMALS.get(unit, 0))
