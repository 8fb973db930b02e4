"""The demo study, made and analysed once for the tests that read its report."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pytest import MonkeyPatch

from samsyn.disclosure.study import StudyFacts, study_facts
from samsyn.evaluation.demo.make import make_demo
from samsyn.evaluation.study_analysis import analyse_tables, interim_study
from samsyn.evaluation.study_files import read_tables

BUNDLE = ("replay.zip", "0" * 64)


@cache
def demo_facts() -> tuple[StudyFacts, StudyFacts]:
    """The demo as it is handed to disclosure control: whole, and interim."""
    with TemporaryDirectory() as name, MonkeyPatch.context() as patch:
        patch.setenv("SAMSYN_HOME", str(Path(name) / "home"))
        study = make_demo(Path(name) / "study")
        locked, frames = study.versions, read_tables(study.tables_folder)
        whole = analyse_tables(locked, frames, invented=True, draws=99)
        interim = interim_study(study, draws=99)
        return (
            study_facts(whole, locked=locked, frames=frames, replay=BUNDLE),
            study_facts(interim, locked=locked, frames=frames, interim=True),
        )
