"""Were the arms alike before the support, and is the study like those it came from?"""

from collections.abc import Iterator

from samsyn.reports.document import Block, Inline, Section
from samsyn.reports.prose import number, p
from samsyn.reports.study.pages import EMPTY, Study, table
from samsyn.reports.study.words import covariate, population


def balance(study: Study) -> Section:
    """The balance table with its joint test, and the study against its population."""
    return Section("Balans före lottningen", tuple(_told(study)), key="balans")


def _told(study: Study) -> Iterator[Block]:
    if not study.has("study_standardised"):
        yield p("Protokollet anger inga kovariater.")
        return
    yield _test(study)
    yield _arms(study)
    yield from _population(study)


def _test(study: Study) -> Block:
    test = study.get("study_balance_test", "p")
    unlike = test.value is not None and test.value < 1 - study.protocol.level
    told = (
        " Det är lägre än slumpen brukar ge: läs resultaten med kovariater bredvid dem utan."
        if unlike
        else " Det ger inget skäl att tro att lottningen gick fel."
    )
    return p(
        "Lottningen gör armarna lika på slumpen när. Ett gemensamt test av alla egenskaper ger p ",
        number(test), " (lottningen gjord om inom blocken) och ",
        number(study.get("study_balance_test", "p_large_sample")),
        " (chi-två, ", number(study.get("study_balance_test", "statistic")), " på ",
        number(study.get("study_balance_test", "degrees_of_freedom")), " frihetsgrader).", told,
    )  # fmt: skip


def _arms(study: Study) -> Block:
    others = [arm for arm in study.arms if arm != study.protocol.reference]
    rows: dict[str, list[Inline]] = {}
    for code in study.protocol.covariates:
        means: list[Inline] = [
            study.cell("study_covariate_mean", covariate=code, arm=arm) for arm in study.arms
        ]
        apart = [
            study.cell("study_standardised", "difference", "plain", covariate=code, arm=arm,
                       against=study.protocol.reference)
            for arm in others
        ]  # fmt: skip
        rows[_title(study, code, arm=next(iter(study.arms)))] = [*means, *apart]
    first = study.protocol.covariates[0]
    people = [study.n("study_covariate_mean", covariate=first, arm=arm) for arm in study.arms]
    rows["Personer"] = [*people, *(EMPTY for _ in others)]
    reference = study.arms[study.protocol.reference]
    heads = [
        *(f"Andel eller medelvärde|{title}" for title in study.heads.values()),
        *(f"Standardiserad skillnad mot {reference}|{study.arms[arm]}" for arm in others),
    ]
    return table("Egenskaper före lottningen, efter arm", heads, rows, stub="Egenskap")


def _title(study: Study, code: str, **key: str) -> str:
    found = study.find("study_covariate_mean", covariate=code, **key)
    percent = found is not None and found.unit == "percent"
    return f"{covariate(code)}, procent" if percent else covariate(code)


def _population(study: Study) -> Iterator[Block]:
    names = [each for each in study.keyed("study_covariate_mean", "population") if each != "study"]
    if not names:
        return
    codes = study.keyed("study_covariate_mean", "covariate", population="study")
    rows: dict[str, list[Inline]] = {
        _title(study, code, population="study"): [
            *(study.cell("study_covariate_mean", covariate=code, population=name)
              for name in ("study", *names)),
            *(study.cell("study_standardised", "difference", "plain", covariate=code,
                         population=name) for name in names),
        ]
        for code in codes
    }  # fmt: skip
    sizes = [study.n("study_covariate_mean", covariate=codes[0], population=name)
             for name in ("study", *names)]  # fmt: skip
    rows["Personer"] = [*sizes, *(EMPTY for _ in names)]
    heads = [
        *(f"Andel eller medelvärde|{population(name)}" for name in ("study", *names)),
        *(f"Standardiserad skillnad, studien mot|{population(name)}" for name in names),
    ]
    yield p(
        "Den som lottas har först föreslagits, bedömts och sagt ja. Tabellen visar hur de i "
        "studien skiljer sig från dem de kommer från. Resultaten gäller dem i studien."
    )
    yield table("Studien mot befolkningen den kommer från", heads, rows, stub="Egenskap")
    work, studies = (study.find("study_outflow", "share", to=to) for to in ("work", "studies"))
    if work and studies:
        yield p(
            "Som bakgrund: av alla i befolkningen gick ", number(work), " procent till arbete och ",
            number(studies), " procent till studier under ett år. Det är en annan grupp och ett "
            "annat mått än studiens.",
        )  # fmt: skip
