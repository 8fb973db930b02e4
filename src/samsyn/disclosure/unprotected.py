"""Unprotected numbers, for someone at the command line who checks them against the register.

Nothing of this is ``Released``: no report, page or download can take it. Every use leaves a
line in ``SAMSYN_HOME/log/unprotected.jsonl`` (when, who, which snapshot, what was asked) before
any number is given; without that line there is no answer. The log holds no numbers.
"""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

from samsyn.disclosure.released import COLUMNS, NOT_AVAILABLE, RELEASED
from samsyn.errors import SamsynError
from samsyn.extracts.snapshot import Snapshot
from samsyn.home import home
from samsyn.statistics.question import Counted, Question
from samsyn.statistics.run import count
from samsyn.vocabulary.printed import NOT_APPLICABLE, printed

Figure = dict[str, str | float | int | None]


def unprotected(questions: Sequence[Question], snapshot: Snapshot) -> list[Figure]:
    """The numbers as counted, in the columns of ``figures.csv`` with the ``reason`` of none.

    Raises ``SamsynError`` where the use cannot be logged.
    """
    note_unprotected_use(snapshot.id, [_asked(question) for question in questions])
    return [_figure(row) for row in count(questions, snapshot)]


def log_file() -> Path:
    """Where each use is noted, one JSON object a line; only ever added to."""
    return home() / "log" / "unprotected.jsonl"


def note_unprotected_use(snapshot: str, asked: Sequence[Mapping[str, object]]) -> None:
    """Leave the line in the log, before any number is given; raises where that cannot be done."""
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": _who(),
        "snapshot": snapshot,
        "asked": list(asked),
    }
    path = log_file()
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise SamsynError(
            f"Unprotected numbers are given only when it can be noted in {path}: {error}. "
            "Make the file writable, or ask without --unprotected."
        ) from error


def _who() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # no name for the user id, as in some containers
        return str(os.getuid())


def _asked(question: Question) -> dict[str, object]:
    return {
        "indicator": question.indicator,
        "of": question.of,
        "periods": [str(period) for period in question.periods],
        "level": question.level,
        "area": question.area,
        "by": None if question.by is None else list(question.by),
        "against": str(question.against or ""),
    }


def _figure(row: Counted) -> Figure:
    facts: Figure = {name: getattr(row, name) for name in COLUMNS if hasattr(row, name)}
    facts["breakdown"] = ";".join(f"{key}={code}" for key, code in row.breakdown)
    blank = row.value is None
    facts["printed"] = NOT_APPLICABLE if blank else printed(row.value, row.unit, row.statistic)
    facts["status"] = NOT_AVAILABLE if blank else RELEASED
    return {name: facts[name] for name in COLUMNS} | {"reason": row.not_available}
