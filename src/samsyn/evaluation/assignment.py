"""Drawing arms: permuted blocks of varying size within strata, one way, replayable.

The draw of a block depends only on the secret seed, the study, the stratum, the number of the
block in it and the shares in force. The log of assignments and the seed, opened when the last
person is in, give every arm again. Without the seed no next arm is ever certain: blocks vary in
size, and some are broken off at random, so that even the last of a block cannot be counted out.
The seed's fingerprint stands in the protocol from the start, so that it cannot be swapped. Plain
HMAC-SHA256: an auditor can redo it in any language, in any year.
"""

import hmac
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from samsyn.errors import SamsynError, WrongUse

Shares = Mapping[str, int]

BLOCK_TIMES = (2, 3, 4)
"""A block holds so many times the sum of the shares, each as likely."""
BROKEN_OFF = 4
"""One block of so many ends early, anywhere in it, each place as likely."""


class WaitsForRoom(SamsynError):
    """An arm has no free place. The person waits; nothing is drawn and nothing is told."""


class AlreadyAssigned(SamsynError):
    """The person has an arm. There is one draw a person."""

    def __init__(self) -> None:
        super().__init__("The person already has an arm; there is no second draw.")


class LogDiffers(SamsynError):
    """The log is not what the seed gives: someone changed one of them."""


@dataclass(frozen=True)
class Assignment:
    """One line of the log. ``number`` counts from 1 in the study, ``position`` from 1 in the block.

    ``shares`` are whole-number parts (SE 2, FS 1: two to one) in force at the draw, in order of
    the arm's name; ``share`` the chance of the arm that the person got.
    """

    number: int
    person: str
    stratum: str
    block: int
    position: int
    shares: tuple[tuple[str, int], ...]
    arm: str

    @property
    def share(self) -> float:
        """The chance of the person's own arm, for weights; a proportion."""
        parts = dict(self.shares)
        return parts[self.arm] / sum(parts.values())


class Draw:
    """The open end of a log: what has been drawn, and the seed for what comes.

    Keep it where no caseworker can reach. A new stratum (a site that joins late) starts its first
    block; when the shares of a stratum change its block is broken off and a new one starts.
    """

    def __init__(self, *, study: str, seed: bytes, log: Iterable[Assignment] = ()) -> None:
        check_seed(seed)
        self._study, self._seed = study, seed
        self._log: list[Assignment] = []
        self._last: dict[str, Assignment] = {}
        self._people: set[str] = set()
        for assignment in log:
            self._keep(assignment)

    def __repr__(self) -> str:
        return f"<Draw of {self._study}: {len(self._log)} assigned>"

    @property
    def log(self) -> tuple[Assignment, ...]:
        """All assignments so far, in the order drawn."""
        return tuple(self._log)

    def assign(
        self,
        person: str,
        *,
        stratum: str,
        shares: Shares,
        consented: bool,
        room: Mapping[str, int] | None = None,
    ) -> Assignment:
        """Draw the person's arm and add it to the log.

        ``room``: free places by arm at the site; arms not named have no cap. If any arm that may
        be drawn is full, everyone waits: to wait for one arm alone would tell that it is next.
        Raises ``WaitsForRoom``, ``AlreadyAssigned``, or ``WrongUse`` without consent.
        """
        check_may_draw(shares, consented=consented, room=room)
        if person in self._people:
            raise AlreadyAssigned()
        assignment = following(
            self._last.get(stratum), number=len(self._log) + 1, person=person, stratum=stratum,
            shares=shares, study=self._study, seed=self._seed,
        )  # fmt: skip
        self._keep(assignment)
        return assignment

    def _keep(self, assignment: Assignment) -> None:
        self._log.append(assignment)
        self._last[assignment.stratum] = assignment
        self._people.add(assignment.person)


def assign(
    person: str,
    *,
    study: str,
    seed: bytes,
    log: Iterable[Assignment],
    stratum: str,
    shares: Shares,
    consented: bool,
    room: Mapping[str, int] | None = None,
) -> Assignment:
    """The person's arm after this log; the caller adds it to the log. See ``Draw.assign``.

    >>> assign("a", study="x", seed=b"0123456789abcdef", log=(), stratum="0180",
    ...        shares={"SE": 1, "FS": 1}, consented=True).arm
    'SE'
    """
    draw = Draw(study=study, seed=seed, log=log)
    return draw.assign(person, stratum=stratum, shares=shares, consented=consented, room=room)


def check_may_draw(
    shares: Shares, *, consented: bool, room: Mapping[str, int] | None = None
) -> None:
    """Raise unless consent is recorded and every arm that may be drawn has a free place."""
    if not consented:
        raise WrongUse("The draw opens when the person's consent to the study is recorded.")
    full = sorted(arm for arm in shares if shares[arm] and (room or {}).get(arm, 1) < 1)
    if full:
        raise WaitsForRoom(
            f"No free place in {', '.join(full)}. The person waits, and so does the draw; "
            "ask again when a place is free."
        )


def following(
    last: Assignment | None,
    *,
    number: int,
    person: str,
    stratum: str,
    shares: Shares,
    study: str,
    seed: bytes,
) -> Assignment:
    """The assignment after ``last``, the latest of its stratum (None: the first there)."""
    parts = _in_order(shares)
    block, position = (last.block, last.position + 1) if last else (1, 1)
    arms = draw_block(seed, study=study, stratum=stratum, block=block, shares=parts)
    if last and (parts != last.shares or position > len(arms)):
        block, position = block + 1, 1
        arms = draw_block(seed, study=study, stratum=stratum, block=block, shares=parts)
    return Assignment(number, person, stratum, block, position, parts, arms[position - 1])


def check_seed(seed: bytes) -> None:
    """Raise if the seed could be found by trying."""
    if len(seed) < 16:
        raise WrongUse("The seed needs at least 16 secret bytes: secrets.token_bytes(32).")


def fingerprint(seed: bytes) -> str:
    """What the protocol shows of the seed before it is opened: SHA-256, 64 hex digits."""
    return sha256(b"samsyn draw" + seed).hexdigest()


def replay(log: Iterable[Assignment], *, study: str, seed: bytes) -> tuple[Assignment, ...]:
    """Draw everyone in the log again, in its order; raises ``LogDiffers`` at the first difference.

    Room and consent need no replay: they decided when a person was drawn, never which arm.
    """
    again = Draw(study=study, seed=seed)
    for line in log:
        drawn = again.assign(
            line.person, stratum=line.stratum, shares=dict(line.shares), consented=True
        )
        if drawn != line:
            raise LogDiffers(
                f"Line {line.number} says {line.arm} (stratum {line.stratum}, block {line.block}, "
                f"position {line.position}); the seed gives {drawn.arm} ({drawn.block}, "
                f"{drawn.position}) as line {drawn.number}. Compare with an earlier copy."
            )
    return again.log


def draw_block(
    seed: bytes, *, study: str, stratum: str, block: int, shares: Iterable[tuple[str, int]]
) -> tuple[str, ...]:
    """The arms of one block in the order they are given out.

    >>> draw_block(b"0123456789abcdef", study="x", stratum="0180", block=1,
    ...            shares=[("FS", 1), ("SE", 1)])
    ('SE', 'SE', 'SE', 'SE', 'FS', 'FS', 'FS', 'FS')
    """
    parts = tuple(shares)
    numbers = _numbers(seed, repr((study, stratum, block, parts)))
    times = BLOCK_TIMES[_below(len(BLOCK_TIMES), numbers)]
    arms = [arm for arm, part in parts for _ in range(part * times)]
    for last in range(len(arms) - 1, 0, -1):  # Fisher–Yates
        other = _below(last + 1, numbers)
        arms[last], arms[other] = arms[other], arms[last]
    kept = 1 + _below(len(arms), numbers) if not _below(BROKEN_OFF, numbers) else len(arms)
    return tuple(arms[:kept])


def _in_order(shares: Shares) -> tuple[tuple[str, int], ...]:
    ordered = tuple(sorted(shares.items()))
    whole = all(isinstance(part, int) and part >= 0 for _, part in ordered)
    if not whole or sum(part > 0 for _, part in ordered) < 2:
        raise WrongUse("Shares are whole-number parts, at least two above 0: SE 1, FS 1, CM 1.")
    return ordered


def _numbers(seed: bytes, label: str) -> Iterator[int]:
    """Endless 64-bit numbers that only the seed and the label decide: four of each digest."""
    for turn in count():
        digest = hmac.digest(seed, f"{label}#{turn}".encode(), "sha256")
        yield from struct.unpack(">4Q", digest)


def _below(limit: int, numbers: Iterator[int]) -> int:
    """A number from 0 to below ``limit``, each as likely: the uneven end is thrown away."""
    whole = 2**64 - 2**64 % limit
    return next(number for number in numbers if number < whole) % limit
