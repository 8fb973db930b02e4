"""The first page: what the study found, in words that cannot be taken for more."""

from collections.abc import Iterator
from typing import Any

from samsyn.reports.document import Block, Emphasis, Label, Note, Paragraph, Section
from samsyn.reports.figure import Figure
from samsyn.reports.prose import Parts, flat, joined, number, p
from samsyn.reports.study.pages import Study, month_label
from samsyn.reports.study.words import group, status

_INTERIM = (
    "Detta är en delrapport. Den visar inflöde, flöde, balans och vad som getts, men aldrig utfall "
    "efter arm: de öppnas först vid protokollets datastopp."
)
_READING = (
    " täcka den verkliga skillnaden. Går intervallet från minus till plus kan skillnaden vara åt "
    "båda hållen. Det som inte planerades innan den första personen gick in är märkt utforskande."
)


def summary(study: Study) -> Section:
    """The summary; an interim one says nothing of outcomes."""
    told = _interim(study) if study.released.interim else tuple(_told(study))
    return Section("Sammanfattning", told, key="sammanfattning")


def _interim(study: Study) -> tuple[Block, ...]:
    return (
        _drawn(study),
        Note((_INTERIM,)),
    )


def _told(study: Study) -> Iterator[Block]:
    yield _drawn(study)
    yield _shares(study)
    yield _means(study)
    for arm, against in study.pairs:
        yield _comparison(study, arm, against)
    yield from _ranking(study)
    yield from _women_and_men(study)
    yield from _money(study)
    yield _reading(study)


def _drawn(study: Study) -> Paragraph:
    entered = study.get("study_entered", "count")
    return p(
        number(entered), " personer lottades mellan ", joined(tuple(study.arms.values())), ". ",
        "Alla räknas i den arm som de lottades till, vare sig de tog emot stödet eller inte.",
    )  # fmt: skip


def outcome_words(study: Study) -> str:
    """The primary outcome inside a sentence."""
    title = study.primary.title
    return title[:1].lower() + title[1:]


def _key(study: Study, **key: Any) -> dict[str, Any]:
    return {"outcome": study.primary.id, "horizon": study.month, **key}


def _shares(study: Study) -> Paragraph:
    """Each arm's share, of how many, at the horizon."""
    told: list[Parts] = []
    for arm, title in study.arms.items():
        key = _key(study, arm=arm)
        share = study.get("study_share", "share", **key)
        of = (study.n("study_share", "share", **key),) if share.shown else ()
        told.append((*number(share), f" procent i {title}", *_of(of)))
    outcome = Emphasis((study.primary.title,), strong=True)
    return p(
        outcome, ", ", month_label(study.month), " efter lottningen: ", joined(told), "."
    )  # fmt: skip


def _means(study: Study) -> Paragraph:
    """What the outcome holds: a share never travels without it."""
    held = joined([status(code).lower() for code in study.primary.statuses])
    return p(f"{study.primary.title} betyder ", held, " i den månaden.")


def _of(n: tuple[Figure, ...]) -> Parts:
    return (" (av ", *n, " observerade)") if n else ()


def _comparison(study: Study, arm: str, against: str) -> Paragraph:
    """What may be said of one contrast."""
    names = study.arms[arm], study.arms[against]
    key = _key(study, arm=arm, against=against)
    result = study.settled(study.primary.id, study.month, arm, against)
    mark = "Utforskande: " if study.exploratory(study.primary.id, study.month, arm, against) else ""
    difference = study.get("study_difference", "difference", **key)
    if not difference.shown:
        return p(f"{mark}Skillnaden mellan {names[0]} och {names[1]} visas inte.")
    told = study.interval("study_difference", **key)
    holm = (
        "; p justerat för flera jämförelser ",
        study.figure("study_difference", "p_holm", **key),
    )
    if result == "settled":
        more = "Fler" if (difference.value or 0) > 0 else "Färre"
        return p(
            mark, Emphasis((f"{more} i {names[0]} än i {names[1]}",), strong=True), ": ",
            told, *holm, ".",
        )  # fmt: skip
    why = " när hänsyn tas till att flera jämförelser görs" if result == "before_correction" else ""
    return p(
        mark, Emphasis(("Ingen säkerställd skillnad",), strong=True),
        f" mellan {names[0]} och {names[1]}{why}: ", told, *holm, ". ",
        not_nil(study),
    )  # fmt: skip


def not_nil(study: Study) -> Parts:
    """That a difference not found is not a difference of nil."""
    smallest = study.find("study_detectable", "difference")
    if smallest is None:
        return ("Det visar inte att skillnaden är noll; intervallet visar vad den kan vara.",)
    return (
        "Det visar inte att skillnaden är noll: studien kan räkna med att hitta skillnader från ",
        *number(smallest), " procentenheter.",
    )  # fmt: skip


def _ranking(study: Study) -> Iterator[Block]:
    found = study.released.ranking.get((study.primary.id, study.month))
    if not found:
        return
    highest, rivals = found
    if not rivals:
        yield p(f"{study.arms[highest]} har högre andel än var och en av de andra armarna.")
        return
    named = joined([study.arms[each] for each in rivals])
    yield p(
        f"{study.arms[highest]} har högst andel, men skillnaden mot ", named,
        " är inte säkerställd. Studien rangordnar dem inte.",
    )  # fmt: skip


def _women_and_men(study: Study) -> Iterator[Block]:
    """The first contrast in each of two groups, and whether they differ."""
    for subgroup in study.protocol.subgroups:
        key = _key(study, arm=study.pairs[0][0], against=study.pairs[0][1])
        last = next(
            (each for each in subgroup.groups
             if study.find("study_interaction", "difference", **key, **{subgroup.id: each})), "",
        )  # fmt: skip
        if not last or len(subgroup.groups) != 2:
            continue
        each = [
            flat(f"{group(subgroup.id, name).lower()} ",
                 study.interval("study_group_difference", **key, **{subgroup.id: name}))
            for name in subgroup.groups
        ]  # fmt: skip
        yield p(
            f"{study.arms[key['arm']]} mot {study.arms[key['against']]}, efter grupp: ",
            joined(each), ". ", _differs(study, key, subgroup.id, last),
        )  # fmt: skip


def _differs(study: Study, key: dict[str, Any], subgroup: str, last: str) -> Parts:
    """Whether the groups' differences differ: the only question a subgroup answers."""
    found = {**key, subgroup: last}
    lower, upper = (
        study.get("study_interaction", each, **found).value for each in ("lower", "upper")
    )
    told = study.interval("study_interaction", **found)
    if lower is None or upper is None:
        return ("Om grupperna skiljer sig åt visas inte.",)
    if lower <= 0 <= upper:
        return flat(
            "Att stödet verkar olika i grupperna är inte säkerställt: skillnaden mellan dem är ",
            told, ".",
        )  # fmt: skip
    return flat("Stödet verkar olika i grupperna: skillnaden mellan dem är ", told, ".")


def _money(study: Study) -> Iterator[Block]:
    """The verdict of the first contrast, in words."""
    for pair, words in list(study.released.cost_words.items())[:1]:
        arm, against = pair
        cost = study.interval(
            "study_cost_difference", " kronor per person", arm=arm, against=against, payer="society"
        )
        ratio = study.get("study_icer", "ratio", arm=arm, against=against)
        unit = Label(f" kronor för en {study.released.effect_units[pair]}")
        told: Parts = (" Punktskattningen är ", *number(ratio), unit, ".") if ratio.shown else ()
        yield p(
            _explored(study), f"{study.pair(arm, against)}, samhällets merkostnad: ",
            cost, ". ", words, told,
            " Hur osäkert det är visar avsnittet om kostnader.",
        )  # fmt: skip


def _explored(study: Study) -> str:
    """Costs are counted to the last horizon, which may have been added after the lock."""
    months = study.released.cost_months
    return "Utforskande: " if study.mark(study.primary.id, months) else ""


def _reading(study: Study) -> Note:
    level = Label(f"{100 * study.protocol.level:g}")
    return Note(
        ("Så läses intervallen: av hundra sådana intervall väntas ungefär ", level, _READING)
    )
