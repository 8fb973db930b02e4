"""Users, what they may do where, and what is done with their accounts."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.register.access import Acting
from samsyn.register.actions.appoint import APPOINTS, appoint, end_assignment
from samsyn.register.actions.keep_user import (
    close_account,
    make_user,
    reset_second_factor,
    set_own_number,
)
from samsyn.register.clock import today
from samsyn.register.models import Assignment, RoleHolding, User
from samsyn.register.places import names_of_places, place_of
from samsyn.register.roles import SEES_PEOPLE, Permission, Role
from samsyn.web.awaiting import Awaiting
from samsyn.web.ending_access import ended_or_asked
from samsyn.web.gate import Request, allow
from samsyn.web.invitation import invite
from samsyn.web.system.forms import OwnNumberForm, RoleForm, UserForm

PAGE = 50
SOON = timedelta(days=60)
GIVEN = [role for role, needs in APPOINTS.items() if Permission.KEEP_USERS in needs]
"""The roles that a system administrator gives."""


@allow(Permission.KEEP_USERS)
def users(request: Request) -> HttpResponse:
    """All accounts, with their roles."""
    text = request.GET.get("sok", "").strip()
    rows = User.objects.select_related("organisation", "employed_by").order_by("name", "pk")
    if text:
        rows = rows.filter(_named(text) | Q(email__icontains=text))
    held = RoleHolding.objects.filter(last_day__gte=today()).order_by("role")
    rows = rows.prefetch_related(Prefetch("holdings", queryset=held))
    page = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    return render(request, "system/users.html", {"page": page, "text": text})


@allow(Permission.KEEP_USERS)
def end_everyone(request: Request) -> HttpResponse:
    """End all sessions and tokens of the whole system, once it is said how many."""
    return ended_or_asked(
        request,
        organisation="",
        whose=_("alla myndigheter och förbund"),
        back="system",
        trail="system/trail.html",
    )


@allow(Permission.KEEP_USERS)
def new(request: Request) -> HttpResponse:
    """A new account; a person gets a letter with a link to choose a password."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_user(by=request.acting, **form.cleaned_data)
        except SamsynError as error:
            form.add_error("email", str(error))
        else:
            if not made.is_system:
                invite(made, request)
            messages.success(request, _("Kontot är skapat."))
            return redirect("user", made.pk)
    context = {"form": form, "title": _("Nytt konto")}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@allow(Permission.KEEP_USERS)
def user(request: Request, user_id: int) -> HttpResponse:
    """One account: roles, places, and what can be done with it."""
    from allauth.mfa.models import Authenticator

    found = get_object_or_404(
        User.objects.select_related("organisation", "employed_by"), pk=user_id
    )
    held = Assignment.objects.filter(holding__user=found).select_related("holding")
    assignments = list(held.order_by("-last_day", "holding__role"))
    names = names_of_places(place_of(each) for each in assignments)
    context = {
        "found": found,
        "assignments": [(each, names[place_of(each)]) for each in assignments],
        "second_factor": Authenticator.objects.filter(user=found).exists(),
        "on": today(),
    }
    return render(request, "system/user.html", context)


@allow(Permission.KEEP_USERS)
def own_number(request: Request, user_id: int) -> HttpResponse:
    """Enter a user's own number once; only keyed hashes of it are kept."""
    found = get_object_or_404(User, pk=user_id)
    form = OwnNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_own_number(by=request.acting, user=found, number=form.cleaned_data["number"])
        messages.success(request, _("Numret är noterat. Ingen kan nu öppna sin egen akt."))
        return redirect("user", user_id)
    context = {
        "form": form,
        "title": _("Eget personnummer"),
        "intro": _("Så att %(name)s inte kan öppna uppgifter om sig själv. Numret sparas inte.")
        % {"name": found.name},
    }
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@allow(Permission.KEEP_USERS)
def give_role(request: Request, user_id: int) -> HttpResponse:
    """Give a role somewhere, two years at most."""
    found = get_object_or_404(User.objects.select_related("organisation"), pk=user_id)
    last_day = today() + timedelta(days=365)
    form = RoleForm(request.POST or None, user=found, roles=GIVEN, last_day=last_day)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            appoint(
                by=request.acting,
                user=found,
                role=Role(given["role"]),
                place=given["at"],
                last_day=given["last_day"],
                is_new=given["is_new"],
            )
        except SamsynError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Rollen är given."))
            return redirect("user", user_id)
    context = {"form": form, "title": _("Ge en roll"), "intro": found.name}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@require_POST
@allow(Permission.KEEP_USERS)
def act_on(request: Request, user_id: int, act: str) -> HttpResponse:
    """Close or open the account, take the second factor away, or invite again."""
    found = get_object_or_404(User, pk=user_id)
    acts: dict[str, Callable[[], None]] = {
        "stang": lambda: close_account(by=request.acting, user=found, closed=True),
        "oppna": lambda: close_account(by=request.acting, user=found, closed=False),
        "tvasteg": lambda: reset_second_factor(by=request.acting, user=found),
        "bjud-in": lambda: invite(found, request),
    }
    if act not in acts:
        raise Http404
    try:
        acts[act]()
    except SamsynError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Klart."))
    return redirect("user", user_id)


@require_POST
@allow(Permission.KEEP_USERS)
def end(request: Request, assignment_id: int) -> HttpResponse:
    """End an assignment that a system administrator gives."""
    rows = Assignment.objects.filter(holding__role__in=GIVEN).select_related("holding")
    assignment = get_object_or_404(rows, pk=assignment_id)
    try:
        end_assignment(by=request.acting, assignment=assignment)
    except SamsynError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Uppdraget är avslutat."))
    return redirect("user", assignment.holding.user_id)


@allow(Permission.KEEP_USERS)
def access_list(request: Request) -> HttpResponse:
    """Who has which access where, as a file."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="atkomst.csv"'
    writer = csv.writer(answer, lineterminator="\n")
    writer.writerow(["name", "email", "role", "place_kind", "place", "first_day", "last_day"])
    rows = Assignment.objects.filter(holding__last_day__gte=today()).select_related("holding__user")
    for each in rows.order_by("holding__user__name", "pk").iterator():
        held = each.holding
        last = min(filter(None, (each.last_day, held.last_day)))
        writer.writerow(
            [_plain(held.user.name), held.user.email, held.role, each.place_kind, each.place,
             each.first_day, last]
        )  # fmt: skip
    return answer


def awaiting(acting: Acting, on: date) -> Iterable[Awaiting]:
    """Roles that end soon, and accounts without a second factor or without a number of their own.

    Whoever got a role before the number was asked for can open their own record until it is there.
    """
    from allauth.mfa.models import Authenticator

    if acting.role is not Role.SYSTEM_ADMINISTRATOR:
        return
    ending = RoleHolding.objects.filter(last_day__range=(on, on + SOON), user__is_active=True)
    yield Awaiting(_("roller som upphör inom 60 dagar"), ending.count(), "/system/")
    secured = Authenticator.objects.values("user_id")
    bare = User.objects.filter(is_active=True, is_system=False).exclude(pk__in=secured)
    yield Awaiting(_("konton utan tvåstegsinloggning"), bare.count(), "/system/")
    meets = RoleHolding.objects.filter(role__in=SEES_PEOPLE, last_day__gte=on).values("user_id")
    unknown = User.objects.filter(pk__in=meets, is_active=True, is_system=False, own_lookups={})
    yield Awaiting(_("konton som möter personer utan eget nummer"), unknown.count(), "/system/")


def _named(text: str) -> Q:
    """Whose name has the text: SQLite knows å, ä and ö only in the case they are written in."""
    return (
        Q(name__icontains=text) | Q(name__icontains=text.lower()) | Q(name__icontains=text.title())
    )


def _plain(text: str) -> str:
    """A name that a spreadsheet takes as text."""
    return f"'{text}" if text[:1] in "=+-@" else text
