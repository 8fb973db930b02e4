"""The log of assignments on disk: one transaction a draw, whoever draws at the same time.

A SQLite file with one table that is only added to; the database itself refuses a second arm for a
person, a place given out twice, and a line changed or taken away. The seed is not in it: keep the
log where caseworkers do not read, and the seed elsewhere.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from samsyn.errors import SamsynError
from samsyn.evaluation.assignment import (
    AlreadyAssigned,
    Assignment,
    Shares,
    check_may_draw,
    check_seed,
    following,
)

SCHEMA = """
pragma journal_mode = wal;
create table if not exists assignment (
  number integer primary key check (number > 0),
  person text not null unique,
  stratum text not null,
  block integer not null check (block > 0),
  position integer not null check (position > 0),
  shares text not null,
  arm text not null,
  unique (stratum, block, position)
) strict;
create trigger if not exists never_changed before update on assignment
  begin select raise(abort, 'An assignment is never changed.'); end;
create trigger if not exists never_deleted before delete on assignment
  begin select raise(abort, 'An assignment is never taken away.'); end;
"""
SECONDS_TO_WAIT = 60


class LogBusy(SamsynError):
    """Someone else held the log for a whole minute."""


class AssignmentLog:
    """The log in the file ``path``, made if missing; ``study`` as in the protocol.

    One for each process and thread; close it, or use it with ``with``.
    """

    def __init__(self, path: Path, *, study: str) -> None:
        self.path, self.study = path, study
        self._database = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None)
        self._database.executescript(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def assign(
        self,
        person: str,
        *,
        seed: bytes,
        stratum: str,
        shares: Shares,
        consented: bool,
        room: Mapping[str, int] | None = None,
    ) -> Assignment:
        """Draw and log in one transaction; raises as ``Draw.assign``, and then logs nothing."""
        check_seed(seed)
        check_may_draw(shares, consented=consented, room=room)
        with _transaction(self._database) as database:
            if database.execute("select 1 from assignment where person = ?", (person,)).fetchone():
                raise AlreadyAssigned()
            assignment = following(
                _last(database, stratum), number=_next_number(database), person=person,
                stratum=stratum, shares=shares, study=self.study, seed=seed,
            )  # fmt: skip
            database.execute(
                "insert into assignment values (?, ?, ?, ?, ?, ?, ?)", _row(assignment)
            )
        return assignment

    def read(self) -> tuple[Assignment, ...]:
        """Every assignment, in the order drawn; give it to ``replay``."""
        rows = self._database.execute("select * from assignment order by number")
        return tuple(_assignment(row) for row in rows)


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The write lock taken before anything is read, so that no one else draws the same place."""
    try:
        database.execute("begin immediate")
    except sqlite3.OperationalError as error:
        raise LogBusy(f"The log of assignments is busy ({error}). Try again.") from None
    try:
        yield database
    except BaseException:
        database.execute("rollback")
        raise
    database.execute("commit")


def _last(connection: sqlite3.Connection, stratum: str) -> Assignment | None:
    row = connection.execute(
        "select * from assignment where stratum = ? order by block desc, position desc limit 1",
        (stratum,),
    ).fetchone()
    return _assignment(row) if row else None


def _next_number(connection: sqlite3.Connection) -> int:
    return int(
        connection.execute("select coalesce(max(number), 0) + 1 from assignment").fetchone()[0]
    )


def _row(each: Assignment) -> tuple[int, str, str, int, int, str, str]:
    shares = json.dumps(each.shares, ensure_ascii=False)
    return each.number, each.person, each.stratum, each.block, each.position, shares, each.arm


def _assignment(row: tuple[int, str, str, int, int, str, str]) -> Assignment:
    shares = tuple((str(arm), int(part)) for arm, part in json.loads(row[5]))
    return Assignment(row[0], row[1], row[2], row[3], row[4], shares, row[6])
