"""What was given in each arm, held against what the arms promise, and what broke them."""

from collections.abc import Iterator

from samsyn.reports.document import Block, Inline, Label, Section
from samsyn.reports.prose import p
from samsyn.reports.study.pages import EMPTY, Key, Study, table
from samsyn.reports.study.words import VERDICTS, breach, measure


def delivery(study: Study) -> Section:
    """Means by arm, the promises, breaches, surveys."""
    return Section("Vad armarna gav", tuple(_told(study)), key="stod")


def _told(study: Study) -> Iterator[Block]:
    if not study.has("study_delivered"):
        yield p("Inget stöd har loggats.")
        return
    yield p(
        "Om armarna inte gav det de lovade prövar studien något annat än det som står i "
        "protokollet. Därför hålls det som loggats mot vad armarna utlovar."
    )
    yield _means(study)
    yield _promises(study)
    yield from _breaches(study)
    yield from _surveys(study)


def _means(study: Study) -> Block:
    measures = study.keyed("study_delivered", "measure")
    rows = {
        measure(name): [
            study.cell("study_delivered", "mean", arm=arm, measure=name) for arm in study.arms
        ]
        for name in measures
    }
    title = "Stöd per person och månad, medelvärde efter arm"
    return table(title, tuple(study.heads.values()), rows, stub="Stöd")


def _promises(study: Study) -> Block:
    rows: dict[str, list[Inline]] = {}
    for (name, arm, against), verdict in study.released.verdicts.items():
        heading = f"{measure(name)}: mer i {study.arms[arm]} än i {study.arms[against]}"
        key: Key = {"measure": name, "arm": arm, "against": against}
        rows[heading] = [
            *study.cells("study_delivery_difference", "difference", "lower", "upper", **key),
            Label(VERDICTS[verdict]),
        ]
    heads = ("Skillnad", "Nedre gräns", "Övre gräns", "Utfall")
    return table("Vad armarna utlovar, och vad loggen visar", heads, rows, stub="Löfte")


def _breaches(study: Study) -> Iterator[Block]:
    kinds = study.keyed("study_breaches", "kind")
    if not kinds:
        yield p("Inga avsteg från armarnas innehåll har loggats.")
        return
    rows = {
        breach(kind): [
            study.cell("study_breaches", "count", arm=arm, kind=kind) for arm in study.arms
        ]
        for kind in kinds
    }
    title = "Loggade avsteg från armarnas innehåll"
    yield table(title, tuple(study.heads.values()), rows, stub="Avsteg")


def _surveys(study: Study) -> Iterator[Block]:
    for who, name in (("participants", "deltagare"), ("staff", "personal")):
        questions = study.keyed("study_survey_answered", "question", respondents=who)
        rows: dict[str, list[Inline]] = {}
        for question in questions:
            for arm, title in study.heads.items():
                key: Key = {"respondents": who, "question": question, "arm": arm}
                answered = study.find("study_survey_answered", "share", **key)
                if answered is None:
                    continue
                rows[f"{question} – {title}"] = [
                    study.cell("study_survey_answered", "share", **key),
                    study.n("study_survey_answered", "share", **key) if answered.shown else EMPTY,
                    study.cell("study_survey_satisfied", "share", **key),
                ]
        if rows:
            heads = ("Svarsfrekvens, procent", "Tillfrågade", "Nöjda av dem som svarat, procent")
            yield table(f"Enkät till {name}", heads, rows, stub="Fråga och arm")
