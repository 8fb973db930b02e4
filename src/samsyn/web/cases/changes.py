"""What is done to a case besides its steps: plan, status, move, consent, corrections."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.register.access import visible_cases
from samsyn.register.actions.agree_case_plan import agree_case_plan
from samsyn.register.actions.correct_case import correct_case
from samsyn.register.actions.erase_person import protect_identity
from samsyn.register.actions.move_case import move_case
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.actions.record_case_status import record_case_status
from samsyn.register.actions.undo_case_step import undo_case_step
from samsyn.register.actions.withdraw_case_consent import withdraw_case_consent
from samsyn.register.case_steps import position
from samsyn.register.clock import today
from samsyn.register.code_labels import code_list, step_label
from samsyn.register.models import CooperationCase
from samsyn.register.names import known
from samsyn.register.offices import offices
from samsyn.register.roles import Permission
from samsyn.web.attempt import attempt
from samsyn.web.cases.forms import (
    CorrectForm,
    MoveForm,
    PlanForm,
    StatusForm,
    WhyForm,
    WithdrawForm,
)
from samsyn.web.cases.one import seen_case
from samsyn.web.gate import Request, allow
from samsyn.web.registrar.forms import SureForm


@allow(Permission.WORK_CASES)
def plan(request: Request, case_id: str) -> HttpResponse:
    """The day on which the plan was agreed."""
    case = seen_case(request, case_id)
    form = PlanForm(request.POST or None, initial={"on": case.plan_agreed_on or today()})
    return _changed(
        request, case, form,
        lambda: agree_case_plan(by=request.acting, case_id=case_id, **form.cleaned_data),
        title=_("Planen"), button=_("Spara dagen"), done=_("Planen är inskriven."),
    )  # fmt: skip


@allow(Permission.WORK_CASES)
def status(request: Request, case_id: str, point: str) -> HttpResponse:
    """The person's status at the end, or after 90 days."""
    points = code_list("case_point")
    if point not in points.codes:
        raise Http404
    case = seen_case(request, case_id)
    known = case.outcomes.filter(point=point).first()
    initial = {"measured_on": known.measured_on if known else today()}
    form = StatusForm(
        request.POST or None,
        on=today(),
        initial={**initial, "status": known.status if known else None},
    )
    return _changed(
        request, case, form,
        lambda: record_case_status(
            by=request.acting, case_id=case_id, point=point, **form.cleaned_data
        ),
        title=_("Status: %(point)s") % {"point": points.label(point).lower()},
        button=_("Spara status"), done=_("Status är inskriven."),
    )  # fmt: skip


@allow(Permission.WORK_CASES)
def move(request: Request, case_id: str) -> HttpResponse:
    """To another pair of offices, or one other."""
    case = seen_case(request, case_id)
    now = (case.insurance_office or "", case.employment_office or "")
    form = MoveForm(request.POST or None, offices=offices(), now=now)
    return _changed(
        request, case, form,
        lambda: move_case(by=request.acting, case_id=case_id, **form.cleaned_data),
        title=_("Flytta ärendet"), button=_("Flytta ärendet"),
        done=_("Ärendet är flyttat. De nya kontoren ser det från och med nu."),
        lead=_("Ett kontor som ärendet flyttas från kan inte längre se det."),
    )  # fmt: skip


@allow(Permission.WORK_CASES)
def withdraw(request: Request, case_id: str) -> HttpResponse:
    """The person withdraws the consent."""
    case = seen_case(request, case_id)
    form = WithdrawForm(request.POST or None, initial={"on": today()})
    return _changed(
        request, case, form,
        lambda: withdraw_case_consent(by=request.acting, case_id=case_id, **form.cleaned_data),
        title=_("Samtycket återkallas"), button=_("Återkalla samtycket"), danger=True,
        done=_("Samtycket är återkallat och inget mer registreras i ärendet."),
        lead=_(
            "Personen kan när som helst återkalla sitt samtycke, och behöver inte säga varför. "
            "Ärendet avbryts den dagen, inget mer registreras, och bara den myndighet som tog "
            "samtycket ser ärendet därefter. Det går inte att ångra här."
        ),
    )  # fmt: skip


@allow(Permission.WORK_CASES)
def correct(request: Request, case_id: str) -> HttpResponse:
    """What was written when the case was opened, as it should have been."""
    case = seen_case(request, case_id)
    names = ("consented_on", "benefit", "benefit_since", "municipality_code", "initiated_by")
    form = CorrectForm(
        request.POST or None, on=today(), initial={name: getattr(case, name) for name in names}
    )
    return _changed(
        request, case, form,
        lambda: correct_case(by=request.acting, case_id=case_id, **form.cleaned_data),
        title=_("Rätta uppgifter i ärendet"), button=_("Spara rättelsen"),
        done=_("Uppgifterna är rättade. Det som stod förut finns kvar i loggen."),
    )  # fmt: skip


@allow(Permission.WORK_CASES)
def protect(request: Request, case_id: str) -> HttpResponse:
    """The person's identity became protected: their own authority takes their rows away."""
    case = seen_case(request, case_id)
    form = SureForm(request.POST if request.method == "POST" else None)
    return _changed(
        request, case, form,
        lambda: protect_identity(by=request.acting, person=case.person),
        title=_("Skyddade personuppgifter"), button=_("Ta bort uppgifterna"), danger=True,
        done=_("Uppgifterna är borttagna. Bara antal finns kvar."),
        lead=_("Alla uppgifter om personen tas bort nu. Varje deltagande räknas som en anonym "
               "deltagare sitt år. Det går inte att ångra."),
    )  # fmt: skip


@allow(Permission.WORK_CASES)
def undo(request: Request, case_id: str) -> HttpResponse:
    """Take back the latest step."""
    case = seen_case(request, case_id)
    at = position(case.events.values_list("event", "occurred_on"))
    form = WhyForm(request.POST or None)
    event = request.POST.get("event", at.step)
    return _changed(
        request, case, form,
        lambda: undo_case_step(
            by=request.acting, case_id=case_id, event=event, **form.cleaned_data
        ),
        title=_("Ta tillbaka ”%(step)s”") % {"step": step_label(at.step)},
        button=_("Ta tillbaka steget"), danger=True, done=_("Steget är taget tillbaka."),
        lead=_("Gör så här bara när steget blev fel. Det som stod finns kvar i loggen."),
        kept={"event": at.step},
    )  # fmt: skip


def _changed(
    request: Request,
    case: CooperationCase,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    lead: str = "",
    danger: bool = False,
    kept: dict[str, str] | None = None,
) -> HttpResponse:
    """The one page of a change: the form, or, when it is done, back to the case or the list."""
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, done)
        if visible_cases(request.acting).filter(pk=case.pk).exists():
            return redirect("case", case.pk)
        return redirect("cases")
    note_reading(by=request.acting, persons=[case.person_id], table="cooperation_case", key=case.pk)
    context = {
        "case": case,
        "person": known([case.person_id])[case.person_id],
        "form": form,
        "title": title,
        "button": button,
        "lead": lead,
        "danger": danger,
        "kept": kept or {},
    }
    return render(request, "cases/change.html", context, status=422 if form.errors else 200)
