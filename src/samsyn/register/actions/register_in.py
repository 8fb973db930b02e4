"""Register someone in: person, consent, participation and first measurement, in one act."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.checked_first import checked_first
from samsyn.register.actions.find_person import is_own_number, person_of, person_row
from samsyn.register.actions.measuring import Measured, rows_of
from samsyn.register.actions.register_rows import Problem, register_rows
from samsyn.register.code_labels import code_list
from samsyn.register.identity_number import IdentityNumber
from samsyn.register.models import HeadCount, Intervention, Participation, Person, Responsibility
from samsyn.register.policies import NotNow

Row = Mapping[str, Any]


class TakesPart(NotNow):
    """The person takes part in the intervention already."""

    def __init__(self, since: date) -> None:
        super().__init__(
            _(
                "Personen deltar redan i insatsen sedan %(since)s. Gå till det deltagandet, eller "
                "kryssa i att det här är ett till."
            )
            % {"since": since}
        )


@dataclass(frozen=True)
class Entered:
    """The participation that came of it, and what the warning rules say."""

    participation_id: str
    warnings: tuple[Problem, ...]


def new_id() -> str:
    """An id that says nothing of whose it is."""
    return secrets.token_hex(10)


@checked_first
def register_in(
    *,
    by: Acting,
    intervention: Intervention,
    number: IdentityNumber,
    name: str,
    participation: Row,
    measured: Measured,
    instead_of_heads: Collection[int] = (),
    again: bool = False,
) -> Entered:
    """Register the person with ``number`` into ``intervention``, with the measurement at entry.

    ``participation`` has entered_on, consented_on, municipality_code and referred_by. Of each
    year of ``instead_of_heads`` an anonymous head of the person's sex is taken back in the same
    act, so that nobody is counted twice. A name that is known stays. Raises ``Refused``,
    ``NotNow``, and ``TakesPart`` for someone who takes part already, unless ``again``.
    """
    if is_own_number(by, number):
        raise NotNow(_("Numret är ditt eget. Be en kollega registrera dig."))
    found = person_of(by, number)
    if found and not again:
        _check_takes_no_part(found, intervention)
    person_id = found.person_id if found else new_id()
    participation_id = new_id()
    ids = {"participation_id": participation_id, "person_id": person_id}
    rows: dict[str, list[Row]] = {
        "person": [person_row(by, person_id, number, name, known=found)],
        "participation": [
            {**participation, **ids, "intervention_code": intervention.intervention_code}
        ],
        **rows_of(measured, participation_id=participation_id, point="entry"),
    }
    _check_years(instead_of_heads, participation["entered_on"])
    rows["head_count"] = [
        _head_less(intervention, year, number.sex) for year in sorted(instead_of_heads)
    ]
    event = audit.Event(
        "register_in", table="participation", key=participation_id, subject=person_id
    )
    warnings = register_rows(
        rows=rows, by=by, event=event, then=lambda: _follow(by, participation_id)
    )
    return Entered(participation_id, warnings)


def _follow(by: Acting, participation_id: str) -> None:
    """Whoever registers someone in follows them; a case system follows nobody."""
    if not by.by.startswith("system:"):
        Responsibility.objects.create(
            participation=Participation(participation_id=participation_id), user_id=by.user_id
        )


def _check_takes_no_part(person: Person, intervention: Intervention) -> None:
    going_on = Participation.objects.filter(
        person=person, intervention=intervention, exited_on__isnull=True
    ).first()
    if going_on:
        raise TakesPart(going_on.entered_on)


def _check_years(years: Collection[int], entered_on: date) -> None:
    if years and min(years) < entered_on.year:
        raise NotNow(
            _(
                "Personen räknas från sin första dag. En anonym uppgift från året innan är någon "
                "annans, eller så är första dagen fel."
            )
        )


def _head_less(intervention: Intervention, year: int, sex: str) -> dict[str, Any]:
    """The row of anonymous heads with one fewer; of the year's rows the one with most."""
    heads = (
        HeadCount.objects.filter(
            intervention=intervention, year=year, kind="anonymous", sex=sex, persons__gt=0
        )
        .order_by("-persons")
        .first()
    )
    if heads is None:
        raise NotNow(
            _(
                "Det finns ingen anonym %(sex)s %(year)s att ta tillbaka. Registrera in personen "
                "utan att ta tillbaka någon, eller rätta de anonyma uppgifterna först."
            )
            % {"sex": code_list("sex").label(sex).lower(), "year": year}
        )
    return {
        "intervention_code": intervention.intervention_code,
        "year": year,
        "half": heads.half or None,
        "kind": "anonymous",
        "sex": sex,
        "persons": heads.persons - 1,
    }
