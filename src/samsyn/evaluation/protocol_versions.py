"""Locking a protocol, and what changed after: planned or exploratory.

A study's folder holds ``protocol.toml`` (the working copy) and ``locked/``: a copy of every
version, never written again, and ``versions.toml`` with each one's day, reason and SHA-256.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from samsyn.errors import SamsynError
from samsyn.evaluation.protocol import Protocol
from samsyn.evaluation.protocol_reading import parse_protocol

Standing = Literal["planned", "exploratory"]


class CannotLock(SamsynError):
    """The protocol lacks what a study must have, or people have already entered."""


class LockedVersionChanged(SamsynError):
    """A locked copy is not the text that was locked."""


class NotInProtocol(SamsynError):
    """An analysis that no version of the protocol names, asked for without the word exploratory."""


@dataclass(frozen=True)
class Version:
    """A locked version; ``people_entered`` when it was locked. Version 1 is always locked at 0."""

    number: int
    dated: date
    reason: str
    people_entered: int
    sha256: str
    protocol: Protocol


@dataclass(frozen=True)
class Analysis:
    """One analysis: an outcome at a horizon (months since entry), two arms, perhaps by subgroup."""

    outcome: str
    month: int
    arm: str
    against: str
    subgroup: str = ""


def versions(folder: Path) -> tuple[Version, ...]:
    """All locked versions of the study in ``folder``, first to last; none before the first lock."""
    index = folder / "locked" / "versions.toml"
    if not index.is_file():
        return ()
    listed = tomllib.loads(index.read_text(encoding="utf-8"))["versions"]
    return tuple(_version(folder, entry) for entry in listed)


def lock(folder: Path, *, on: date, people_entered: int, reason: str = "") -> Version:
    """Lock ``protocol.toml`` as the next version and keep a copy.

    The first lock needs approval, consulted bodies, the study's own consent, the seed's
    fingerprint, and that no one has entered; every later one a reason.
    """
    text = (folder / "protocol.toml").read_text(encoding="utf-8")
    protocol = parse_protocol(text)
    before = versions(folder)
    _check_complete(protocol)
    if before:
        _check_amendment(before[-1], protocol, on, reason)
    elif people_entered:
        raise CannotLock(
            f"{people_entered} people have entered. A protocol is locked before the first does; "
            "what is decided now can only be exploratory."
        )
    digest = sha256(text.encode()).hexdigest()
    version = Version(len(before) + 1, on, reason, people_entered, digest, protocol)
    _keep(folder, text, version)
    return version


def standing(
    analysis: Analysis, locked: tuple[Version, ...], *, exploratory: bool = False
) -> Standing:
    """Whether an analysis was planned before the first person entered, or must say exploratory.

    Planned: the last version locked with no one in names it, and the outcome means the same now.
    Raises ``NotInProtocol`` where no version names it, unless ``exploratory`` says that one knows.
    """
    plan = [version for version in locked if not version.people_entered]
    if plan and _names(plan[-1].protocol, analysis) and _same_outcome(plan[-1], locked, analysis):
        return "planned"
    if exploratory or any(_names(version.protocol, analysis) for version in locked):
        return "exploratory"
    raise NotInProtocol(
        f"No version of the protocol compares {analysis.arm} with {analysis.against} on "
        f"{analysis.outcome} at month {analysis.month}"
        f"{f' by {analysis.subgroup}' if analysis.subgroup else ''}. "
        "Add it to the protocol with a reason, or ask for it as exploratory."
    )


def changed_fields(before: Protocol, after: Protocol) -> tuple[str, ...]:
    """The names of the fields that differ, in the order of the protocol."""
    names = [field.name for field in fields(Protocol)]
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _check_complete(protocol: Protocol) -> None:
    approval = protocol.approval
    needed = {
        "approval.number": approval.number,
        "approval.decided_on": approval.decided_on,
        "approval.consulted": approval.consulted,
        "approval.consent": approval.consent,
        "draw.seed_fingerprint": protocol.seed_fingerprint,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise CannotLock(
            f"The protocol cannot be locked without {', '.join(missing)}. Fill in and lock again."
        )


def _check_amendment(last: Version, protocol: Protocol, on: date, reason: str) -> None:
    if not changed_fields(last.protocol, protocol):
        raise CannotLock(f"Nothing has changed since version {last.number} ({last.dated}).")
    if not reason.strip():
        raise CannotLock("A change after locking needs its reason, which the report prints.")
    if on < last.dated:
        raise CannotLock(f"Version {last.number} is dated {last.dated}, after {on}.")
    for name in ("study", "seed_fingerprint"):
        if name in changed_fields(last.protocol, protocol):
            raise CannotLock(f"{name} is fixed when the protocol is first locked.")


def _names(protocol: Protocol, analysis: Analysis) -> bool:
    pairs = [{contrast.arm, contrast.against} for contrast in protocol.contrasts]
    groups = ["", *(subgroup.id for subgroup in protocol.subgroups)]
    return (
        protocol.outcome(analysis.outcome) is not None
        and analysis.month in protocol.horizons
        and {analysis.arm, analysis.against} in pairs
        and analysis.subgroup in groups
    )


def _same_outcome(plan: Version, locked: tuple[Version, ...], analysis: Analysis) -> bool:
    """Whether the outcome still means what the plan said; one taken out later still does."""
    then, now = (each.protocol.outcome(analysis.outcome) for each in (plan, locked[-1]))
    return now is None or then is None or set(then.statuses) == set(now.statuses)


def _version(folder: Path, entry: dict[str, object]) -> Version:
    path = folder / "locked" / f"version-{entry['number']}.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if sha256(text.encode()).hexdigest() != entry["sha256"]:
        raise LockedVersionChanged(
            f"{path.name} is not the text that was locked on {entry['dated']}. "
            "Bring back the locked copy; a change is locked as a new version with its reason."
        )
    return Version(**entry, protocol=parse_protocol(text, name=path.name))  # type: ignore[arg-type]


def _keep(folder: Path, text: str, version: Version) -> None:
    place = folder / "locked"
    place.mkdir(exist_ok=True)
    with (place / f"version-{version.number}.toml").open("x", encoding="utf-8", newline="") as file:
        file.write(text)
    reason = version.reason.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    entry = (
        f"[[versions]]\nnumber = {version.number}\ndated = {version.dated}\n"
        f'reason = "{reason}"\npeople_entered = {version.people_entered}\n'
        f'sha256 = "{version.sha256}"\n\n'
    )
    with (place / "versions.toml").open("a", encoding="utf-8", newline="") as file:
        file.write(entry)
