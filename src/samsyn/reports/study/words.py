"""What a study's codes are called in its report."""

from collections.abc import Mapping

from samsyn.vocabulary.codelist import code_list

COVARIATES: Mapping[str, str] = {
    "age": "Ålder, år",
    "sex": "Kvinnor",
    "woman": "Kvinnor",
    "children": "Har barn",
    "foreign_born": "Utrikes födda",
    "upper_secondary": "Gymnasieutbildning",
    "lss": "Beslut enligt LSS",
    "lss_decision": "Beslut enligt LSS",
    "daily_activities": "Daglig verksamhet",
    "housing_support": "Boendestöd",
}
MEASURES: Mapping[str, str] = {
    "staff_hours": "Personaltimmar",
    "personal_contacts": "Personliga kontakter",
    "workplace_visits": "Arbetsplatsbesök",
    "help_outside_work": "Hjälp med annat än arbete",
    "caseload": "Personer per coach",
}
_GROUPS: Mapping[tuple[str, str], str] = {
    ("sex", "woman"): "Kvinnor",
    ("sex", "man"): "Män",
    ("daily_activities", "yes"): "Med daglig verksamhet",
    ("daily_activities", "no"): "Utan daglig verksamhet",
}
_GONE: Mapping[str, str] = {
    "deceased": "Avlidna",
    "emigrated": "Utvandrade",
    "protected": "Skyddade uppgifter",
    "not_over": "Månaden inte slut vid datastopp",
    "under_way": "Ännu inte avgjort",
    "not_accepted": "Tog inte emot stödet",
}
CALLED_IN: Mapping[str, str] = {
    "from_start": "i kommunerna som var med från början",
    "joined_later": "i kommunerna som kom med senare",
    "other": "i övriga kommuner",
}
QUADRANTS: Mapping[str, str] = {
    "dominates": "Billigare och bättre",
    "dominated": "Dyrare och sämre",
    "costs_more_for_more": "Dyrare och bättre",
    "costs_less_for_less": "Billigare och sämre",
}
FIELDS: Mapping[str, str] = {
    "title": "titel",
    "question": "fråga",
    "eligible": "målgrupp",
    "arms": "armar",
    "sites": "kommuner",
    "outcomes": "utfall",
    "horizons": "tidpunkter",
    "follow_up_months": "uppföljningens längd",
    "contrasts": "jämförelser",
    "subgroups": "grupper",
    "covariates": "kovariater",
    "strata": "strata",
    "correction": "justering för flera tester",
    "errors": "medelfel",
    "level": "konfidensnivå",
    "prices": "priser",
    "discount_rate": "diskonteringsränta",
    "data_cut": "datastopp",
    "approval": "godkännande",
    "power": "styrkeberäkning",
    "secondary": "sekundära utfall",
}
VERDICTS: Mapping[str, str] = {
    "as promised": "Som utlovat",
    "the other way": "Tvärtom mot löftet",
    "not settled": "Inte säkerställt",
}


def covariate(code: str) -> str:
    """The title of something known before the draw."""
    return COVARIATES.get(code, code.replace("_", " ").capitalize())


def measure(code: str) -> str:
    """The title of a measure of what was given."""
    return MEASURES.get(code, code.replace("_", " ").capitalize())


def group(subgroup: str, code: str) -> str:
    """A group of people, as a row is called."""
    return _GROUPS.get((subgroup, code), code.replace("_", " ").capitalize())


def population(code: str) -> str:
    """A population the study is held against; its name is written as in the table."""
    return "Studien" if code == "study" else code


def stopped(code: str) -> str:
    """Why someone went no further, or was not observed."""
    if code in _GONE:
        return _GONE[code]
    return _label("study_stop_reason", code)


def step(code: str) -> str:
    """A step on the way into the study."""
    return _label("study_step", code)


def payer(code: str) -> str:
    """Who pays."""
    return _label("payer", code)


def breach(code: str) -> str:
    """A kind of breach of what keeps the arms apart."""
    return _label("study_breach", code)


def municipalities(code: str) -> str:
    """A group of municipalities by their part in the study."""
    return _label("study_municipalities", code)


def status(code: str) -> str:
    """A status of a spell."""
    return _label("spell_status", code)


def _label(name: str, code: str) -> str:
    known = code_list(name)
    return known.label(code) if code in known.codes else code.replace("_", " ").capitalize()
