"""A study's results through disclosure control: ``release_study`` is the only way out."""

from samsyn.disclosure.study.door import StudyRelease, release_study
from samsyn.disclosure.study.facts import StudyFacts
from samsyn.disclosure.study.gathering import study_facts
from samsyn.disclosure.study.monitored import StudyMonitor, release_monitor

__all__ = [
    "StudyFacts",
    "StudyMonitor",
    "StudyRelease",
    "release_monitor",
    "release_study",
    "study_facts",
]
