"""What a study hands to disclosure control: exact numbers, which go no further than this floor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samsyn.evaluation.protocol_versions import Version
from samsyn.evaluation.study_results import StudyResults


@dataclass(frozen=True)
class StudyFacts:
    """Everything a study's report tells of: ``results``, and what they do not hold.

    ``entries``: municipality and day of entry of everyone assigned; ``municipalities``: names by
    code. ``called``: group of municipalities (a code of ``study_municipalities``) → month
    ("2015-01") → (called, eligible). ``replay``: name and SHA-256 of the replay bundle.
    ``interim``: nothing that tells of outcomes is released, and ``as_of`` is the last day told of
    (otherwise that of the data cut).
    """

    results: StudyResults
    locked: Sequence[Version]
    entries: Sequence[tuple[str, date]] = ()
    called: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    municipalities: Mapping[str, str] = field(default_factory=dict)
    replay: tuple[str, str] = ("", "")
    interim: bool = False
    as_of: date | None = None
