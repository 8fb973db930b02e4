"""The demo counts its quality when all is in, so that its pages about quality have hits."""

from pathlib import Path

import pytest
from tests.unit.cli.running import ran

from samsyn.cli import demo


def test_the_demo_counts_the_quality_of_all_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last import, whatever else it makes."""
    steps: list[str] = []
    monkeypatch.setattr(demo, "_run", lambda _what, *words: steps.append(words[0]))
    monkeypatch.setattr(demo, "_present", lambda _folder: "nutid")
    monkeypatch.setenv("SAMSYN_HOME", "")
    assert ran("demo", "--folder", str(tmp_path / "demo"), "--no-serve").status == 0
    last_import = max(at for at, each in enumerate(steps) if each == "import")
    assert "quality" in steps[last_import:]
