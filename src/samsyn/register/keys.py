"""The key file: what makes identity numbers readable, and pseudonyms of one register alike.

``SAMSYN_HOME/keys.json``, mode 600, is never in the database. It holds one key for snapshots
and one pair a controller (one to encrypt with, one to look numbers up by), each with an id that
the rows carry. A key is on disk before any row made with it is committed. Whoever loses the
file loses the numbers; whoever copies it with the database has them.
"""

import base64
import fcntl
import json
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from samsyn.errors import SamsynError
from samsyn.home import home
from samsyn.register.clock import today
from samsyn.register.private_file import read_private, write_private

KEY_BYTES = 32


class KeyLost(SamsynError):
    """Data that were made with a key which is not in the key file."""

    def __init__(self, key_id: str, of: str) -> None:
        super().__init__(
            f"Nyckeln {key_id} för {of} finns inte i {_path()}, och det som skrivits med den går "
            "inte att läsa utan den. Lägg tillbaka nyckelfilen från en säkerhetskopia som hör till "
            "registret. Inget är ändrat."
        )


class BrokenKeyFile(SamsynError):
    """A key file that cannot be understood."""

    def __init__(self) -> None:
        super().__init__(
            f"{_path()} är ingen hel nyckelfil. Lägg tillbaka den från en säkerhetskopia som hör "
            "till registret. Inget är ändrat."
        )


@dataclass(frozen=True)
class ControllerKey:
    """The pair of a controller: AES-256-GCM to encrypt with, HMAC-SHA256 to look up by.

    ``made_on`` is None for a pair from before its day was kept.
    """

    key_id: str
    controller: str
    encrypting: bytes = field(repr=False)
    lookup: bytes = field(repr=False)
    made_on: date | None = None


@dataclass(frozen=True)
class Keys:
    """What the key file held when it was read. Shows ids only, never keys."""

    snapshot_key_id: str
    snapshot: bytes = field(repr=False)
    pairs: tuple[ControllerKey, ...] = ()

    def of_controller(self, controller: str) -> ControllerKey | None:
        """The pair ``controller`` writes with now: its latest, or None before the first."""
        return next((k for k in reversed(self.pairs) if k.controller == controller), None)

    def by_id(self, key_id: str, *, of: str = "en person") -> ControllerKey:
        """The pair a row was written with; raises ``KeyLost``."""
        for pair in self.pairs:
            if pair.key_id == key_id:
                return pair
        raise KeyLost(key_id, of)


def key_file_exists() -> bool:
    """Whether this installation has a key file yet."""
    return _path().exists()


def load_keys() -> Keys:
    """The keys of this installation; the file is made where there is none."""
    if not key_file_exists():
        _begin()
    return _read()


def keys_for(controllers: Iterable[str]) -> Keys:
    """The keys, with a pair for each of ``controllers``: made, and on disk, where missing."""
    wanted = set(controllers)
    keys = load_keys()
    if all(keys.of_controller(controller) for controller in wanted):
        return keys
    with _alone():
        keys = _read()
        missing = sorted(c for c in wanted if keys.of_controller(c) is None)
        made = tuple(_new_pair(controller, today()) for controller in missing)
        keys = replace(keys, pairs=(*keys.pairs, *made))
        _write(keys)
    return keys


def renew_key(controller: str, *, on: date) -> bool:
    """Let ``controller`` encrypt with a new key from ``on``; whether it was time for one.

    Once a calendar year, so that what was written in a year can be made unreadable with its key.
    What numbers are found by is the same in every pair.
    """
    with _alone():
        keys = _read()
        latest = keys.of_controller(controller)
        if latest is None or (latest.made_on and latest.made_on.year >= on.year):
            return False
        _write(replace(keys, pairs=(*keys.pairs, _new_pair(controller, on, latest.lookup))))
    return True


def destroy_keys(key_ids: Collection[str]) -> None:
    """Take pairs out of the key file. What was written with them cannot be read again."""
    with _alone():
        keys = _read()
        _write(replace(keys, pairs=tuple(p for p in keys.pairs if p.key_id not in key_ids)))


def _path() -> Path:
    return home() / "keys.json"


def _begin() -> None:
    with _alone():
        if not key_file_exists():
            _write(Keys(_new_id(), secrets.token_bytes(KEY_BYTES)))


def _new_id() -> str:
    return secrets.token_hex(4)


def _new_pair(controller: str, on: date, lookup: bytes = b"") -> ControllerKey:
    encrypting = secrets.token_bytes(KEY_BYTES)
    return ControllerKey(
        _new_id(), controller, encrypting, lookup or secrets.token_bytes(KEY_BYTES), on
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time, so that no key made by another is overwritten."""
    with (home() / ".keys.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read() -> Keys:
    """The keys in the file; what was read is kept for as long as the file is as it was."""
    found = _path().stat()
    return _kept(_path(), found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode)


@lru_cache(maxsize=1)
def _kept(path: Path, *_as_it_was: int) -> Keys:
    try:
        content = json.loads(read_private(path))
        pairs = tuple(
            ControllerKey(
                pair["key_id"],
                pair["controller"],
                _decoded(pair["encrypting"]),
                _decoded(pair["lookup"]),
                date.fromisoformat(pair["made_on"]) if pair.get("made_on") else None,
            )
            for pair in content["controllers"]
        )
        snapshot = content["snapshot"]
        return Keys(snapshot["key_id"], _decoded(snapshot["key"]), pairs)
    except (ValueError, KeyError, TypeError):
        raise BrokenKeyFile from None  # the cause could show a part of a key


def _write(keys: Keys) -> None:
    content = {
        "version": 1,
        "snapshot": {"key_id": keys.snapshot_key_id, "key": _encoded(keys.snapshot)},
        "controllers": [
            {
                "key_id": pair.key_id,
                "controller": pair.controller,
                "encrypting": _encoded(pair.encrypting),
                "lookup": _encoded(pair.lookup),
                "made_on": str(pair.made_on or ""),
            }
            for pair in keys.pairs
        ],
    }
    write_private(_path(), (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _encoded(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _decoded(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError
    return key
