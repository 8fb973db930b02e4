"""The generated pages are as new as the code."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = runpy.run_path(str(ROOT / "docs/generate.py"))["pages"]()


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_a_generated_page_is_current(path):
    """Run `make docs` after a change to a table, list, rule, indicator or word."""
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path]
