"""Who registers in an intervention: appointed by its manager, never longer than two years."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.register.access import Place, visible_interventions
from samsyn.register.actions.appoint import end_assignment
from samsyn.register.clock import today
from samsyn.register.models import Assignment
from samsyn.register.roles import Permission, PlaceKind, Role
from samsyn.web.appointing import appointable, appointed, current, members_of
from samsyn.web.gate import Request, allow
from samsyn.web.interventions.forms import AppointForm
from samsyn.web.registrar.reach import intervention_of


@allow(Permission.APPOINT_REGISTRARS)
def registrars(request: Request, intervention_code: str) -> HttpResponse:
    """The registrars of an intervention, and appointing one."""
    found = intervention_of(request.acting, intervention_code)
    organisations = members_of(found.association)
    users = appointable(request, Q(organisation__in=organisations))
    form = AppointForm(
        request.POST or None,
        users=users[:500],
        organisations=organisations,
        meets_people=True,
        last_day=today() + timedelta(days=365),
    )
    place = Place(PlaceKind.INTERVENTION, intervention_code)
    sent = request.method == "POST" and form.is_valid()
    if sent and appointed(request, form, Role.REGISTRAR, place, allowed=users):
        return redirect("registrars", intervention_code)
    context = {
        "form": form,
        "title": _("Deltagaransvariga"),
        "intervention": found,
        "rows": current(Role.REGISTRAR, place),
        "end": "end_registrar",
    }
    return render(
        request, "interventions/appoint.html", context, status=422 if form.errors else 200
    )


@require_POST
@allow(Permission.APPOINT_REGISTRARS)
def end(request: Request, assignment_id: int) -> HttpResponse:
    """End a registrar's assignment in one of one's interventions."""
    own = visible_interventions(request.acting).values("intervention_code")
    rows = Assignment.objects.filter(
        place_kind=PlaceKind.INTERVENTION, place__in=own, holding__role=Role.REGISTRAR
    )
    assignment = get_object_or_404(rows.select_related("holding"), pk=assignment_id)
    try:
        end_assignment(by=request.acting, assignment=assignment)
    except SamsynError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Uppdraget är avslutat."))
    return redirect("registrars", assignment.place)
