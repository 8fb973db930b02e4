"""The keys numbers are broken down by: what each is called, and the codes it can have."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.errors import UnknownName
from samsyn.statistics.question import UNKNOWN
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.period import Period
from samsyn.vocabulary.rules import rule

SICK_LISTED = "sick_listed"


@dataclass(frozen=True)
class Key:
    """A key of a breakdown: its Swedish title, and where its codes and labels come from."""

    name: str
    title_sv: str
    code_list: str = ""
    rule: str = ""
    labels: tuple[tuple[str, str], ...] = ()  # codes that are in no list, or before those of it
    never: tuple[str, ...] = ()  # codes that count nowhere

    def categories(self, period: Period) -> tuple[str, ...]:
        """The codes that hold on any day of the period, but for unknown; none: as in the data."""
        listed = [
            entry.code
            for entry in (code_list(self.code_list).entries if self.code_list else ())
            if entry.holds(period.first_day, period.last_day)
        ]
        ruled = list(rule(self.rule).on(period.last_day)) if self.rule else []
        own = [code for code, _ in self.labels]
        known = dict.fromkeys([*ruled, *listed, *own])
        return tuple(code for code in known if code not in (UNKNOWN, *self.never))

    def label(self, code: str, on: date | None = None) -> str:
        """What the code is called on screen and paper, on a day (default the latest)."""
        own = dict(self.labels)
        if code in own:
            return own[code]
        if self.code_list and code in code_list(self.code_list).codes:
            return code_list(self.code_list).label(code, on)
        if code == UNKNOWN:
            return "Uppgift saknas"
        return self._label_of_rule(code, on)

    def _label_of_rule(self, code: str, on: date | None) -> str:
        values: dict[str, Any] = {}
        if self.rule:
            entries = rule(self.rule)
            values = entries.on(on) if on else entries.values[-1].value
        about = values.get(code)
        return str(about["label_sv"]) if isinstance(about, dict) else code.replace("-", "–")


_OCCUPATION = (
    ("work", "Arbete"),
    ("studies", "Studier"),
    ("job_seeking", "Arbetssökande"),
    ("other", "Övrigt"),
)
_BANDS = (
    ("under_1", "Under 1 år"),
    ("1_to_3", "1 till 3 år"),
    ("3_to_5", "3 till 5 år"),
    ("5_to_9", "5 till 9 år"),
    ("9_or_more", "9 år eller mer"),
)
_LATER = ("entry", "exit")

KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("sex", "Kön", "sex"),
        Key("age_group", "Ålder", rule="age_groups", labels=(("other", "Annan ålder"),)),
        Key("education", "Utbildning", "education"),
        Key(
            "income_source",
            "Försörjning",
            "income_source",
            labels=((SICK_LISTED, "Sjukskrivna"),),
            never=(SICK_LISTED,),
        ),
        Key("income_before", "Försörjning före", "income_source"),
        Key("income_after", "Försörjning efter", "income_source"),
        Key("target_group", "Målgrupp", "target_group"),
        Key("derived_group", "Behovsgrupp", rule="derived_groups"),
        Key("method", "Metod", "method"),
        Key("focus", "Inriktning på arbetet", "focus"),
        Key("orientation", "Inriktning", "orientation"),
        Key("format", "Form", "activity_format"),
        Key("referred_by", "Aktualiserad av", "party"),
        Key("exit_reason", "Avslutsorsak", "exit_reason", never=("registered_in_error",)),
        Key("occupation", "Sysselsättning", labels=_OCCUPATION),
        Key("work_kind", "Slag av arbete", "work_kind"),
        Key("band", "Tid med offentlig försörjning", labels=_BANDS),
        Key("point", "Mättillfälle", "point", never=_LATER),
        Key("funding_source", "Finansiär", "funding_source"),
        Key("kind", "Slag"),
        Key("amount", "Belopp", labels=(("budget", "Budget"), ("outturn", "Utfall"))),
        Key("benefit", "Ersättning", "case_benefit"),
        Key("diagnosis_group", "Diagnosgrupp", "diagnosis_group"),
        Key("reason", "Orsak", "transition_reason"),
        Key("respondent_group", "Svarande", "party"),
        Key("question", "Fråga"),
    )
}


def key(name: str) -> Key:
    """The key ``name``; raises ``UnknownName``, naming those that are near."""
    if name not in KEYS:
        raise UnknownName(name, "breakdown", known=KEYS)
    return KEYS[name]
