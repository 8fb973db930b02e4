"""How the numbers were made, the statuses, and how they come out again."""

from collections.abc import Iterator

from samsyn.reports.document import Block, ItemList, Label, Section
from samsyn.reports.prose import number, p
from samsyn.reports.study.pages import Study, table
from samsyn.reports.study.words import status
from samsyn.vocabulary.codelist import code_list


def methods(study: Study) -> Section:
    """Method by method, with the standard error each prints."""
    parts = (
        ItemList(tuple((Label(each),) for each in _methods(study))),
        Section("Statusar och utfall", tuple(_statuses(study))),
        Section("Räkna om", tuple(_replay(study))),
    )
    return Section("Metod", parts, key="metod")


def _methods(study: Study) -> Iterator[str]:
    plan = study.protocol
    strata = ", ".join(plan.strata) or "inga"
    yield (
        f"Lottning i block av växlande storlek inom strata ({strata}), dold tills samtycket är "
        "inskrivet, utan omlottning. Fröet öppnas när den sista är inne; dess kontrollsumma är "
        f"{plan.seed_fingerprint[:16] or '…'}."
    )
    if study.released.interim:
        return
    yield (
        "Skillnader: alla i den arm de lottades till; linjär modell med fasta effekter för strata, "
        f"medelfel {plan.errors}, t-fördelning. Där lottningens andelar växlar vägs personer med "
        "det inverterade av sannolikheten för sin arm."
    )
    yield (
        "Med kovariater: kovariaterna centreras och får samspela med armen (Lin 2013), samma "
        "medelfel."
    )
    yield "Flera tester: Holm, och Romano–Wolf som använder hur testerna hänger ihop."
    yield (
        "Omlottning: armarna byts om inom samma block som i den verkliga lottningen; statistikan "
        "är delad med sitt medelfel (HC2)."
    )
    yield (
        "Månad för månad: samma modell; det samtidiga bandet använder den största av gemensamt "
        "normalfördelade månader med skattad korrelation."
    )
    yield "Grupper: en modell med alla armar i alla grupper, och skillnaden mellan skillnaderna."
    yield "Bortfall: Lees gränser. Tid till första arbete: Kaplan–Meier, Greenwoods medelfel."
    if study.has("study_cost"):
        yield (
            "Kostnader: skillnader i medelvärde med olika varianser (Welch); personer dras med "
            "återläggning inom arm, så att en persons kostnad och effekt följs åt."
        )


def _statuses(study: Study) -> Iterator[Block]:
    known = code_list("spell_status")
    inside = {
        code: ", ".join(
            part.title for each in study.protocol.outcomes for part in each.components
            if code in part.statuses
        ) or ("ja" if any(code in each.statuses for each in study.protocol.outcomes) else "nej")
        for code in known.codes
    }  # fmt: skip
    rows = {status(code): (Label(code), Label(inside[code])) for code in known.codes}
    yield p(
        "Varje person har en status i varje månad sedan lottningen. Där flera överlappar gäller "
        "den som står först i listan. Månader efter datastopp, död, utvandring eller skydd är inte "
        "observerade."
    )
    yield table("Statusar, i turordning", ("Kod", "I utfallet"), rows, stub="Status", words=True)


def _followed(study: Study) -> Iterator[Block]:
    """The register's snapshot that the outcomes came from, and how many of the drawn it knows."""
    followed = study.released.source.followed
    if followed is None:
        yield p("Utfallen är lagda i studiens tabell över statusperioder.")
        return
    yield p(
        "Utfallen är hämtade ur registrets ögonblicksbild ",
        Label(f"{followed.snapshot} (kontrollsumma {followed.snapshot_sha256[:12]})"),
        ". Den har uppgifter om ", number(study.get("study_found", "count")), " av de ",
        number(study.get("study_entered", "count")), " som lottades; de övriga räknas som utan "
        "status i de månader som är observerade.",
    )  # fmt: skip


def _replay(study: Study) -> Iterator[Block]:
    source = study.released.source
    name, digest = study.released.replay
    yield p(
        "Siffrorna är räknade på ögonblicksbilden ", Label(source.snapshot),
        " enligt protokollets version ",
        Label(f"{study.released.changes[-1].number} ({study.released.changes[-1].sha256[:12]})"),
        ".",
    )  # fmt: skip
    if not study.released.interim:
        yield from _followed(study)
    if name:
        yield p(
            "Omräkningspaketet ", Label(name), " innehåller protokoll, uppgifter och versioner; ",
            Label("samsyn study replay"), " ger samma siffror igen.",
            Label(f" Paketets kontrollsumma: {digest}." if digest else ""),
        )  # fmt: skip
