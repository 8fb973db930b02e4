"""How many proxies stand before the pages, each of which adds whom it answers to a header."""

from samsyn.errors import WrongUse


def proxies(text: str) -> int:
    """The number in ``text``; without one there is none, and X-Forwarded-For is not believed.

    >>> proxies(""), proxies("1")
    (0, 1)
    """
    if not text:
        return 0
    if not (text.isdecimal() and len(text) < 3):
        raise WrongUse(
            "SAMSYN_PROXIES är inget antal. Skriv hur många proxyservrar som står framför "
            "sidorna, till exempel 1, eller ta bort den om ingen gör det."
        )
    return int(text)
