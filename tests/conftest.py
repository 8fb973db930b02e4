"""What all tests share: a data folder of their own, never the user's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def samsyn_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``SAMSYN_HOME`` for each test; each worker has its own temporary folder."""
    folder: Path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SAMSYN_HOME", str(folder))
    return folder
