"""What is counted, in words: a noun for each indicator, and what a share is a share of.

The words follow the figure's own key: nothing can be called individual interventions unless its
breakdown says so, and a share of an outcome never travels without the outcome's name.
"""

from dataclasses import dataclass

from samsyn.disclosure import Released


@dataclass(frozen=True)
class Noun:
    """A noun in the singular and the plural, with words that may follow either."""

    one: str
    many: str
    after: str = ""

    def of(self, number: float | None) -> str:
        """The form that agrees with ``number``; the plural where there is none to see."""
        word = self.one if number is not None and abs(number) == 1 else self.many
        return f"{word} {self.after}".rstrip()


_PARTICIPANT = Noun("deltagare", "deltagare")

_NOUNS = {
    "associations": Noun("samordningsförbund", "samordningsförbund"),
    "associations_with_group": Noun("samordningsförbund", "samordningsförbund"),
    "municipalities": Noun("kommun", "kommuner"),
    "interventions": Noun("insats", "insatser"),
    "participants_identified": Noun("deltagare", "deltagare", "med personuppgifter"),
    "participants_anonymous": Noun("anonym deltagare", "anonyma deltagare"),
    "participants_volume": Noun("deltagare", "deltagare", "i volyminsatser"),
    "participants_total": _PARTICIPANT,
    "participants_started": _PARTICIPANT,
    "participants_on_benefit": _PARTICIPANT,
    "participants_structural": _PARTICIPANT,
    "completed": Noun("avslutat deltagande", "avslutade deltaganden"),
    "joint_assessments": Noun("gemensam kartläggning", "gemensamma kartläggningar"),
    "measures_started": Noun("ärende", "ärenden"),
    "rehabilitation_completed": Noun("avslutad rehabilitering", "avslutade rehabiliteringar"),
    "transition_meetings": Noun("omställningsmöte", "omställningsmöten"),
    "support_participants": _PARTICIPANT,
}

_UNITS = {
    "persons": Noun("person", "personer"),
    "participations": Noun("deltagande", "deltaganden"),
    "cases": Noun("ärende", "ärenden"),
    "meetings": Noun("möte", "möten"),
    "registrations": Noun("registrering", "registreringar"),
    "days": Noun("dag", "dagar"),
    "SEK": Noun("miljon kronor", "miljoner kronor"),
    "interventions": Noun("insats", "insatser"),
    "associations": Noun("samordningsförbund", "samordningsförbund"),
    "municipalities": Noun("kommun", "kommuner"),
}

_ADJECTIVES = {
    "orientation=individual": ("individinriktad", "individinriktade"),
    "orientation=structural": ("strukturövergripande", "strukturövergripande"),
}

OUTCOMES = {
    "outcome_work_or_study": "arbetade eller studerade efter insatsen",
    "outcome_job_seeking": "sökte arbete efter insatsen utan att arbeta eller studera",
    "outcome_work_study_or_job_seeking": "arbetade, studerade eller sökte arbete efter insatsen",
    "started_or_increased": "hade börjat eller ökat arbete eller studier",
    "no_public_support_after": "hade ingen offentlig försörjning efter insatsen",
    "regained_work_capacity": "hade återfått arbetsförmåga",
    "cooperation_work_or_education": "hade arbete eller utbildning",
}
"""What those counted in a share of an outcome did or had, to follow ``31 procent``."""


def noun_of(released: Released) -> Noun:
    """The noun for what ``released`` counts, with the adjective its breakdown calls for."""
    noun = _NOUNS.get(released.indicator) or _UNITS.get(released.unit, Noun("", ""))
    for key in released.breakdown.split(";"):
        if key in _ADJECTIVES:
            one, many = _ADJECTIVES[key]
            noun = Noun(f"{one} {noun.one}", f"{many} {noun.many}", noun.after)
    return noun
