"""Disclosure control: the only door out, and the only maker of released numbers."""

from samsyn.disclosure.directory import Directory, read_directory
from samsyn.disclosure.release import Release
from samsyn.disclosure.released import IndicatorCard, OnlyDisclosureReleases, Released

__all__ = [
    "Directory",
    "IndicatorCard",
    "OnlyDisclosureReleases",
    "Release",
    "Released",
    "read_directory",
]
