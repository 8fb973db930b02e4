"""Who manages an association's interventions, and who administers it beside oneself."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.register.access import Place, visible_associations
from samsyn.register.actions.appoint import end_assignment
from samsyn.register.clock import today
from samsyn.register.models import Assignment
from samsyn.register.roles import Permission, PlaceKind, Role
from samsyn.web.appointing import appointable, appointed, current, members_of
from samsyn.web.associations.reach import association_of
from samsyn.web.gate import Request, allow
from samsyn.web.interventions.forms import AppointForm

PAGES = {
    Role.INTERVENTION_MANAGER: ("managers", _("Insatsansvariga")),
    Role.ASSOCIATION_ADMINISTRATOR: ("administrators", _("Administratörer")),
}
"""By role: the name of its page, and the page's title."""


@allow(Permission.APPOINT_MANAGERS)
def managers(request: Request, association_code: str) -> HttpResponse:
    """The intervention managers of an association, and appointing one."""
    return _page(request, association_code, Role.INTERVENTION_MANAGER)


@allow(Permission.APPOINT_MANAGERS)
def administrators(request: Request, association_code: str) -> HttpResponse:
    """Who administers an association beside oneself, and appointing one more."""
    return _page(request, association_code, Role.ASSOCIATION_ADMINISTRATOR)


def _page(request: Request, association_code: str, role: Role) -> HttpResponse:
    found = association_of(request.acting, association_code)
    name, title = PAGES[role]
    organisations = members_of(found)
    users = appointable(request, Q(organisation__in=organisations), Q(employed_by=found))
    form = AppointForm(
        request.POST or None,
        users=users[:500],
        organisations=organisations,
        association=found,
        last_day=today() + timedelta(days=365),
    )
    place = Place(PlaceKind.ASSOCIATION, association_code)
    sent = request.method == "POST" and form.is_valid()
    if sent and appointed(request, form, role, place, allowed=users):
        return redirect(name, association_code)
    context = {
        "form": form,
        "title": title,
        "association": found,
        "rows": current(role, place),
        "end": "end_manager",
        "oneself": request.acting.user_id,
    }
    status = 422 if form.errors else 200
    return render(request, "interventions/appoint.html", context, status=status)


@require_POST
@allow(Permission.APPOINT_MANAGERS)
def end(request: Request, assignment_id: int) -> HttpResponse:
    """End a manager's or an administrator's assignment in one of one's associations."""
    own = visible_associations(request.acting).values("association_code")
    rows = Assignment.objects.filter(
        place_kind=PlaceKind.ASSOCIATION,
        place__in=own,
        holding__role__in=PAGES,
    )
    assignment = get_object_or_404(rows.select_related("holding"), pk=assignment_id)
    try:
        end_assignment(by=request.acting, assignment=assignment)
    except SamsynError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(_("Uppdraget är avslutat.")))
    name, _title = PAGES[Role(assignment.holding.role)]
    return redirect(name, assignment.place)
