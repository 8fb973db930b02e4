"""What the study promised before anyone entered, and what was changed after."""

from collections.abc import Iterator
from datetime import date

from samsyn.reports.document import Block, Heading, ItemList, Label, Note, Section
from samsyn.reports.prose import number, p, written_date
from samsyn.reports.study.pages import Study, table
from samsyn.reports.study.words import FIELDS, covariate, status


def protocol(study: Study) -> Section:
    """The question, the arms, the outcomes, the plan, and every locked version."""
    return Section("Studien och dess protokoll", tuple(_told(study)), key="protokoll")


def _told(study: Study) -> Iterator[Block]:
    plan = study.protocol
    yield p(Label(plan.question))
    yield p("Målgrupp: ", Label(plan.eligible.rstrip(".")), ".")
    yield _arms(study)
    yield Heading("Utfall och jämförelser")
    yield ItemList(tuple(_outcomes(study)))
    yield p(
        "Jämförelserna är ",
        Label(
            "; ".join(f"{study.arms[arm]} mot {study.arms[other]}" for arm, other in study.pairs)
        ),
        ". Tidpunkter: ",
        Label(", ".join(f"månad {each}" for each in plan.horizons)),
        f" efter lottningen. Protokollets datastopp är {plan.data_cut.isoformat()}.",
    )
    yield from _power(study)
    yield Heading("Godkännande och samtycke")
    yield _approval(study)
    yield Heading("Protokollets versioner")
    yield _versions(study)
    yield from _after(study)


def _arms(study: Study) -> Block:
    rows = {
        study.heads[arm.id]: (
            Label("Ja" if arm.reference else ""),
            study.cell("study_plan", "parts", arm=arm.id),
            study.cell("study_plan", "caseload", arm=arm.id),
        )
        for arm in study.protocol.arms
    }
    columns = ("Jämförelsearm", "Delar av lottningen", "Högst så många personer per coach")
    return table("Armarna", columns, rows, stub="Arm")


def _outcomes(study: Study) -> Iterator[tuple[Label | str, ...]]:
    for each in study.protocol.outcomes:
        told = ", ".join(status(code).lower() for code in each.statuses)
        main = " (huvudutfall)" if each.primary else ""
        yield (Label(f"{each.title}{main}: {told}."),)
    for name, title in study.released.secondary.items():
        yield (Label(f"{title} (sekundärt utfall, {name})."),)


def _power(study: Study) -> Iterator[Block]:
    people = study.find("study_plan", "people_an_arm")
    if people is None:
        return
    get = study.get
    yield p(
        "Planen räknade med ", number(people), " personer per arm och ",
        number(get("study_plan", "share")), " procent med huvudutfallet i jämförelsearmen. En "
        "skillnad på ", number(get("study_plan", "difference")),
        " procentenheter upptäcks då med ", number(get("study_plan", "power")),
        " procents sannolikhet, och den minsta skillnad som studien kan räkna med att hitta är ",
        number(get("study_detectable", "difference")), " procentenheter.",
    )  # fmt: skip


def _approval(study: Study) -> Block:
    approval = study.protocol.approval
    decided = approval.decided_on.isoformat() if approval.decided_on else "…"
    return p(
        "Etikprövning: ", Label(f"{approval.number or '…'}, beslut {decided}"), ". Hörda: ",
        Label(", ".join(approval.consulted) or "…"), ". Studiens eget samtycke: ",
        Label(approval.consent or "…"), ".",
    )  # fmt: skip


def _versions(study: Study) -> Block:
    rows = {
        f"Version {each.number}": (
            Label(written_date(date.fromisoformat(each.dated))),
            Label(each.reason or "Låst innan någon gick in"),
            Label(", ".join(FIELDS.get(name, name) for name in each.fields) or "–"),
            Label(each.sha256[:12]),
        )
        for each in study.released.changes
    }
    columns = ("Låst", "Skäl", "Ändrade delar", "Kontrollsumma, början")
    return table("Låsta versioner av protokollet", columns, rows, stub="Version", words=True)


def _after(study: Study) -> Iterator[Block]:
    if len(study.released.changes) > 1:
        yield Note((_CHANGED,))
    covariates = ", ".join(covariate(each).lower() for each in study.protocol.covariates)
    if covariates:
        yield p("Kovariater som bestämdes före lottningen: ", Label(covariates), ".")


_CHANGED = (
    "Protokollet ändrades efter att det låsts. Det som ändringarna lade till är utforskande och "
    "märkt så där det trycks."
)
