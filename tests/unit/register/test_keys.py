"""The key file: private, written whole, never overwritten, and missed when it is gone."""

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from samsyn.register.keys import BrokenKeyFile, KeyLost, keys_for, load_keys
from samsyn.register.private_file import TooOpen, write_private


def test_a_key_file_is_made_for_its_owner_alone(samsyn_home: Path) -> None:
    """The first one who needs keys makes them, readable by nobody else."""
    load_keys()
    assert stat.S_IMODE((samsyn_home / "keys.json").stat().st_mode) == 0o600


def test_a_controller_gets_a_pair_of_keys_once(samsyn_home: Path) -> None:
    """A controller's keys are its own, random, and the same the next time."""
    first = keys_for(["FK", "AF"])
    again = keys_for(["AF", "FK", "K1"])
    assert [pair.key_id for pair in first.pairs] == [pair.key_id for pair in again.pairs[:2]]
    secrets = {
        first.snapshot,
        *(p.encrypting for p in again.pairs),
        *(p.lookup for p in again.pairs),
    }
    assert len(secrets) == 7
    assert all(len(secret) == 32 for secret in secrets)
    assert load_keys() == again


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_can_reach_is_refused(samsyn_home: Path, mode: int) -> None:
    """Keys that others may have read are not used without a word."""
    load_keys()
    (samsyn_home / "keys.json").chmod(mode)
    with pytest.raises(TooOpen, match="chmod 600"):
        load_keys()


def test_a_lost_key_is_named_and_never_replaced(samsyn_home: Path) -> None:
    """The message names the key's id and what to do; no new key is made in its place."""
    keys_for(["FK"])
    with pytest.raises(KeyLost, match=r"0badc0de.*säkerhetskopia"):
        load_keys().by_id("0badc0de")


@pytest.mark.parametrize(
    "content", ["", "{}", '{"snapshot": {"key_id": "a", "key": "AAAA"}}', "[]"]
)
def test_a_broken_key_file_shows_nothing_of_itself(samsyn_home: Path, content: str) -> None:
    """A damaged file is refused without printing what it holds."""
    write_private(samsyn_home / "keys.json", content.encode())
    with pytest.raises(BrokenKeyFile) as caught:
        load_keys()
    assert "AAAA" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_keys_do_not_show_themselves(samsyn_home: Path) -> None:
    """Neither repr nor str of keys holds a secret, in any spelling."""
    keys = keys_for(["FK"])
    shown = repr(keys) + str(keys)
    stored = json.loads((samsyn_home / "keys.json").read_text())
    for text in (stored["snapshot"]["key"], stored["controllers"][0]["lookup"]):
        assert text not in shown
    assert repr(keys.snapshot) not in shown
    assert keys.pairs[0].encrypting.hex() not in shown


def test_a_write_that_fails_leaves_the_old_file(
    samsyn_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is replaced whole or not at all, and nothing half is left beside it."""
    before = load_keys()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keys_for(["FK"])
    assert load_keys() == before
    assert [path.name for path in samsyn_home.glob(".keys.json-*")] == []


def _make_keys(controllers: list[str]) -> None:
    for controller in controllers:
        keys_for([controller])


def test_two_at_once_lose_no_key(samsyn_home: Path) -> None:
    """Processes that make keys at the same time leave the keys of both."""
    names = [[f"{who}{number}" for number in range(10)] for who in ("A", "B")]
    spawn = multiprocessing.get_context("fork")
    makers = [spawn.Process(target=_make_keys, args=(each,)) for each in names]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert sorted(pair.controller for pair in load_keys().pairs) == sorted(names[0] + names[1])
