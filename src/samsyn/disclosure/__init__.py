"""Disclosure control: the only door out, and the only maker of released numbers."""

from samsyn.disclosure.release import Release
from samsyn.disclosure.released import IndicatorCard, OnlyDisclosureReleases, Released

__all__ = ["IndicatorCard", "OnlyDisclosureReleases", "Release", "Released"]
