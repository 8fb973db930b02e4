"""The definitions of a study's figures, in the words of its own protocol."""

from collections.abc import Mapping
from typing import NamedTuple

from samsyn.disclosure.released import IndicatorCard
from samsyn.evaluation.protocol import Protocol


class _Card(NamedTuple):
    title: str
    definition: str
    unit: str


_ARM_MINUS = "Armen minus den arm som den jämförs med, bland alla som lottats dit."
_ERRORS = {
    "HC2": "robusta medelfel (HC2)",
    "HC1": "robusta medelfel (HC1)",
    "HC3": "robusta medelfel (HC3)",
    "cluster": "klusterrobusta medelfel",
}

_CARDS: Mapping[str, _Card] = {
    "study_people": _Card(
        "Personer i studien",
        "Personer som nått ett steg från förslag till start, och av dem som stannade där skälet. "
        "Efter lottningen räknas varje person i den arm som hen lottades till.",
        "persons",
    ),
    "study_entered": _Card(
        "Personer som lottats", "Personer efter kommun eller månad för lottningen.", "persons"
    ),
    "study_found": _Card(
        "Lottade som registret har uppgifter om",
        "Lottade med en statusperiod mellan lottningen och datastoppet i den ögonblicksbild av "
        "registret som utfallen är hämtade ur.",
        "persons",
    ),
    "study_drawn": _Card(
        "Andel som lottats till armen",
        "Andel av alla som lottats. Bredvid står den andel som lottningen var inställd på: "
        "medelvärdet, över alla som lottats, av armens andel när personen lottades, och så många "
        "personer som den andelen är.",
        "percent",
    ),
    "study_caseload": _Card(
        "Platser i armarna",
        "Personer vars stöd i armen kan pågå, och armens tak: tjänster gånger personer per coach.",
        "persons",
    ),
    "study_called": _Card(
        "Andel som kallats till gemensam bedömning",
        "Kallade av dem som kunde komma i fråga och saknade pågående insats, efter månad.",
        "percent",
    ),
    "study_plan": _Card(
        "Studiens plan", "Storheter som protokollet slår fast innan någon gick in.", "persons"
    ),
    "study_price": _Card(
        "Priser",
        "Kronor per enhet enligt protokollet, i ett års priser, med ett lågt och ett högt värde.",
        "SEK a unit",
    ),
    "study_detectable": _Card(
        "Minsta skillnad som studien kan räkna med att hitta",
        "Den skillnad som upptäcks med den styrka som planen anger, tvåsidigt på fem procents "
        "nivå, vid den andel i referensarmen som planen räknade med och så många som observerats.",
        "points",
    ),
    "study_covariate_mean": _Card(
        "Egenskaper före lottningen",
        "Medelvärde eller andel i armen av en uppgift som var känd före lottningen.",
        "percent",
    ),
    "study_standardised": _Card(
        "Standardiserad skillnad",
        "Skillnaden i medelvärde delad med roten ur medelvärdet av de två varianserna. En tiondel "
        "är ett vanligt märke för en liten skillnad.",
        "standard deviations",
    ),
    "study_balance_test": _Card(
        "Gemensamt test av balansen",
        "Om egenskaperna tillsammans skiljer armarna åt: lottningen görs om inom samma block, och "
        "p-värdet är andelen omlottningar som skiljer armarna minst lika mycket.",
        "probability",
    ),
    "study_outflow": _Card(
        "Utflöde ur hela befolkningen",
        "Andel av alla i den befolkning som studien kommer från som under ett år gick till arbete "
        "eller studier. Bakgrund: befolkningen är en annan än studiens.",
        "percent",
    ),
    "study_delivered": _Card(
        "Stöd per person", "Medelvärde per person i armen av det som loggats.", "per person"
    ),
    "study_delivery_difference": _Card(
        "Skillnad i stöd",
        f"{_ARM_MINUS} Konfidensintervall med olika varianser i armarna (Welch).",
        "per person",
    ),
    "study_breaches": _Card(
        "Avsteg från armarnas innehåll", "Loggade avsteg, efter arm och slag.", "events"
    ),
    "study_survey_answered": _Card(
        "Svarsfrekvens", "Svarande av alla som fick enkäten, i procent.", "percent"
    ),
    "study_survey_satisfied": _Card(
        "Nöjda med stödet", "Nöjda i procent av alla som svarade på frågan.", "percent"
    ),
    "study_share": _Card(
        "Andel med utfallet",
        "Andel av de observerade i armen som hade utfallet i månaden, räknat från lottningen. Ej "
        "observerade ingår inte; de är inte detsamma som utan utfall.",
        "percent",
    ),
    "study_component": _Card(
        "Andel efter del av utfallet",
        "Utfallets delar. Varje status hör till en del, så att delarna summerar till utfallet.",
        "percent",
    ),
    "study_difference": _Card(
        "Skillnad mellan armar",
        f"{_ARM_MINUS} Linjär modell med fasta effekter för lottningens strata och {{errors}}, "
        "utan kovariater om inget annat sägs. Med kovariater: centrerade och i samspel med armen "
        "(Lin 2013). p-värden är tvåsidiga; p (Holm) och p (Romano–Wolf) är justerade för antalet "
        "jämförelser, p (omlottning) är från lottningen gjord om inom samma block.",
        "points",
    ),
    "study_equal_arms": _Card(
        "Test att alla armar är lika",
        "Pearsons chi-två av utfallet mot armarna, utan strata.",
        "statistic",
    ),
    "study_path": _Card(
        "Skillnad mellan armar månad för månad",
        f"{_ARM_MINUS} Samma modell som för skillnaden. Det punktvisa intervallet gäller en månad "
        "i taget, det samtidiga hela förloppet på en gång.",
        "points",
    ),
    "study_group_difference": _Card(
        "Skillnad mellan armar inom en grupp",
        "Armens skillnad mot referensarmen bland kvinnor, män eller en annan grupp som var känd "
        "före lottningen, ur en modell med alla grupper.",
        "points",
    ),
    "study_interaction": _Card(
        "Skillnad mellan gruppernas skillnader",
        "Den ena gruppens skillnad minus den andras. Bara den säger om stödet verkar olika.",
        "points",
    ),
    "study_observed": _Card(
        "Andel observerade", "Observerade i månaden av alla som lottats till armen.", "percent"
    ),
    "study_bounds": _Card(
        "Gränser vid bortfall",
        "Lägsta och högsta skillnad om bortfallet är ojämnt (Lee 2009): den arm som observeras "
        "mest beskärs uppifrån och nedifrån.",
        "points",
    ),
    "study_first_job": _Card(
        "Andel som fått ett första arbete",
        "Andel som någon gång till och med månaden haft ett arbete (Kaplan–Meier, log-log-gränser, "
        "Greenwoods medelfel).",
        "percent",
    ),
    "study_first_job_test": _Card(
        "Test av tiden till första arbete", "Log-rank-test över armarna.", "probability"
    ),
    "study_complier": _Card(
        "Effekt bland dem som tog del för att de lottades",
        "Effekten av att ta del av stödet bland dem som gjorde det därför att de lottades till "
        "det, med lottningen som instrument. Den är inte effekten av att lottas. first_stage är "
        "hur mycket lottningen ökade deltagandet.",
        "points",
    ),
    "study_cost": _Card(
        "Kostnad per person",
        "Medelvärde i kronor efter betalare, i ett års priser och diskonterat. Bidrag som betalas "
        "ut är ingen kostnad för samhället.",
        "SEK a person",
    ),
    "study_cost_difference": _Card(
        "Skillnad i samhällets kostnad", f"{_ARM_MINUS} Kronor per person.", "SEK a person"
    ),
    "study_effect_difference": _Card(
        "Skillnad i effekt att ställa mot kostnaden", f"{_ARM_MINUS} Per person.", "months"
    ),
    "study_icer": _Card(
        "Merkostnad per enhet effekt",
        "Skillnaden i kostnad delad med skillnaden i effekt. Anges inte där en arm är både "
        "billigare och bättre, för då betyder ett tal flera saker.",
        "SEK a unit",
    ),
    "study_plane": _Card(
        "Dragningar efter utfall",
        "Andel av dragningarna med återläggning av personer, så att en persons kostnad och effekt "
        "följs åt.",
        "percent",
    ),
    "study_worth": _Card(
        "Sannolikhet att armen är värd sitt pris",
        "Andel av dragningarna där effekten är värd mer än merkostnaden, vid ett pris per enhet.",
        "percent",
    ),
    "study_net_benefit": _Card(
        "Nettonytta per person",
        "Vad effekten är värd vid ett pris per enhet, minus merkostnaden för samhället.",
        "SEK a person",
    ),
    "study_sensitivity": _Card(
        "Känslighet för ett pris",
        "Skillnad i samhällets kostnad när ett pris är lågt eller högt och övriga är som i "
        "protokollet.",
        "SEK a person",
    ),
}  # fmt: skip


def study_cards(protocol: Protocol, version: int) -> dict[str, IndicatorCard]:
    """Every card of a study by its id; version is that of the protocol."""
    errors = _ERRORS.get(protocol.errors, protocol.errors)
    return {
        name: IndicatorCard(
            id=name,
            title=card.title,
            definition=card.definition.replace("{errors}", errors),
            note="",
            version=version,
            unit=card.unit,
            source=f"Studien {protocol.study}, protokollets version {version}",
            reviewer="",
            reviewed_on="",
            next_review="",
            breakdowns=(),
            levels=("nation",),
        )
        for name, card in _CARDS.items()
    }
