"""A row's number as an address or a form brings it, where anyone can write anything."""

MOST_DIGITS = 18
"""As many as always fit a column of whole numbers."""


def written_number(text: str) -> int | None:
    """The number in ``text``; None where it is no number of any row.

    >>> written_number("17"), written_number("²"), written_number("9" * 5000)
    (17, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
