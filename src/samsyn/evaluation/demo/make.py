"""Making the demo: a study's folder, whole, the same bytes from the same seed."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl

from samsyn.evaluation.demo.outcomes import outcomes
from samsyn.evaluation.demo.people import background, draw_people, screening, secret
from samsyn.evaluation.demo.support import breaches, called, costs, delivery, survey
from samsyn.evaluation.protocol_versions import lock
from samsyn.evaluation.study_files import Frames, complete, write_table
from samsyn.evaluation.study_folder import Study, make_study
from samsyn.evaluation.study_gathering import assignment_frame, gather

NAME = "tre-armar"
LOCKED_ON = date(2014, 10, 1)
LONGER_ON = date(2016, 6, 1)
LONGER = "Uppföljningen förlängs till 18 månader, beslutat när den sista personen var inne."


def make_demo(folder: Path, *, seed: int = 1) -> Study:
    """The Swedish three-arm study in ``folder``: protocol locked twice, tables, seed apart.

    Everything says that it is invented. The protocol's second version adds month 18 with everyone
    in, so what it adds is exploratory.
    """
    study = make_study(folder, seed=secret(seed), text=_text("protocol.toml"))
    (folder / "invented").write_text("Personerna i studien är påhittade.\n", encoding="utf-8")
    lock(folder, on=LOCKED_ON, people_entered=0)
    frames = tables_of(study, seed=seed)
    for name, frame in frames.items():
        write_table(study.tables_folder, name, frame)
    path = folder / "protocol.toml"
    longer = path.read_text(encoding="utf-8").replace("horizons = [15] ", "horizons = [15, 18]", 1)
    path.write_text(longer, encoding="utf-8", newline="")
    lock(folder, on=LONGER_ON, people_entered=len(frames["study_assignment"]), reason=LONGER)
    return study


def tables_of(study: Study, *, seed: int) -> Frames:
    """Every study table of the demo."""
    protocol, rng = study.protocol, np.random.default_rng([seed, 2014])
    drawn = draw_people(protocol, seed, rng)
    covariates = background(len(drawn.log), rng)
    people = [each.person for each in drawn.log]
    person = screening(drawn, protocol, rng)
    spells, protected = outcomes(drawn, covariates, rng)
    person = person.with_columns(
        protected_from=pl.col("person_id").replace_strict(
            protected, default=None, return_dtype=pl.Date
        )
    )
    frames: Frames = {
        "study_person": person,
        "study_covariate": pl.concat(
            pl.DataFrame({"person_id": people, "covariate": name, "value": values})
            for name, values in covariates.items()
        ),
        "study_assignment": assignment_frame(drawn.log, dict(zip(people, drawn.days, strict=True))),
        "study_breach": breaches(drawn, rng),
        "study_population": pl.read_csv(_text("populations.csv").encode()),
        "study_called": called(rng),
        "study_survey": survey(),
        "status_spell": spells,
    }
    given = delivery(drawn, person, rng)
    months = gather(protocol, complete(frames)).data.months
    return frames | {"study_delivery": given, "study_cost": costs(drawn, given, months, rng)}


def _text(name: str) -> str:
    return files("samsyn.evaluation.demo").joinpath(name).read_text(encoding="utf-8")
