"""The first page of each role, and the small pages around it."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from samsyn.register.clock import today
from samsyn.register.code_labels import role_name
from samsyn.register.models import User
from samsyn.register.places import names_of_places, place_of
from samsyn.web.associations import views as associations
from samsyn.web.awaiting import Tell, all_awaiting
from samsyn.web.cases import awaiting as cases
from samsyn.web.demo import is_demo
from samsyn.web.gate import ACTING_AS, Request, allow, open_to_all
from samsyn.web.interventions import views as interventions
from samsyn.web.protection import log as protection
from samsyn.web.quality import views as quality
from samsyn.web.registrar import lists as registrar
from samsyn.web.system import users as system

TELLERS: tuple[Tell, ...] = (
    registrar.awaiting,
    interventions.awaiting,
    associations.awaiting,
    cases.awaiting,
    quality.awaiting,
    protection.awaiting,
    system.awaiting,
)
"""One function an area."""


@allow()
def start(request: Request) -> HttpResponse:
    """What awaits the user, in every role they have."""
    roles = [role_name(acting.role) for acting in request.actor.roles]
    awaiting = [
        each for acting in request.actor.roles for each in all_awaiting(acting, today(), TELLERS)
    ]
    return render(request, "start/start.html", {"roles": roles, "awaiting": awaiting})


@require_POST
@allow()
def stay_awake(request: Request) -> HttpResponse:
    """The user is still there: the session goes on."""
    request.session.modified = True
    return HttpResponse(status=204)


@require_POST
@allow()
def choose_role(request: Request) -> HttpResponse:
    """Go on in another of one's roles, or for another of one's controllers."""
    chosen = request.POST.get("acting", "")
    if chosen in {acting.key for acting in request.actor.roles}:
        request.session[ACTING_AS] = chosen
    return redirect("start")


@allow()
def account(request: Request) -> HttpResponse:
    """One's roles with their end days, password and second factor."""
    holdings = list(request.user.holdings.prefetch_related("assignments").order_by("role"))
    names = names_of_places(
        place_of(each) for holding in holdings for each in holding.assignments.all()
    )
    rows = [
        (
            role_name(holding.role),
            holding,
            [(names[place_of(each)], each.last_day) for each in holding.assignments.all()],
        )
        for holding in holdings
    ]
    return render(request, "start/account.html", {"rows": rows})


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the pages are, and where to complain."""
    return render(request, "start/accessibility.html")


@require_POST
@open_to_all
def try_a_role(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented user with one click, in the demo alone."""
    if not is_demo():
        raise Http404
    user = get_object_or_404(User, email=request.POST.get("email", ""), is_system=False)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("start")
