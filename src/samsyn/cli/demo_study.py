"""A study that takes people in now, so that the demo's caseworkers have someone to ask."""

from datetime import date, timedelta

from samsyn.evaluation.protocol import new_protocol
from samsyn.evaluation.protocol_versions import lock
from samsyn.evaluation.study_actions import assign_person, record_step
from samsyn.evaluation.study_folder import Study, make_study, place_for

NAME = "vagar-till-arbete"
STEPS = ("judged", "wants_support", "asked", "consented")
COME_TO = {"NV001": "wants_support", "NV002": "asked", "NV003": "consented", "NV004": "assigned"}
"""People of the invented now, and how far they have come."""


def write_study(*, municipality: str, today: date) -> Study:
    """The study in ``SAMSYN_HOME``, locked, with a site that has joined and one that will."""
    study = make_study(place_for(NAME), text=_protocol(municipality, today))
    (study.folder / "invented").write_text("Personerna i studien är påhittade.\n", encoding="utf-8")
    lock(study.folder, on=today - timedelta(days=120), people_entered=0)
    for person, step in COME_TO.items():
        _bring(study, person, step, municipality, today)
    return study


def _protocol(municipality: str, today: date) -> str:
    text = new_protocol(NAME)
    changes = {
        "Unga med aktivitetsersättning: tre sätt att stödja vägen till arbete": "Tre vägar till "
        "arbete: en studie som pågår",
        "2017-06-30": f"{today + timedelta(days=1200)}",
        'number = ""': 'number = "Påhittat 1/1"',
        "# decided_on = 2014-09-01": f"decided_on = {today - timedelta(days=200)}",
        "consulted = []": 'consulted = ["Försäkringskassan", "Arbetsförmedlingen"]',
        'consent = ""': 'consent = "Samtycke till studien Tre vägar till arbete, version 1"',
        '"0180"': f'"{municipality}"',
        "2014-11-01": f"{today - timedelta(days=90)}",
        "2015-05-01": f"{today + timedelta(days=60)}",
    }
    for old, new in changes.items():
        text = text.replace(old, new, 1)
    return text


def _bring(study: Study, person: str, step: str, site: str, today: date) -> None:
    day = today - timedelta(days=30)
    record_step(study, person, "suggested", on=day, site=site,
                suggested_by="social_insurance_agency")  # fmt: skip
    for number, each in enumerate(STEPS, start=1):
        record_step(study, person, each, on=day + timedelta(days=5 * number))
        if each == step:
            return
    assign_person(study, person, on=today - timedelta(days=5))
