"""Who is not observed, what that could do to the result, and how long people waited for a job."""

from collections.abc import Iterator

from samsyn.reports.document import Block, Chart, Inline, Section, Table
from samsyn.reports.prose import number, p
from samsyn.reports.study.pages import Key, Study, table


def loss(study: Study) -> Section:
    """Observed by arm, Lee's bounds, and the effect by instrument with its label."""
    key: Key = {"outcome": study.primary.id, "horizon": study.month}
    blocks: list[Block] = [
        p(
            "Ej observerad är inte detsamma som utan arbete. Gränserna säger hur stor och liten "
            "skillnaden kan vara om bortfallet är ojämnt mellan armarna."
        ),
        _observed(study, key),
        _bounds(study, key),
        *_compliers(study, key),
    ]
    return Section("Bortfall", tuple(blocks))


def _observed(study: Study, key: Key) -> Table:
    rows = {
        title: [
            study.cell("study_people", "count", step="assigned", arm=arm),
            study.cell("study_people", "count", step="observed", arm=arm, horizon=key["horizon"]),
            study.cell("study_observed", "share", arm=arm, **key),
        ]
        for arm, title in study.heads.items()
    }
    heads = ("Lottade", "Observerade", "Observerade, procent")
    return table(f"Observerade månad {key['horizon']}, efter arm", heads, rows, stub="Arm")


def _bounds(study: Study, key: Key) -> Table:
    rows: dict[str, list[Inline]] = {}
    for arm, against in study.pairs:
        pair = {**key, "arm": arm, "against": against}
        rows[study.pair(arm, against)] = study.cells(
            "study_bounds", "difference", "lower", "upper", "trimmed", form="plain", **pair
        )
    heads = ("Skillnad bland observerade", "Lägsta", "Högsta", "Beskuren andel, procent")
    name = f"{study.primary.title}, månad {key['horizon']}: gränser vid bortfall, procentenheter"
    return table(name, heads, rows, stub="Jämförelse")


def _compliers(study: Study, key: Key) -> Iterator[Block]:
    rows: dict[str, list[Inline]] = {}
    for arm, against in study.pairs:
        pair = {**key, "arm": arm, "against": against}
        if study.find("study_complier", "difference", **pair):
            rows[study.pair(arm, against)] = study.cells(
                "study_complier", "difference", "lower", "upper", "first_stage", form="plain",
                **pair,
            )  # fmt: skip
    if rows:
        heads = ("Skillnad", "Nedre gräns", "Övre gräns", "Lottningen ökade deltagandet med")
        name = "Effekt bland dem som tog del för att de lottades, procentenheter"
        note = (
            "Med lottningen som instrument. Detta är inte effekten av att lottas, som står i "
            "avsnitten ovan."
        )
        yield table(name, heads, rows, stub="Jämförelse", notes=[(note,)])


def time_to_job(study: Study) -> Iterator[Block]:
    """The share that has had the outcome at some time, by arm, and the log-rank test."""
    blocks: list[Block] = []
    for outcome in study.protocol.outcomes:
        months = sorted(
            int(each) for each in study.keyed("study_first_job", "horizon", outcome=outcome.id)
        )
        if not months:
            continue
        rows = {
            str(month): [
                study.cell("study_first_job", "share", arm=arm, outcome=outcome.id, horizon=month)
                for arm in study.arms
            ]
            for month in months
        }
        name = f"{outcome.title}: andel som någon gång haft utfallet, efter arm, procent"
        drawn = table(name, tuple(study.heads.values()), rows, stub="Månad sedan lottningen")
        blocks += [Chart(drawn, "paths"), _test(study, outcome.id)]
    if blocks:
        text = p("Andelen som någon gång haft utfallet, också om de sedan har slutat.")
        yield Section("Tid till första arbete eller studier", (text, *blocks))


def _test(study: Study, outcome: str) -> Block:
    return p(
        "Ett log-rank-test att alla armar har samma tid till utfallet, inom strata, ger chi-två ",
        number(study.get("study_first_job_test", "statistic", outcome=outcome)), " och p ",
        number(study.get("study_first_job_test", "p", outcome=outcome)), ".",
    )  # fmt: skip
