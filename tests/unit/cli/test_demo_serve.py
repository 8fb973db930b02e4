"""The demo's pages are served by a program of their own, not by what made the demo."""

import os
import sys
from typing import NoReturn

import pytest

from samsyn.cli import demo


def test_the_pages_are_served_by_a_new_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forked from one that has used Polars, a process waits for ever for threads it lacks."""
    called: list[tuple[str, list[str]]] = []

    def become(path: str, words: list[str]) -> NoReturn:
        called.append((path, words))
        raise SystemExit

    monkeypatch.setattr(os, "execv", become)
    monkeypatch.setattr(demo.socket.socket, "connect_ex", lambda *_: 111)
    with pytest.raises(SystemExit):
        demo._serve(8123)
    ((path, words),) = called
    assert path == sys.executable
    assert words[-3:] == ["serve", "--port", "8123"]
