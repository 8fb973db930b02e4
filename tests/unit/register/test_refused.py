"""Refused rows are there if and only if their import is, also after a crash in between."""

from pathlib import Path

import pytest

from samsyn.register import refused
from samsyn.register.clock import now
from samsyn.register.models import ImportReceipt


@pytest.fixture
def hidden(register: None) -> str:
    """A folder of refused rows as a killed import leaves it."""
    name = "2026-11-22T13-30-00"
    folder = refused.refused_folder() / f"{refused.HIDDEN}{name}"
    folder.mkdir()
    (folder / "datapackage.json").write_text("{}")
    return name


def names() -> list[str]:
    return sorted(path.name for path in refused.refused_folder().iterdir())


def test_a_folder_whose_import_was_committed_gets_its_name(hidden: str) -> None:
    """Killed after the commit: the receipt says that the rows were refused, so they appear."""
    ImportReceipt.objects.create(
        receipt_id="1",
        package_name="p",
        package_hash="h",
        imported_at=now(),
        by="os:test",
        counts={},
        problems={},
        refused_folder=hidden,
    )
    refused.settle_if_left()
    assert names() == [hidden]


def test_a_folder_without_an_import_goes(hidden: str, samsyn_home: Path) -> None:
    """Killed before the commit: nothing was imported, so nothing was refused."""
    (refused.refused_folder() / ".partial-x").mkdir()
    with refused.importing_alone():
        assert names() == []


def test_folders_of_the_same_second_have_their_own_names(register: None) -> None:
    """Two imports within a second keep both their refused rows."""
    at = now()
    first = refused.new_name(at)
    (refused.refused_folder() / first).mkdir()
    second = refused.new_name(at)
    (refused.refused_folder() / second).mkdir()
    assert len({first, second, refused.new_name(at)}) == 3
