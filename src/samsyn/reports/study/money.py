"""What the arms cost and who paid, and what the cost gives."""

from collections.abc import Iterator

from samsyn.reports.document import Block, Chart, Inline, Label, Section, Table
from samsyn.reports.figure import figure
from samsyn.reports.prose import number, p
from samsyn.reports.study.pages import Key, Study, month_label, table
from samsyn.reports.study.words import QUADRANTS, payer

_LIMITS = ("difference", "lower", "upper")
_HEADS = ("Skillnad", "Nedre gräns", "Övre gräns")


def money(study: Study) -> Section:
    """Costs by payer and item, each contrast's cost against its effect."""
    return Section("Kostnader", tuple(_told(study)), key="kostnader")


def _told(study: Study) -> Iterator[Block]:
    if not study.has("study_cost"):
        yield p("Studien har inga uppgifter om kostnader.")
        return
    rate = study.get("study_plan", "discount_rate")
    yield p(
        f"Kronor per person i {study.released.price_year} års priser, diskonterade med ",
        number(rate),
        " procent om året. Bidrag är en kostnad för den som betalar, men inte för samhället: det "
        "den ena ger får den andra. Kostnader och effekt räknas till och med ",
        month_label(study.released.cost_months),
        f"{study.mark(study.primary.id, study.released.cost_months)}, för dem som följts hela "
        "tiden.",
    )
    yield _prices(study)
    yield _by(study, "payer", "Kostnad per person efter betalare och arm, kronor", "Betalare")
    yield _by(study, "price", "Kostnad per person efter kostnadsslag och arm, kronor", "Slag")
    for arm, against in study.released.cost_words:
        yield _contrast(study, arm, against)


def _prices(study: Study) -> Table:
    units = {"hour": "timme", "month": "månad", "visit": "besök", "day": "dag", "person": "person"}
    rows = {
        f"{each.title}, per {units.get(each.unit, each.unit)}": [
            *study.cells("study_price", "mean", "low", "high", price=each.id),
            Label(payer(each.payer) + (", överföring" if each.transfer else "")),
        ]
        for each in study.protocol.prices
    }
    heads = ("Pris, kronor", "Lågt", "Högt", "Betalare")
    return table("Priser enligt protokollet", heads, rows, stub="Kostnadsslag och enhet")


def _by(study: Study, name: str, title: str, stub: str) -> Table:
    titles = {each.id: each.title for each in study.protocol.prices}

    first: Key = {name: study.keyed("study_cost", name)[0]}

    def cell(arm: str, code: str) -> Inline:
        key: Key = {"arm": arm, name: code}
        return study.cell("study_cost", "mean", **key)

    rows = {
        (payer(code) if name == "payer" else titles.get(code, code)): [
            cell(arm, code) for arm in study.arms
        ]
        for code in study.keyed("study_cost", name)
    }
    rows["Personer"] = [study.n("study_cost", "mean", arm=arm, **first) for arm in study.arms]
    return table(title, tuple(study.heads.values()), rows, stub=stub)


def _contrast(study: Study, arm: str, against: str) -> Section:
    pair: Key = {"arm": arm, "against": against}
    blocks: list[Block] = [_verdict(study, pair), _extra(study, pair)]
    blocks += [Chart(_plane(study, pair), "plane"), *_curve(study, pair)]
    blocks += [*_sensitivity(study, pair)]
    return Section(study.pair(arm, against), tuple(blocks))


def _verdict(study: Study, pair: Key) -> Block:
    """The words first; a ratio only where it means one thing."""
    words = study.released.cost_words[pair["arm"], pair["against"]]
    unit = study.released.effect_units[pair["arm"], pair["against"]]
    ratio = study.get("study_icer", "ratio", **pair)
    told: tuple[Inline, ...] = (
        (" Kvoten är ", figure(ratio), Label(f" kronor för en {unit}.")) if ratio.shown else ()
    )
    return p(
        "Räknat på punktskattningarna: ", words, *told,
        " Hur säkert det är visar diagrammen: fälten säger hur ofta slumpen i urvalet ger vart och "
        "ett av utfallen.",
    )  # fmt: skip


def _extra(study: Study, pair: Key) -> Table:
    rows = {
        payer(code): study.cells(
            "study_cost_difference", *_LIMITS, form="plain", payer=code, **pair
        )
        for code in study.keyed("study_cost_difference", "payer", **pair)
    }
    return table("Merkostnad efter betalare, kronor per person", _HEADS, rows, stub="Betalare")


def _plane(study: Study, pair: Key) -> Table:
    unit = study.released.effect_units[pair["arm"], pair["against"]]
    rows: dict[str, list[Inline]] = {
        "Merkostnad för samhället, kronor": study.cells(
            "study_cost_difference", *_LIMITS, form="plain", payer="society", **pair
        ),
        f"Effekt, {_plural(unit)}": study.cells(
            "study_effect_difference", *_LIMITS, form="plain", **pair
        ),
    }
    for code, title in QUADRANTS.items():
        share = study.cell("study_plane", "share", "plain", quadrant=code, **pair)
        rows[title] = [share, Label(""), Label("")]
    note = "Kostnad uppåt, effekt åt höger. Fälten: procent av dragningarna."
    heads = ("Skillnad eller procent av dragningarna", "Nedre gräns", "Övre gräns")
    return table("Kostnad mot effekt", heads, rows, stub="Storhet", notes=[(note,)])


def _plural(unit: str) -> str:
    return unit.replace("månad ", "månader ", 1)


def _curve(study: Study, pair: Key) -> Iterator[Block]:
    prices = sorted(int(each) for each in study.keyed("study_worth", "willingness", **pair))
    if not prices:
        return
    rows = {
        f"{price:,}".replace(",", "\u00a0"): [
            study.cell("study_worth", "share", "plain", willingness=price or "0", **pair)
        ]
        for price in prices
    }
    unit = study.released.effect_units[pair["arm"], pair["against"]]
    drawn = table(
        "Sannolikhet att armen är värd sitt pris, procent", (study.heads[pair["arm"]],), rows,
        stub=f"Kronor för en {unit}",
    )  # fmt: skip
    yield Chart(drawn, "paths")


def _sensitivity(study: Study, pair: Key) -> Iterator[Block]:
    prices = study.keyed("study_sensitivity", "price", **pair)
    if not prices:
        return
    titles = {each.id: each.title for each in study.protocol.prices}
    rows = {
        titles.get(code, code): [
            study.cell("study_sensitivity", "difference", "plain", price=code, end=end, **pair)
            for end in ("low", "high")
        ]
        for code in prices
    }
    title = "Samhällets merkostnad när ett pris i taget ändras, kronor per person"
    yield table(title, ("Lågt pris", "Högt pris"), rows, stub="Pris")
