"""Taking a study's outcomes from a snapshot of the register, once its data cut has passed.

The spells of those who were drawn are copied to the study's table ``status_spell``, and a record
beside the tables says which snapshot they came from. Before the cut no spell is copied, so that
no one can look.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import polars as pl

from samsyn.errors import SamsynError, WrongUse
from samsyn.evaluation.study_files import Frames, complete, read_tables, table_hashes, write_table
from samsyn.evaluation.study_folder import Study, check_open
from samsyn.exchange.snapshot_files import read_manifest

RECORD = "followed.json"
SPELLS = "status_spell"


class OutcomesChanged(SamsynError):
    """A table of spells that is not the one that was taken from the snapshot."""


@dataclass(frozen=True)
class Followed:
    """Where a study's outcomes came from.

    ``snapshot``: its id; ``snapshot_sha256``: of its file of spells; ``taken_on``: its day;
    ``people``: those drawn; ``without_spells``: those of whom it has none; ``spells``: rows taken;
    ``sha256``: of the study's table as it was written.
    """

    snapshot: str
    snapshot_sha256: str
    taken_on: date
    people: int
    without_spells: int
    spells: int
    sha256: str


def drawn_people(study: Study) -> tuple[str, ...]:
    """The ids of everyone drawn, in the order of the draw; no spell is opened."""
    frames = read_tables(study.tables_folder, without=[SPELLS])
    return tuple(frames["study_assignment"].sort("number")["person_id"])


def follow(
    study: Study, folder: Path, pseudonyms: Mapping[str, str], *, today: date
) -> Followed:  # fmt: skip
    """Copy the spells of those drawn from the snapshot in ``folder``, and record where from.

    ``pseudonyms``: what stands in the snapshot for each person drawn. Only spells that touch the
    time from a person's draw to the data cut are taken. What an earlier call took is replaced.
    Raises ``BeforeTheCut``, ``WrongUse`` for a snapshot that cannot hold the outcomes.
    """
    cut = check_open(study, today=today)[-1].protocol.data_cut
    manifest = read_manifest(folder)
    if manifest.taken_on < cut:
        raise WrongUse(
            f"The snapshot {manifest.id} was taken before the data cut, {cut}, and knows nothing "
            "of the days between. Take a new one (samsyn snapshot), or name a later (--snapshot)."
        )
    if manifest.invented != study.invented:
        raise WrongUse(
            "Invented data and real people may not be mixed: one of the study and the snapshot "
            f"{manifest.id} is invented, and the other is not. Name another snapshot."
        )
    with study.alone():
        frames = read_tables(study.tables_folder, without=[SPELLS])
        drawn = frames["study_assignment"].select("person_id", "assigned_on")
        taken = _taken(drawn, pl.read_parquet(folder / f"{SPELLS}.parquet"), pseudonyms, cut)
        found = taken["person_id"].n_unique()
        if not found:
            raise WrongUse(
                f"None of the {drawn.height} people drawn has a spell in the snapshot "
                f"{manifest.id}. Is it another register's, or are the spells not imported yet? "
                "Nothing is changed."
            )
        whole = complete({**frames, SPELLS: taken})
        write_table(study.tables_folder, SPELLS, taken)
        followed = Followed(
            manifest.id, manifest.tables[SPELLS].sha256, manifest.taken_on, drawn.height,
            drawn.height - found, taken.height, table_hashes(whole)[SPELLS][1],
        )  # fmt: skip
        text = json.dumps(asdict(followed), default=str, ensure_ascii=False, indent=1)
        (study.folder / RECORD).write_text(text + "\n", encoding="utf-8")
    return followed


def followed_of(study: Study) -> Followed | None:
    """Where the study's outcomes came from; None where its table was put there by hand."""
    path = study.folder / RECORD
    if not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Followed(**content | {"taken_on": date.fromisoformat(content["taken_on"])})


def check_unchanged(study: Study, frames: Frames) -> Followed | None:
    """The record, held against the table; raises ``OutcomesChanged`` where they differ."""
    followed = followed_of(study)
    if followed and table_hashes(frames)[SPELLS][1] != followed.sha256:
        raise OutcomesChanged(
            f"{SPELLS} is not what was taken from the snapshot {followed.snapshot}: it has been "
            f"changed since. Take it again: samsyn study follow {study.folder.name} "
            f"--snapshot {followed.snapshot}. If the change is right, take away {RECORD} and say "
            "so in the report."
        )
    return followed


def _taken(
    drawn: pl.DataFrame, spells: pl.DataFrame, pseudonyms: Mapping[str, str], cut: date
) -> pl.DataFrame:
    people = drawn.with_columns(
        pseudonym=pl.col("person_id").replace_strict(
            pseudonyms, default=None, return_dtype=pl.String
        )
    )
    return (
        spells.rename({"person_id": "pseudonym"})
        .join(people, on="pseudonym")
        .filter(
            pl.col("first_day") <= cut,
            pl.col("last_day").is_null() | (pl.col("last_day") >= pl.col("assigned_on")),
        )
        .drop("pseudonym", "assigned_on")
    )
