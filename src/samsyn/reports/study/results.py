"""What became of people: shares and differences by arm, and the paths by month."""

from collections.abc import Iterator

from samsyn.reports.document import Block, Chart, Inline, Label, Note, Section, Table
from samsyn.reports.prose import number, p
from samsyn.reports.study.groups import groups
from samsyn.reports.study.loss import loss, time_to_job
from samsyn.reports.study.pages import EMPTY, Key, Study, table

_P = ("p", "p_holm", "p_romano_wolf", "p_redrawn")
_P_HEADS = ("p", "p (Holm)", "p (Romano–Wolf)", "p (omlottning)")
_LIMITS = ("difference", "lower", "upper")
_LIMIT_HEADS = ("Skillnad", "Nedre gräns", "Övre gräns")


def results(study: Study) -> Section:
    """Every planned outcome at every horizon, then the rest."""
    parts = tuple(
        _outcome(study, each.id, each.title, month)
        for each in study.protocol.outcomes
        for month in study.protocol.horizons
    )
    rest = (_paths(study), *groups(study), *_secondary(study), *time_to_job(study), loss(study))
    return Section("Resultat", (*parts, *rest), key="resultat")


def _outcome(study: Study, outcome: str, title: str, month: int) -> Section:
    key: Key = {"outcome": outcome, "horizon": month}
    marked = any(study.exploratory(outcome, month, *pair) for pair in study.pairs)
    blocks: list[Block] = [
        p(
            "Andelar av de observerade, och skillnader i procentenheter mellan dem som lottats "
            "till var sin arm. Positiva tal betyder fler i den arm som nämns först."
        ),
        _shares(study, title, key),
        Chart(_forest(study, title, key), "forest", told=True),
        *_equal(study, key),
        *_components(study, outcome, key),
    ]
    if marked:
        blocks.insert(0, Note(("En eller flera jämförelser här är utforskande.",)))
    blocks.insert(3 + marked, _differences(study, title, key))
    if study.find("study_difference", "difference", adjusted="yes", arm=study.pairs[0][0],
                  against=study.pairs[0][1], **key):  # fmt: skip
        blocks.insert(4 + marked, _differences(study, title, key, "yes"))
    return Section(_named(study, title, key), tuple(blocks))


def _shares(study: Study, title: str, key: Key) -> Table:
    rows: dict[str, list[Inline]] = {}
    for arm, name in study.heads.items():
        share = study.find("study_share", "share", arm=arm, **key)
        if share:
            rows[name] = [
                study.cell("study_share", "share", arm=arm, **key),
                study.n("study_share", "share", arm=arm, **key) if share.shown else EMPTY,
                study.cell("study_people", "count", step="assigned", arm=arm),
            ]
    heads = ("Andel, procent", "Observerade", "Lottade")
    return table(f"{_named(study, title, key)}, efter arm", heads, rows, stub="Arm")


def _differences(study: Study, title: str, key: Key, adjusted: str = "") -> Table:
    rows = {
        _row(study, key, arm, against): study.cells(
            "study_difference", *_LIMITS, "standard_error", *(_P if not adjusted else _P[:3]),
            arm=arm, against=against, adjusted=adjusted, **key,
        )
        for arm, against in study.pairs
    }  # fmt: skip
    heads = (*_LIMIT_HEADS, "Medelfel", *(_P_HEADS if not adjusted else _P_HEADS[:3]))
    also = ", med kovariater" if adjusted else ""
    name = f"{_named(study, title, key)}: skillnader i procentenheter{also}"
    return table(name, heads, rows, stub="Jämförelse", notes=[(_how(study),)])


def _row(study: Study, key: Key, arm: str, against: str) -> str:
    marked = study.exploratory(key["outcome"], key["horizon"], arm, against)
    return f"{study.pair(arm, against)}{', utforskande' if marked else ''}"


def _named(study: Study, title: str, key: Key) -> str:
    """The outcome with its month, and the word exploratory where it is due."""
    return f"{title}, månad {key['horizon']}{study.mark(key['outcome'], key['horizon'])}"


def _how(study: Study) -> Label:
    errors = study.protocol.errors
    told = "klusterrobusta medelfel" if errors == "cluster" else f"robusta medelfel ({errors})"
    level = f"{100 * study.protocol.level:g}"
    return Label(
        f"Linjär modell med fasta effekter för lottningens strata, {told} och {level} procents "
        "konfidensintervall, inte justerade för flera tester; p-värdena i de två kolumnerna efter "
        "det första är det."
    )


def _forest(study: Study, title: str, key: Key) -> Table:
    rows: dict[str, list[Inline]] = {}
    for arm, against in study.pairs:
        pair = {**key, "arm": arm, "against": against}
        rows[study.pair(arm, against)] = study.cells("study_difference", *_LIMITS, **pair)
    level = f"{100 * study.protocol.level:g}"
    name = f"{_named(study, title, key)}: skillnader med {level} procents konfidensintervall"
    note = "Den streckade linjen är ingen skillnad. Procentenheter."
    return table(name, _LIMIT_HEADS, rows, stub="Jämförelse", notes=[(note,)])


def _equal(study: Study, key: Key) -> Iterator[Block]:
    test = study.find("study_equal_arms", "statistic", **key)
    if test:
        yield p(
            "Ett test att alla armar har samma andel, utan strata, ger chi-två ", number(test),
            " och p ", number(study.get("study_equal_arms", "p", **key)), ".",
        )  # fmt: skip


def _components(study: Study, outcome: str, key: Key) -> Iterator[Block]:
    """The parts of the outcome; the last row is their sum, the outcome itself."""
    plan = study.protocol.outcome(outcome)
    if plan is None or not plan.components:
        return
    rows = {
        part.title: [
            study.cell("study_component", "share", arm=arm, component=part.title, **key)
            for arm in study.arms
        ]
        for part in plan.components
    }
    rows[plan.title] = [study.cell("study_share", "share", arm=arm, **key) for arm in study.arms]
    name = f"{_named(study, 'Delar av utfallet', key)}, procent"
    yield table(name, tuple(study.heads.values()), rows, stub="Del",
                notes=[("Delarna summerar till utfallet, bortsett från avrundning.",)])  # fmt: skip


def _paths(study: Study) -> Section:
    blocks: list[Block] = []
    for outcome in study.protocol.outcomes:
        blocks.append(Chart(_raw(study, outcome.id, outcome.title), "paths"))
        for against in (study.protocol.reference,):
            blocks += [
                Chart(_band(study, outcome.id, outcome.title, arm, against), "band")
                for arm in study.arms
                if arm != against
            ]
    return Section(
        "Månad för månad",
        (
            p(
                "Det mörkare bandet gäller en månad i taget, det ljusare hela förloppet på en "
                "gång. Bara det ljusare säger om förloppen skiljer sig någonstans."
            ),
            *blocks,
        ),
    )


def _raw(study: Study, outcome: str, title: str) -> Table:
    months = _months(study, "study_share", outcome)
    rows = {
        str(month): [
            study.cell("study_share", "share", arm=arm, outcome=outcome, horizon=month)
            for arm in study.arms
        ]
        for month in months
    }
    name = f"{title}, andel av de observerade efter arm, procent"
    return table(name, tuple(study.heads.values()), rows, stub="Månad sedan lottningen")


def _months(study: Study, indicator: str, outcome: str) -> list[int]:
    return sorted(int(each) for each in study.keyed(indicator, "horizon", outcome=outcome))


def _band(study: Study, outcome: str, title: str, arm: str, against: str) -> Table:
    rows = {
        str(month): study.cells(
            "study_path", *_LIMITS, "lower_all", "upper_all",
            arm=arm, against=against, outcome=outcome, horizon=month,
        )
        for month in _months(study, "study_path", outcome)
    }  # fmt: skip
    heads = (
        "Skillnad",
        *(f"En månad i taget|{head}" for head in ("Nedre", "Övre")),
        *(f"Hela förloppet|{head}" for head in ("Nedre", "Övre")),
    )
    name = f"{title}: {study.pair(arm, against)}, procentenheter"
    return table(name, heads, rows, stub="Månad")


def _secondary(study: Study) -> Iterator[Block]:
    """Outcomes that no status code holds; raw shares and pairs."""
    blocks: list[Block] = []
    for outcome, title in study.released.secondary.items():
        for month in sorted(
            {int(m) for m in study.keyed("study_share", "horizon", outcome=outcome)}
        ):
            key: Key = {"outcome": outcome, "horizon": month}
            planned = study.released.secondary_standing.get((outcome, month)) == "planned"
            name = title if planned else f"{title} (utforskande)"
            blocks += [_shares(study, name, key), _raw_pairs(study, name, key)]
    if blocks:
        text = p("Råa andelar utan strata, med p justerat inom utfallet (Holm).")
        yield Section("Sekundära utfall", (text, *blocks))


def _raw_pairs(study: Study, title: str, key: Key) -> Table:
    found = [
        row
        for row in study.released.release.rows("study_difference", statistic="difference")
        if f"outcome={key['outcome']};strata=no" in row.breakdown
        and f"horizon={key['horizon']};" in row.breakdown
    ]
    rows: dict[str, list[Inline]] = {}
    for row in found:
        parts: Key = dict(part.split("=", 1) for part in row.breakdown.split(";"))
        name = study.pair(parts["arm"], parts["against"])
        rows[name] = study.cells(
            "study_difference", *_LIMITS, "standard_error", "p", "p_holm", **parts
        )
    heads = (*_LIMIT_HEADS, "Medelfel", "p", "p (Holm)")
    name = f"{title}, månad {key['horizon']}: skillnader i procentenheter"
    return table(name, heads, rows, stub="Jämförelse")
