"""The replay bundle: a study's protocol, tables and results in one file, computed again anywhere.

A .zip of about.json (snapshot, versions, hashes), the locked protocol versions, the study tables
with other ids in place of the study's own, and results.json. The tables are still about people,
one row each: the bundle is given to auditors, not published. The same study gives the same bytes.
"""

import hmac
import json
import math
import secrets
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from samsyn.errors import SamsynError
from samsyn.evaluation.protocol_versions import versions
from samsyn.evaluation.study_analysis import analyse_tables
from samsyn.evaluation.study_files import Frames, read_tables, write_table
from samsyn.evaluation.study_folder import SeedMissing, Study, seed_of
from samsyn.evaluation.study_results import StudyResults
from samsyn.vocabulary.study_tables import STUDY_TABLES

FORMAT = 1
PACKAGES = ("samsyn", "numpy", "scipy", "statsmodels", "polars")
TOLERANCE = 1e-9
LARGEST = 200_000_000
MOMENT = (1980, 1, 1, 0, 0, 0)
NOT_NUMBERS = ("source",)
"""Results of the tables' own hashes, which the ids of the bundle change."""


class BrokenBundle(SamsynError):
    """A file that is no replay bundle, or whose tables are not those it was made with."""


@dataclass(frozen=True)
class Difference:
    """One number that did not come out again; ``where`` is its path in results.json."""

    where: str
    then: object
    now: object


@dataclass(frozen=True)
class Replayed:
    """What came of computing a bundle again: numbers compared, differences, other versions."""

    study: str
    snapshot: str
    invented: bool
    numbers: int
    differences: tuple[Difference, ...]
    other_versions: Mapping[str, tuple[str, str]]


def write_bundle(study: Study, results: StudyResults, *, draws: int, to: Path) -> Path:
    """Write the bundle of ``results``, which were computed with ``draws`` redraws."""
    frames = _other_ids(read_tables(study.tables_folder), _secret(study))
    with TemporaryDirectory() as name:
        folder = Path(name)
        for table, frame in frames.items():
            write_table(folder / "tables", table, frame)
        (folder / "locked").mkdir()
        for path in sorted((study.folder / "locked").iterdir()):
            (folder / "locked" / path.name).write_bytes(path.read_bytes())
        _json(folder / "results.json", plain(results))
        _json(folder / "about.json", _about(results, draws, folder))
        _pack(folder, to)
    return to


def replay_bundle(path: Path) -> Replayed:
    """Compute everything in the bundle again and compare number by number."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        about = _unpack(path, folder)
        cut = about["data_cut"] if about["other_cut"] else None
        again = analyse_tables(
            versions(folder), read_tables(folder / "tables"), invented=about["invented"],
            cut=date.fromisoformat(cut) if cut else None, draws=about["draws"],
        )  # fmt: skip
        then = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    now = json.loads(json.dumps(plain(again)))
    for name in NOT_NUMBERS:
        then.pop(name, None), now.pop(name, None)
    pairs = list(_leaves(then, now, ""))
    return Replayed(
        about["study"], about["snapshot"], about["invented"], len(pairs),
        tuple(Difference(*pair) for pair in pairs if not _same(pair[1], pair[2])),
        {
            name: (then_, now_)
            for name, then_ in about["packages"].items()
            if then_ != (now_ := version(name))
        },
    )  # fmt: skip


def plain(value: Any) -> Any:
    """Results as JSON holds them: fields by name, days as text, what is no number as null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in ("arms", "fit") or (field.name == "arms" and _told(value))
        }
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (np.floating, float)):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, np.integer):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def _told(value: Any) -> bool:
    """``arms`` is a tuple of results in costs; elsewhere the people of a regression."""
    return isinstance(value.arms, tuple)


def _leaves(then: Any, now: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    """Every leaf of the two, side by side; a branch that only one has is a leaf."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in {**then, **now}:
            yield from _leaves(then.get(key, "–"), now.get(key, "–"), f"{where}/{key}")
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for place, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _leaves(one, other, f"{where}/{place}")
    else:
        yield where, then, now


def _same(then: object, now: object) -> bool:
    numbers = (int, float)
    if isinstance(then, numbers) and isinstance(now, numbers):
        return math.isclose(then, now, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return then == now


def _secret(study: Study) -> bytes:
    """A key for the bundle's ids: the study's own, so that its bundles agree; else a new one."""
    try:
        return hmac.digest(seed_of(study.locked), b"samsyn replay bundle", "sha256")
    except SeedMissing:
        return secrets.token_bytes(32)


def _other_ids(frames: Frames, secret: bytes) -> Frames:
    def other(person: str) -> str:
        return hmac.digest(secret, person.encode(), "sha256").hex()[:32]

    people = {name for frame in frames.values() if "person_id" in frame.columns
              for name in frame["person_id"]}  # fmt: skip
    ids = {person: other(person) for person in people}
    coaches = {name: other(f"coach {name}")[:12]
               for name in frames["study_delivery"]["coach"].drop_nulls().unique()}  # fmt: skip
    changed = {}
    for name, frame in frames.items():
        if "person_id" in frame.columns:
            frame = frame.with_columns(pl.col("person_id").replace_strict(ids, default=None))
        if name == "study_delivery":
            frame = frame.with_columns(pl.col("coach").replace_strict(
                coaches, default=None, return_dtype=pl.String))  # fmt: skip
        changed[name] = frame
    return changed


def _about(results: StudyResults, draws: int, folder: Path) -> dict[str, Any]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "format": FORMAT, "study": results.study, "snapshot": results.source.snapshot,
        "invented": results.source.invented, "data_cut": results.source.data_cut.isoformat(),
        "other_cut": results.source.cut_standing == "exploratory", "draws": draws,
        "outcomes_from": plain(results.source.followed),
        "python": ".".join(map(str, sys.version_info[:3])),
        "packages": {name: version(name) for name in PACKAGES},
        "files": {path.relative_to(folder).as_posix(): _digest(path) for path in files},
    }  # fmt: skip


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _pack(folder: Path, to: Path) -> None:
    partial = to.with_name(f".{to.name}.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, path.read_bytes())
    partial.chmod(0o600)
    partial.replace(to)


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    """The bundle's files in ``folder`` and its about.json, each file held to its hash."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read("about.json"))
            if about["format"] != FORMAT:
                raise BrokenBundle(
                    f"{path.name} has format {about['format']}; this reads {FORMAT}."
                )
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise BrokenBundle(f"{path.name} is too large for a replay bundle.")
            for name, digest in about["files"].items():
                _take(archive, name, digest, folder)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BrokenBundle(f"{path} is no replay bundle: {error}.") from None
    return about  # type: ignore[no-any-return]


def _take(archive: zipfile.ZipFile, name: str, digest: str, folder: Path) -> None:
    known = {"results.json", *(f"tables/{table}.csv" for table in STUDY_TABLES)}
    if name not in known and not (name.startswith("locked/") and name.count("/") == 1):
        raise BrokenBundle(f"{name} does not belong in a replay bundle.")
    content = archive.read(name)
    if sha256(content).hexdigest() != digest:
        raise BrokenBundle(f"{name} has been changed since the bundle was made.")
    target = folder / name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(content)
