"""Where a study lies: its protocol, locked versions, tables and log; the seed lies elsewhere.

    protocol.toml   the working copy; locked/ every locked version
    tables/         the study tables, CSV or Parquet
    draw/           the log of assignments, for the draw alone
    invented        present where the study's people are made up

The seed lies in ``SAMSYN_HOME/study-seeds``, mode 600: no one who works in the folder meets it.
"""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samsyn.errors import SamsynError, UnknownName, WrongUse
from samsyn.evaluation.assignment import fingerprint
from samsyn.evaluation.assignment_log import AssignmentLog
from samsyn.evaluation.protocol import Protocol, new_protocol
from samsyn.evaluation.protocol_reading import STUDY_NAME, read_protocol
from samsyn.evaluation.protocol_versions import Version, versions
from samsyn.home import home
from samsyn.register.private_file import read_private, write_private

SEED_BYTES = 32


class StudyExists(SamsynError):
    """There is something in the folder where the study should be."""


class SeedMissing(SamsynError):
    """The seed of a study is not on this machine, or is another study's."""


class BeforeTheCut(SamsynError):
    """Outcomes by arm asked for before the day that the protocol opens them."""


class NotLocked(SamsynError):
    """Something that a study may do only under a locked protocol."""


@dataclass(frozen=True)
class Study:
    """A study's folder. Nothing is read until it is asked for."""

    folder: Path

    @property
    def protocol(self) -> Protocol:
        """The working copy of the protocol, checked."""
        return read_protocol(self.folder / "protocol.toml")

    @property
    def versions(self) -> tuple[Version, ...]:
        """The locked versions, first to last; none before the first lock."""
        return versions(self.folder)

    @property
    def locked(self) -> Protocol:
        """The latest locked protocol; raises ``NotLocked`` where there is none."""
        found = self.versions
        if not found:
            raise NotLocked(
                f"The protocol of {self.folder.name} is not locked. No one is drawn, and nothing "
                "is analysed, before it is: samsyn study lock."
            )
        return found[-1].protocol

    @property
    def invented(self) -> bool:
        """Whether the study's people are made up."""
        return (self.folder / "invented").exists()

    @property
    def tables_folder(self) -> Path:
        return self.folder / "tables"

    @property
    def log_file(self) -> Path:
        return self.folder / "draw" / "assignments.sqlite"

    def open_log(self, protocol: Protocol) -> AssignmentLog:
        """The log of assignments, for its owner alone; made if missing."""
        self.log_file.parent.mkdir(mode=0o700, exist_ok=True)
        return AssignmentLog(self.log_file, study=protocol.study)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the study, so that what is read is still true when it is written."""
        with (self.folder / ".held").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def check_open(study: Study, *, today: date, cut: date | None = None) -> tuple[Version, ...]:
    """The locked versions; raises unless the protocol is locked and its data cut has passed."""
    locked = study.versions
    if not locked:
        raise NotLocked(
            f"The protocol of {study.folder.name} is not locked. Nothing is analysed before it "
            "is: samsyn study lock."
        )
    planned = locked[-1].protocol.data_cut
    if min(today, cut or today) < planned:
        raise BeforeTheCut(
            f"Outcomes by arm open at the data cut of the protocol, {planned}, and not before. "
            "samsyn study monitor shows inflow, balance, delivery and breaches until then."
        )
    return locked


def find_study(name: str) -> Study:
    """A study by its name below ``SAMSYN_HOME/studies``, or by the path of its folder."""
    for folder in (Path(name), home() / "studies" / name):
        if (folder / "protocol.toml").is_file():
            return Study(folder)
    known = [path.parent.name for path in (home() / "studies").glob("*/protocol.toml")]
    if known:
        raise UnknownName(name, "study", known=known)
    raise WrongUse(f"There is no study {name!r}. Start one: samsyn study new {name}")


def place_for(name: str) -> Path:
    """Where a new study of this name, or at this path, shall lie."""
    return Path(name) if "/" in name or name.startswith(".") else home() / "studies" / name


def make_study(folder: Path, *, seed: bytes | None = None, text: str | None = None) -> Study:
    """A new study in ``folder`` with a protocol to fill in and a seed of its own, kept apart.

    ``text``: a protocol already written; its empty ``seed_fingerprint`` is filled in.
    """
    name = folder.name
    if not STUDY_NAME.fullmatch(name):
        raise WrongUse(f"A study's name has small letters, digits and hyphens, not {name!r}.")
    if folder.exists() and any(folder.iterdir()):
        raise StudyExists(f"{folder} is not empty. Choose another name, or move what lies there.")
    seed = seed or secrets.token_bytes(SEED_BYTES)
    content = (text or new_protocol(name)).replace(
        'seed_fingerprint = ""', f'seed_fingerprint = "{fingerprint(seed)}"', 1
    )
    folder.mkdir(parents=True, exist_ok=True)
    _keep_seed(seed)
    (folder / "tables").mkdir()
    (folder / "protocol.toml").write_text(content, encoding="utf-8", newline="")
    return Study(folder)


def seed_of(protocol: Protocol) -> bytes:
    """The secret seed that the protocol's fingerprint stands for; never print or copy it."""
    path = _seed_file(protocol.seed_fingerprint)
    if not path.is_file():
        raise SeedMissing(
            "The seed of this study is not on this machine, so no arm can be drawn here. It lies "
            "in SAMSYN_HOME/study-seeds where the study was made."
        )
    seed = bytes.fromhex(read_private(path).decode().strip())
    if fingerprint(seed) != protocol.seed_fingerprint:
        raise SeedMissing("The seed on this machine is not the one of the locked protocol.")
    return seed


def _keep_seed(seed: bytes) -> None:
    path = _seed_file(fingerprint(seed))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_private(path, seed.hex().encode() + b"\n")


def _seed_file(mark: str) -> Path:
    return home() / "study-seeds" / f"{mark[:16]}.seed"
