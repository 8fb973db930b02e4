"""What a rule says in a form: of one's own answers, without the names of tables and columns."""

_ANSWER = "Rätta det om det är fel. Är det rätt kan träffen besvaras under Kvalitet från i morgon."
_ANSWER_ENGLISH = (
    "Correct it if it is wrong. If it is right the hit can be answered under Quality from tomorrow."
)

SWEDISH: dict[str, tuple[str, str]] = {
    "days_reversed": ("Dagen ligger före {first_value}.", "Rätta den av dagarna som är fel."),
    "in_the_future": ("Dagen har inte varit än.", "Skriv en dag till och med {today}."),
    "no_income_with_other": (
        "Ingen offentlig försörjning kan inte gälla tillsammans med en annan försörjning.",
        "Kryssa bara i det som gäller.",
    ),
    "person_on_counts": (
        "Insatsen följs upp med enbart antal; personer registreras inte på den.",
        "Skriv in antalet, eller välj en annan insats.",
    ),
    "structural_by_person": (
        "En strukturövergripande insats följs upp med antal, inte per person.",
        "Ändra uppföljningen till antal, eller inriktningen till individinriktad.",
    ),
    "events_out_of_order": (
        "Ärendets steg kommer i fel ordning.",
        "Rätta dagen, eller det steg som är fel.",
    ),
    "percent_without": ("Omfattning är angiven fast svaret är nej.", _ANSWER),
    "without_percent": ("Omfattningen saknas fast svaret är ja.", _ANSWER),
    "parallel": (
        "Personen deltar redan i insatsen under samma tid.",
        (
            "Är det samma deltagande: avsluta det ena som felregistrering. Annars kan träffen "
            "besvaras under Kvalitet."
        ),
    ),
    "few_parties": (
        (
            "Förbundet har färre än två olika parter bland sina medlemmar någon av insatsens dagar "
            "(från {from_day})."
        ),
        "Komplettera förbundets medlemmar. " + _ANSWER,
    ),
    "open_long": (
        "Deltagandet är öppet sedan mer än tre år.",
        "Registrera ut personen om deltagandet är slut. " + _ANSWER,
    ),
    "too_young": (
        (
            "Aktivitetsersättning ges tidigast från juli det år man fyller {age}; mätningen är "
            "gjord {on}."
        ),
        _ANSWER,
    ),
    "too_old": (
        (
            "Aktivitetsersättning ges längst till månaden före den då man fyller {age}; mätningen "
            "är gjord {on}."
        ),
        _ANSWER,
    ),
    "funds_shares": (
        (
            "Staten, regionen och kommunerna ger {state}, {region} och {municipality} procent av "
            "sin summa; lagen säger {expected}."
        ),
        _ANSWER,
    ),
}
ENGLISH: dict[str, tuple[str, str]] = {
    "days_reversed": ("The day is before {first_value}.", "Correct the day that is wrong."),
    "in_the_future": ("The day has not come yet.", "Write a day no later than {today}."),
    "no_income_with_other": (
        "No public income cannot hold together with another income.",
        "Tick only what holds.",
    ),
    "person_on_counts": (
        "The intervention is followed up by numbers alone; people are not registered on it.",
        "Enter the number, or choose another intervention.",
    ),
    "structural_by_person": (
        "A structural intervention is followed up by numbers, not by person.",
        "Change the follow-up to numbers, or the orientation to individuals.",
    ),
    "events_out_of_order": (
        "The steps of the case are in the wrong order.",
        "Correct the day, or the step that is wrong.",
    ),
    "percent_without": ("The extent is given although the answer is no.", _ANSWER_ENGLISH),
    "without_percent": ("The extent is missing although the answer is yes.", _ANSWER_ENGLISH),
    "parallel": (
        "The person takes part in the intervention at the same time already.",
        (
            "If they are the same: end one of them as registered in error. Otherwise the hit can "
            "be answered under Quality."
        ),
    ),
    "few_parties": (
        (
            "The association has fewer than two different parties among its members on some day of "
            "the intervention (from {from_day})."
        ),
        "Complete the members of the association. " + _ANSWER_ENGLISH,
    ),
    "open_long": (
        "The participation has been open for more than three years.",
        "Register the person out if it is over. " + _ANSWER_ENGLISH,
    ),
    "too_young": (
        (
            "Activity compensation is given from July of the year one turns {age}; the measurement "
            "was made {on}."
        ),
        _ANSWER_ENGLISH,
    ),
    "too_old": (
        (
            "Activity compensation is given until the month before one turns {age}; the "
            "measurement was made {on}."
        ),
        _ANSWER_ENGLISH,
    ),
    "funds_shares": (
        (
            "The state, the region and the municipalities give {state}, {region} and "
            "{municipality} percent of their sum; the law says {expected}."
        ),
        _ANSWER_ENGLISH,
    ),
}
"""What is the matter and what to do, by the names of ``rule_texts.MESSAGES``; those that are not
here read well in a form as they are."""
