"""Small studies for tests: a locked protocol, people on their way in."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from samsyn.evaluation.protocol import new_protocol
from samsyn.evaluation.protocol_versions import lock
from samsyn.evaluation.study_files import read_tables, write_table
from samsyn.evaluation.study_folder import Study, make_study

FILLED_IN = {
    'number = ""': 'number = "2014/123-31"',
    "# decided_on": "decided_on",
    "consulted = []": 'consulted = ["Försäkringskassan"]',
    'consent = ""': 'consent = "Samtycke, version 1"',
}
START = date(2015, 6, 1)


def protocol_text(name: str, **changes: str) -> str:
    """A protocol that can be locked once its seed's fingerprint is in."""
    text = new_protocol(name)
    for old, new in {**FILLED_IN, **changes}.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def locked_study(folder: Path, *, seed: bytes | None = None, **changes: str) -> Study:
    """A study in ``folder``, locked with no one in."""
    study = make_study(folder, seed=seed, text=protocol_text(folder.name, **changes))
    lock(folder, on=date(2014, 10, 1), people_entered=0)
    return study


def consented(study: Study, *people: str, site: str = "0180", day: date = START) -> None:
    """People who came as far as consent, on five days in a row from ``day``; one write for all."""
    steps = ("suggested", "judged", "wants_support", "asked", "consented")
    days = {f"{step}_on": day + timedelta(number) for number, step in enumerate(steps)}
    rows = [
        {"person_id": person, "site": site, "suggested_by": "social_insurance_agency", **days}
        for person in people
    ]
    before = read_tables(study.tables_folder)["study_person"]
    frame = pl.concat([before, pl.DataFrame(rows)], how="diagonal_relaxed")
    write_table(study.tables_folder, "study_person", frame)
