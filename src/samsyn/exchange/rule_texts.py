"""The rules a row must satisfy, and the words each is answered with.

``RULES`` are those of the exchange package, version 1. A rule can be broken in several ways;
``MESSAGES`` has one text for each. Braces name columns of the rows that broke it; the file,
line, field and value come before the text, so the text says what was expected.
"""

from dataclasses import dataclass
from typing import Literal

from samsyn.exchange import rule_texts_english, rule_texts_form

Severity = Literal["refused", "warned"]


@dataclass(frozen=True)
class Rule:
    """A rule: ``refused`` rows are not taken; ``warned`` are taken, and listed until answered."""

    id: str
    severity: Severity
    title_sv: str


@dataclass(frozen=True)
class Message:
    """One way of breaking a rule: what is the matter, and what to do about it."""

    rule: str
    problem: str
    what_to_do: str


_ALL: tuple[Rule, ...] = (
    Rule("R01", "refused", "En uppgift saknas, har fel form eller är en kod som inte finns"),
    Rule("R02", "refused", "Samma nyckel med olika innehåll, eller ett personnummer som finns"),
    Rule("R03", "refused", "Hänvisning till en rad som inte finns eller inte kunde tas in"),
    Rule("R04", "refused", "Dagar i fel ordning, eller något som hänt i framtiden"),
    Rule("R05", "refused", "Utanför insatsens eller förbundets dagar"),
    Rule("R06", "refused", "Samtycke saknas"),
    Rule("R07", "refused", "Ingen offentlig försörjning tillsammans med en annan försörjning"),
    Rule("R08", "refused", "Registrerat på ett sätt som insatsen inte följs upp"),
    Rule("R09", "refused", "Utregistreringsdag och avslutsorsak hör ihop"),
    Rule("R10", "refused", "Personnumret stämmer inte"),
    Rule("R11", "refused", "Inriktning, uppföljning eller ESF ändrad efter registrering"),
    Rule("R12", "refused", "Ärendets händelser kommer i fel ordning"),
    Rule("R13", "warned", "Medlen fördelas inte ½, ¼, ¼"),
    Rule("R14", "warned", "Omfattning och svar om arbete eller studier går inte ihop"),
    Rule("R15", "warned", "Aktivitetsersättning utanför åldersgränserna"),
    Rule("R16", "warned", "Samma person i samma insats under samma tid"),
    Rule("R17", "warned", "Färre än två parter bakom insatsen"),
    Rule("R18", "warned", "Deltagandet har pågått i mer än tre år"),
    Rule("R19", "warned", "Antalet har ändrats med mer än hälften på ett år"),
)
RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}
"""Every rule by its id, in order."""

_COLUMNS = "Skriv rubrikraden som i beskrivningen av paketet och importera på nytt."
_ANSWER = "Rätta om något är fel; annars kan varningen besvaras."

MESSAGES: dict[str, Message] = {
    # R01: the file
    "file_missing": Message(
        "R01",
        "datapackage.json nämner filen men den finns inte i paketet.",
        "Lägg filen i paketet, eller ta bort den ur datapackage.json.",
    ),
    "file_not_listed": Message(
        "R01",
        "Filen ligger i paketet men nämns inte i datapackage.json.",
        "Lägg till filen bland resources i datapackage.json, eller ta bort den.",
    ),
    "file_of_no_table": Message(
        "R01",
        "Det finns ingen tabell med det namnet.{near}",
        "Ge filen namnet på en tabell i paketets beskrivning, eller ta bort den.",
    ),
    "header_empty": Message(
        "R01",
        "Filen är tom; väntat är en rubrikrad med tabellens kolumner.",
        "Lägg till rubrikraden, eller ta bort filen om tabellen inte har några rader.",
    ),
    "header_delimiter": Message(
        "R01",
        "Kolumnerna skiljs åt med {delimiter}; väntat är komma eller semikolon.",
        "Spara filen som CSV med komma eller semikolon och importera på nytt.",
    ),
    "header_missing": Message(
        "R01", "Kolumnen saknas men måste finnas i tabellen {table}.", _COLUMNS
    ),
    "header_unknown": Message("R01", "Kolumnen finns inte i tabellen {table}.{near}", _COLUMNS),
    "header_repeated": Message("R01", "Kolumnen finns två gånger i rubrikraden.", _COLUMNS),
    "quote_open": Message(
        "R01",
        "Ett citattecken öppnas här eller tidigare i filen och stängs aldrig.",
        "Sätt citattecken runt hela fältet och skriv ett citattecken i texten som två.",
    ),
    "file_refused": Message(
        "R01",
        "Hela filen är avvisad: {reason}",
        "Rätta filen och importera raderna på nytt.",
    ),
    # R01: the row
    "ragged": Message(
        "R01",
        "Raden har {found} fält men rubrikraden {expected}.",
        "Kontrollera att text med skiljetecken står inom citattecken och att inget fält saknas.",
    ),
    "missing": Message("R01", "Uppgiften saknas men måste finnas.", "Fyll i uppgiften."),
    "formula": Message(
        "R01",
        "Värdet börjar som en formel i ett kalkylprogram (=, +, -, @ eller tabb).",
        "Skriv värdet självt, utan formel.",
    ),
    "identifier": Message(
        "R01",
        "Väntat: en beteckning utan blanksteg i början eller slutet och utan styrtecken, "
        "högst 255 tecken.",
        "Ta bort det som inte hör till beteckningen.",
    ),
    "text": Message(
        "R01", "Texten innehåller ett NUL-tecken.", "Ta bort tecknet och importera på nytt."
    ),
    "unknown_code": Message(
        "R01",
        "Koden finns inte i kodlistan {code_list} {when}.{near}",
        "Välj en kod som gäller den dagen.",
    ),
    "date": Message(
        "R01",
        "Väntat: ett datum som finns i almanackan, skrivet ÅÅÅÅ-MM-DD.",
        "Skriv datumet på den formen, till exempel 2026-03-31.",
    ),
    "boolean": Message("R01", "Väntat: true eller false.", "Skriv true för ja, false för nej."),
    "year": Message(
        "R01", "Väntat: ett årtal med fyra siffror.", "Skriv årtalet, till exempel 2026."
    ),
    "half": Message(
        "R01", "Väntat: 1, 2 eller tomt för hela året.", "Skriv 1 eller 2, eller lämna fältet tomt."
    ),
    "count": Message("R01", "Väntat: ett helt antal, 0 eller mer.", "Skriv antalet med siffror."),
    "money": Message(
        "R01",
        "Väntat: hela kronor, utan mellanrum och decimaler.",
        "Skriv beloppet med siffror, till exempel 125000.",
    ),
    "percent": Message(
        "R01",
        "Väntat: ett heltal från 1 till 100, där 100 är 40 timmar i veckan.",
        "Skriv procenttalet utan procenttecken.",
    ),
    "decimal": Message(
        "R01",
        "Väntat: ett tal, 0 eller mer, med decimalpunkt och högst fyra decimaler.",
        "Skriv till exempel 0.75.",
    ),
    "identity_number": Message(
        "R01",
        "Väntat: tolv siffror utan bindestreck.",
        "Skriv personnumret eller samordningsnumret med tolv siffror.",
    ),
    # R02
    "key_twice": Message(
        "R02",
        "Nyckeln {key_text} finns på {times} rader med olika innehåll.",
        "Behåll den rad som är rätt och ta bort de andra.",
    ),
    "identity_twice": Message(
        "R02",
        "Samma personnummer finns på en annan person_id i paketet, med samma controller.",
        "Behåll en person_id och låt deltaganden och ärenden hänvisa till den.",
    ),
    "identity_held": Message(
        "R02",
        "Personnumret har redan en annan person_id i registret hos samma controller.",
        "Använd den person_id som finns, eller kontrollera personnumret.",
    ),
    # R03
    "reference_missing": Message(
        "R03",
        "Raden som det hänvisas till finns varken i paketets {to_table} eller i registret.",
        "Lägg till raden i {to_table}, eller rätta hänvisningen.",
    ),
    "reference_refused": Message(
        "R03",
        "Raden i {to_table} som det hänvisas till kunde inte tas in.",
        "Rätta den raden först; då kan denna importeras som den är.",
    ),
    # R04
    "days_reversed": Message(
        "R04",
        "Dagen ligger före {first_field} {first_value}.",
        "Rätta den av dagarna som är fel.",
    ),
    "in_the_future": Message(
        "R04",
        "Dagen ligger efter importdagen {today}, men fältet gäller något som har hänt.",
        "Rätta dagen, eller vänta med raden tills det har hänt.",
    ),
    # R05
    "entry_outside": Message(
        "R05",
        "Inregistreringen ligger utanför insatsens dagar, {first_day}–{last_day}.",
        "Rätta inregistreringens dag, eller insatsens första och sista dag.",
    ),
    "intervention_outside": Message(
        "R05",
        "Insatsens dagar ligger utanför förbundets dagar, {outer_first}–{outer_last}.",
        "Rätta insatsens dagar, eller förbundets första och sista dag.",
    ),
    "leaves_entries_outside": Message(
        "R05",
        "Inregistreringar i registret som med de nya dagarna hamnar utanför insatsen: {times}.",
        "Behåll dagar som rymmer alla inregistreringar, eller rätta dem i samma paket.",
    ),
    "leaves_interventions_outside": Message(
        "R05",
        "Insatser i registret som med de nya dagarna hamnar utanför förbundet: {times}.",
        "Behåll dagar som rymmer alla insatser, eller rätta insatserna i samma paket.",
    ),
    # R06
    "consent_missing": Message(
        "R06",
        "Dagen för samtycke saknas.",
        "Fyll i dagen. Utan samtycke registreras personen anonymt, som antal.",
    ),
    "consent_withdrawn": Message(
        "R06",
        "Samtycket återkallades senast på inregistreringsdagen {entered_on}.",
        "Ta bort raden, eller rätta dagarna om de är fel.",
    ),
    # R07
    "no_income_with_other": Message(
        "R07",
        "Ingen offentlig försörjning (no_public_income) står tillsammans med en annan "
        "försörjning vid samma tillfälle.",
        "Ta bort no_public_income, eller de andra försörjningarna.",
    ),
    # R08
    "person_on_counts": Message(
        "R08",
        "Insatsen följs upp med enbart antal; personer registreras inte på den.",
        "Registrera antalet i head_count, eller hänvisa till rätt insats.",
    ),
    "volume_on_persons": Message(
        "R08",
        "Insatsen följs upp per person; antal av slaget volume hör till volyminsatser.",
        "Använd slaget anonymous för den som inte samtycker.",
    ),
    "anonymous_on_counts": Message(
        "R08",
        "Insatsen följs upp med enbart antal; antal av slaget anonymous hör till insatser "
        "som följs per person.",
        "Använd slaget volume.",
    ),
    "structural_on_individual": Message(
        "R08",
        "Insatsen är individinriktad; antal av slaget structural hör till "
        "strukturövergripande insatser.",
        "Använd slaget volume eller anonymous, eller hänvisa till rätt insats.",
    ),
    "structural_by_person": Message(
        "R08",
        "En strukturövergripande insats följs upp med antal, inte per person.",
        "Skriv counts i follow_up, eller individual i orientation.",
    ),
    # R09
    "reason_without_exit": Message(
        "R09",
        "Avslutsorsaken är ifylld men utregistreringsdagen saknas.",
        "Fyll i exited_on, eller töm exit_reason.",
    ),
    "exit_without_reason": Message(
        "R09",
        "Utregistreringsdagen är ifylld men avslutsorsaken saknas.",
        "Fyll i exit_reason, eller töm exited_on.",
    ),
    # R10
    "check_digit": Message(
        "R10",
        "Numret har fel kontrollsiffra eller ett datum som inte finns.",
        "Kontrollera numret mot personens handling.",
    ),
    "other_birth_year": Message(
        "R10",
        "Numret stämmer inte med födelseåret {birth_year}.",
        "Kontrollera numret och birth_year.",
    ),
    "other_birth_date": Message(
        "R10",
        "Numret stämmer inte med födelsedatumet i birth_date.",
        "Kontrollera numret och birth_date.",
    ),
    "other_sex": Message(
        "R10", "Numret stämmer inte med könet {sex}.", "Kontrollera numret och sex."
    ),
    # R11
    "fixed_field": Message(
        "R11",
        "Insatsen har registreringar, och i registret står {before}.",
        "Behåll värdet, eller lägg upp en ny insats för det nya.",
    ),
    # R12
    "events_out_of_order": Message(
        "R12",
        "Ärendets händelser följer inte ordningen: {wrong} kan inte komma {after}.",
        "Rätta händelserna eller deras dagar; alla ärendets rader hör ihop.",
    ),
    # R13–R19
    "funds_shares": Message(
        "R13",
        "Staten, regionen och kommunerna ger {state}, {region} och {municipality} procent av "
        "sin summa; lagen säger {expected}.",
        _ANSWER,
    ),
    "percent_without": Message(
        "R14", "Omfattning är angiven fast {answer_field} är false.", _ANSWER
    ),
    "without_percent": Message("R14", "Omfattning saknas fast {answer_field} är true.", _ANSWER),
    "too_young": Message(
        "R15",
        "Aktivitetsersättning ges tidigast från juli det år man fyller {age}; mätningen är "
        "gjord {on}.",
        _ANSWER,
    ),
    "too_old": Message(
        "R15",
        "Aktivitetsersättning ges längst till månaden före den då man fyller {age}; mätningen "
        "är gjord {on}.",
        _ANSWER,
    ),
    "parallel": Message(
        "R16",
        "Samma person deltar redan i samma insats under samma tid (deltagande {other}).",
        "Avsluta det ena som registered_in_error om det är samma deltagande; annars kan "
        "varningen besvaras.",
    ),
    "few_parties": Message(
        "R17",
        "Förbundet har färre än två olika parter bland sina medlemmar någon av insatsens dagar "
        "(från {from_day}).",
        "Komplettera association_member; annars kan varningen besvaras.",
    ),
    "open_long": Message(
        "R18",
        "Deltagandet är öppet sedan mer än tre år.",
        "Avsluta deltagandet om det är slut; annars kan varningen besvaras.",
    ),
    "volume": Message(
        "R19",
        "Inregistreringar och antal: {before} året före och {after} i år.",
        "Kontrollera att allt är med och inget dubbelt; tillåt sedan ändringen.",
    ),
}
"""Every way of breaking a rule, by the name the checks use."""


def texts(message: str, language: str = "sv", *, form: bool = False) -> tuple[str, str]:
    """What is the matter and what to do about it, in Swedish or ("en") English.

    Said in a ``form`` there is a field to look at, and no table.
    """
    in_form = rule_texts_form.ENGLISH if language == "en" else rule_texts_form.SWEDISH
    if form and message in in_form:
        return in_form[message]
    if language == "en":
        return rule_texts_english.MESSAGES[message]
    found = MESSAGES[message]
    return found.problem, found.what_to_do


def title(rule: str, language: str = "sv") -> str:
    """The title of a rule by its id."""
    return rule_texts_english.TITLES[rule] if language == "en" else RULES[rule].title_sv
