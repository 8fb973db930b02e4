"""What tests of reports share: a small snapshot, and the report on prioritised groups from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.reports.small_register import write_small_snapshot

from samsyn.disclosure import Snapshot, open_snapshot
from samsyn.reports.families import family
from samsyn.reports.making import Made, make
from samsyn.vocabulary.period import year


@pytest.fixture(scope="session")
def snapshot_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a snapshot of the small register."""
    into = tmp_path_factory.mktemp("snapshots")
    return into / write_small_snapshot(into).id


@pytest.fixture(scope="session")
def snapshot(snapshot_folder: Path) -> Iterator[Snapshot]:
    """The small register's snapshot, opened."""
    opened = open_snapshot(str(snapshot_folder))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def made(snapshot: Snapshot) -> Made:
    """The joint report for 2017 from the small register."""
    return make(family("priority-groups"), year(2017), snapshot)
