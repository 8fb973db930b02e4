"""The routes of version 1. Each starts from what its token may see, as the pages do."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError

from samsyn.errors import SamsynError
from samsyn.register.access import Acting, visible_interventions, visible_participations
from samsyn.register.actions.enter_heads import enter_heads, kind_of
from samsyn.register.actions.measuring import Measured
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.register_in import register_in
from samsyn.register.actions.register_out import follow_up, register_out, withdraw_consent
from samsyn.register.actions.register_rows import Problem, Refused
from samsyn.register.clock import today
from samsyn.register.identity_number import read_number
from samsyn.register.models import Participation
from samsyn.vocabulary.rules import rule
from samsyn.web.api.keys import Token, once
from samsyn.web.api.schemas import (
    Answer,
    Code,
    EntryIn,
    ExitIn,
    HeadsIn,
    HeadsOut,
    InterventionOut,
    MeasuredIn,
    ParticipationOut,
    ProblemsOut,
    TakenOut,
)

api = NinjaAPI(
    title="Samsyn",
    version="1.0.0",
    description="Registrering från myndigheters egna ärendesystem.",
    auth=Token(),
    docs_url=None,
    urls_namespace="api",
)
REFUSALS = dict.fromkeys((400, 401, 404, 409, 422), ProblemsOut)
PARTICIPATION: Any = Path(..., max_length=60)  # type: ignore[type-arg]
YEAR: Any = Path(..., ge=1995, le=2100)  # type: ignore[type-arg]


@api.get("/interventions", response={200: list[InterventionOut], **REFUSALS})
def interventions(request: HttpRequest) -> Any:
    """The interventions that the token registers in."""
    rows = visible_interventions(_acting(request)).order_by("intervention_code")
    return list(rows.values("intervention_code", "name", "first_day", "last_day"))


@api.post("/participations", response={201: TakenOut, **REFUSALS})
def enter(request: HttpRequest, entry: EntryIn) -> Any:
    """Register someone in."""
    acting = _acting(request)

    def act() -> Answer:
        rows = visible_interventions(acting)
        intervention = get_object_or_404(rows, pk=entry.intervention_code)
        names = ("entered_on", "consented_on", "municipality_code", "referred_by")
        entered = register_in(
            by=acting,
            intervention=intervention,
            number=read_number(entry.personal_identity_number),
            name=entry.name,
            participation={name: getattr(entry, name) for name in names},
            measured=_measured(entry.measured),
            instead_of_heads=set(entry.instead_of_heads),
            again=True,  # a system has no box to tick: R16 warns
        )
        return 201, _taken(entered.participation_id, entered.warnings)

    return _answered(request, acting, act)


@api.get("/participations/{participation_id}", response={200: ParticipationOut, **REFUSALS})
def participation(request: HttpRequest, participation_id: str = PARTICIPATION) -> Any:
    """One participation, without who it is. The reading is logged."""
    acting = _acting(request)
    found = _found(acting, participation_id)
    note_reading(by=acting, persons=[found.person_id], key=participation_id)
    return {
        "participation_id": participation_id,
        "intervention_code": found.intervention_id,
        "entered_on": found.entered_on,
        "exited_on": found.exited_on,
        "exit_reason": found.exit_reason,
        "consent_withdrawn_on": found.consent_withdrawn_on,
        "points": sorted(found.measurements.values_list("point", flat=True)),
    }


@api.post("/participations/{participation_id}/exit", response={200: TakenOut, **REFUSALS})
def leave(request: HttpRequest, leaving: ExitIn, participation_id: str = PARTICIPATION) -> Any:
    """Register someone out."""
    acting = _acting(request)

    def act() -> Answer:
        warnings = register_out(
            by=acting,
            participation=_found(acting, participation_id),
            exited_on=leaving.exited_on,
            exit_reason=leaving.exit_reason,
            measured=_measured(leaving.measured),
        )
        return 200, _taken(participation_id, warnings)

    return _answered(request, acting, act)


@api.post(
    "/participations/{participation_id}/measurements/{point}",
    response={200: TakenOut, **REFUSALS},
)
def follow(
    request: HttpRequest,
    measured: MeasuredIn,
    participation_id: str = PARTICIPATION,
    point: str = PARTICIPATION,
) -> Any:
    """Follow up some months after the exit."""
    acting = _acting(request)

    def act() -> Answer:
        if point not in rule("follow_up_points").on(today())["days"]:
            raise HttpError(404, "")
        warnings = follow_up(
            by=acting,
            participation=_found(acting, participation_id),
            point=point,
            measured=_measured(measured),
        )
        return 200, _taken(participation_id, warnings)

    return _answered(request, acting, act)


@api.post("/participations/{participation_id}/withdrawal", response={200: TakenOut, **REFUSALS})
def withdraw(request: HttpRequest, participation_id: str = PARTICIPATION) -> Any:
    """The consent was withdrawn today."""
    acting = _acting(request)

    def act() -> Answer:
        held = _found(acting, participation_id)
        return 200, _taken(
            participation_id, withdraw_consent(by=acting, participations=[held], on=today())
        )

    return _answered(request, acting, act)


@api.put("/interventions/{intervention_code}/heads/{year}", response={200: HeadsOut, **REFUSALS})
def heads(
    request: HttpRequest,
    given: HeadsIn,
    intervention_code: Code = PARTICIPATION,
    year: int = YEAR,
) -> Any:
    """Set the year's anonymous heads by sex."""
    acting = _acting(request)

    def act() -> Answer:
        intervention = get_object_or_404(visible_interventions(acting), pk=intervention_code)
        if kind_of(intervention) != "anonymous":
            raise HttpError(404, "")
        persons = {"woman": given.woman, "man": given.man}
        warnings = enter_heads(by=acting, intervention=intervention, year=year, persons=persons)
        said = {"intervention_code": intervention_code, "year": year}
        return 200, {**said, "warnings": _told(warnings)}

    return _answered(request, acting, act)


@api.exception_handler(AuthenticationError)
def unknown_token(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """401."""
    return _problem(request, 401, "Nyckeln är okänd, avslutad eller har gått ut. Be om en ny.")


@api.exception_handler(ValidationError)
def wrong_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422, naming each field; never what was sent in it."""
    problems = [
        {
            "rule": "R01",
            "field": ".".join(str(part) for part in each["loc"][1:]),
            "message": str(each["msg"]),
            "what_to_do": "Rätta fältet enligt beskrivningen av API:t.",
        }
        for each in error.errors
    ]
    return api.create_response(request, {"problems": problems}, status=422)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, _error: Http404) -> HttpResponse:
    """404: not there, or not to be seen."""
    return _problem(request, 404, "Finns inte.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Other refusals; what is not there and what may not be seen are answered alike."""
    said = "Finns inte." if error.status_code == 404 else "Anropet går inte att läsa."
    return _problem(request, error.status_code, said)


def _answered(request: HttpRequest, acting: Acting, act: Any) -> Any:
    try:
        return Status(*once(request, acting, act))
    except Refused as error:
        return Status(422, {"problems": _told(error.problems)})
    except SamsynError as error:
        problem = {"rule": "", "field": "", "message": str(error), "what_to_do": ""}
        return Status(422, {"problems": [problem]})


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.auth  # type: ignore[attr-defined]
    return acting


def _found(acting: Acting, participation_id: str) -> Participation:
    return get_object_or_404(visible_participations(acting), pk=participation_id)


def _measured(given: MeasuredIn) -> Measured:
    content = given.dict()
    incomes, answers = content.pop("incomes"), content.pop("answers")
    return Measured(content, incomes, answers)


def _taken(participation_id: str, warnings: Iterable[Problem]) -> dict[str, Any]:
    return {"participation_id": participation_id, "warnings": _told(warnings)}


def _told(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [
        {
            "rule": each.rule,
            "field": each.field,
            "message": each.message,
            "what_to_do": each.what_to_do,
        }
        for each in problems
    ]


def _problem(request: HttpRequest, status: int, said: str) -> HttpResponse:
    problem = {"rule": "", "field": "", "message": said, "what_to_do": ""}
    return api.create_response(request, {"problems": [problem]}, status=status)
