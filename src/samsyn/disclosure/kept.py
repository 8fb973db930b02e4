"""Released answers kept beside their snapshot, so that what was decided once is only read again.

A snapshot never changes, and the answer to a question depends on nothing but the snapshot and
the code that counts and protects. So an answer is kept by snapshot and by a fingerprint of that
code; newer code finds nothing kept, and what older code kept is removed. Only released numbers
are written: what is withheld has no value here either.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

from samsyn.disclosure.released import IndicatorCard, Released, sealed
from samsyn.extracts.snapshot import Snapshot
from samsyn.home import home
from samsyn.statistics.question import Question

CODE = ("vocabulary", "exchange", "extracts", "statistics", "disclosure")
_NOT_KEPT = ("card", "seal")

Card = Callable[[str, str], IndicatorCard]
Rows = tuple[Released, ...]


class Kept:
    """The answers kept for one snapshot; ``card`` gives an indicator's definition."""

    def __init__(self, snapshot: Snapshot, card: Card) -> None:
        content = json.dumps(asdict(snapshot.manifest), default=str)
        here = f"{snapshot.id}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
        self._folder = home() / "released" / here / _fingerprint()
        self._card = card

    def answer(self, question: Question) -> Rows | None:
        """The rows that answer a question, or None where they are not kept or cannot be read."""
        try:
            rows = json.loads(self._path(question).read_text(encoding="utf-8"))
            return tuple(self._released(**row) for row in rows)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def keep(self, question: Question, rows: Iterable[Released]) -> None:
        """Keep an answer; what other code kept of this snapshot goes."""
        if not self._folder.exists():
            shutil.rmtree(self._folder.parent, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps([_facts(row) for row in rows], ensure_ascii=False)
        path = self._path(question)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)

    def _path(self, question: Question) -> Path:
        return self._folder / f"{hashlib.sha256(repr(question).encode()).hexdigest()[:32]}.json"

    def _released(self, indicator: str, **facts: Any) -> Released:
        return sealed(card=self._card(indicator, facts["of"]), **facts)


def _facts(row: Released) -> dict[str, Any]:
    facts = {each.name: getattr(row, each.name) for each in fields(row)}
    return {"indicator": row.indicator} | {
        name: value for name, value in facts.items() if name not in _NOT_KEPT
    }


@cache
def _fingerprint() -> str:
    """Changes with any line of the code, the code lists or the rules that an answer rests on."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(each for name in CODE for each in (root / name).rglob("*.*")):
        if path.suffix in (".py", ".csv", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
