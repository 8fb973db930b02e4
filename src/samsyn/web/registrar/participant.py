"""One participant's page: what is registered in one's own interventions, and what to do next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.access import visible_participations
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.register_out import register_error
from samsyn.register.actions.rename_person import rename_person
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.due import due_on
from samsyn.register.membership import consent_lifts
from samsyn.register.models import AuditEntry, Income, Participation
from samsyn.register.names import shown
from samsyn.register.policies import ERROR
from samsyn.register.retention import kept_months, kept_until
from samsyn.register.roles import Permission
from samsyn.vocabulary.rules import rule
from samsyn.web.attempt import attempt
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.forms import NameForm, ReasonForm
from samsyn.web.registrar.reach import participation_of, person_of, whose

HISTORY = 20


@allow(Permission.REGISTER_PEOPLE)
def participant(request: Request, participation_id: str) -> HttpResponse:
    """Everything about one participation, and the person's others that one may see."""
    acting = request.acting
    participation = participation_of(acting, participation_id)
    person = participation.person
    note_reading(by=acting, persons=[person.person_id], key=participation_id)
    others = visible_participations(acting).filter(person=person).exclude(pk=participation_id)
    elsewhere = (
        Participation.objects.filter(person=person, exited_on__isnull=True)
        .exclude(pk__in=visible_participations(acting).values("pk"))
        .exists()
    )
    context = {
        "participation": participation,
        "person": person,
        "shown": shown([person])[person.person_id],
        "others": others.select_related("intervention").order_by("-entered_on"),
        "elsewhere": elsewhere,
        "measured": _measured(participation),
        "next_points": _next_points(participation),
        "is_error": participation.exit_reason == ERROR,
        "givers": consent_lifts(participation),
        "kept_until": kept_until(person, months=kept_months(person.controller_id)),
        "history": _history(person.person_id, participation_id),
    }
    return render(request, "registrar/participant.html", context)


@allow(Permission.REGISTER_PEOPLE)
def error(request: Request, participation_id: str) -> HttpResponse:
    """End a wrong registration as an error."""
    participation = participation_of(request.acting, participation_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register_error(
                by=request.acting,
                participation=participation,
                reason=form.cleaned_data["reason"],
            )
        except SamsynError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Avslutat som felregistrering. Det räknas ingenstans."))
            return redirect("participant", participation_id)
    context = {
        "form": form,
        "title": _("Felregistrering"),
        "intro": _("Registreringen finns kvar, men räknas ingenstans. Det går inte att ångra."),
        "button": _("Avsluta som felregistrering"),
        "whose": whose(request.acting, participation.person, of=participation.intervention.name),
        "back": participation,
    }
    return render(request, "registrar/act.html", context, status=422 if form.errors else 200)


@allow(Permission.REGISTER_PEOPLE)
def rename(request: Request, person_id: str) -> HttpResponse:
    """Correct the name, or write one where none was."""
    person = person_of(request.acting, person_id)
    form = NameForm(request.POST or None, initial={"name": shown([person])[person_id].name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if attempt(form, lambda: rename_person(by=request.acting, person=person, name=name)):
            messages.success(request, _("Namnet är rättat."))
            return redirect("people")
    context = {
        "form": form,
        "title": _("Rätta namnet"),
        "intro": _("Namnet visas bara i insatsens egen lista, och sparas krypterat."),
        "button": _("Spara namnet"),
        "whose": whose(request.acting, person),
        "back": None,
    }
    return render(request, "registrar/act.html", context, status=422 if form.errors else 200)


def _measured(participation: Participation) -> list[dict[str, object]]:
    """What is registered at each point, in words, in the order of time."""
    incomes: dict[str, list[str]] = {}
    labels = code_list("income_source")
    for each in Income.objects.filter(participation=participation).order_by("source"):
        extent = f" {each.percent} %" if each.percent else ""
        incomes.setdefault(each.point, []).append(labels.label(each.source) + extent)
    order = code_list("point").codes
    rows = sorted(participation.measurements.all(), key=lambda each: order.index(each.point))
    return [
        {
            "measurement": each,
            "label": code_list("point").label(each.point),
            "incomes": incomes.get(each.point, []),
        }
        for each in rows
    ]


def _next_points(participation: Participation) -> list[tuple[str, str, object]]:
    """The points that can be followed up: code, label, the day they are due."""
    is_error = participation.exit_reason == ERROR
    if participation.exited_on is None or participation.consent_withdrawn_on or is_error:
        return []
    done = {each.point for each in participation.measurements.all()}
    exited = participation.exited_on
    return [
        (point, code_list("point").label(point), due_on(exited, point, today()))
        for point in rule("follow_up_points").on(today())["days"]
        if point not in done
    ]


def _history(person_id: str, participation_id: str) -> list[AuditEntry]:
    """The latest changes of the participation, newest first."""
    rows = AuditEntry.objects.filter(subject=person_id, key__contains=participation_id).exclude(
        action__in=("read", "list", "search")
    )
    return list(rows.order_by("-sequence")[:HISTORY])
