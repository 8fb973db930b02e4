"""Disclosure control: the only door out, and the only maker of released numbers."""

from samsyn.disclosure.directory import Association, Directory, read_directory
from samsyn.disclosure.door import card, is_kept, release
from samsyn.disclosure.published import published
from samsyn.disclosure.release import Release
from samsyn.disclosure.released import IndicatorCard, OnlyDisclosureReleases, Released
from samsyn.extracts.snapshot import Snapshot, latest_snapshot, open_snapshot
from samsyn.statistics.keys import key
from samsyn.statistics.question import Question

__all__ = [
    "Association",
    "Directory",
    "IndicatorCard",
    "OnlyDisclosureReleases",
    "Question",
    "Release",
    "Released",
    "Snapshot",
    "card",
    "is_kept",
    "key",
    "latest_snapshot",
    "open_snapshot",
    "published",
    "read_directory",
    "release",
]
