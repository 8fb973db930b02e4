"""Appointing someone from a page: a user who is there, or a new one who is invited."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.access import Place
from samsyn.register.actions.appoint import appoint
from samsyn.register.actions.keep_user import has_own_number, make_user, set_own_number
from samsyn.register.clock import today
from samsyn.register.models import Assignment, Association, Organisation, User
from samsyn.register.roles import Role
from samsyn.web.gate import Request
from samsyn.web.invitation import invite
from samsyn.web.own_employer import ITSELF


def appointed(
    request: Request, form: forms.Form, role: Role, place: Place, *, allowed: QuerySet[User]
) -> bool:
    """Appoint whom the form names, and invite who is new; what hinders it is put on the form."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            user, is_new = _user(request, given, place, allowed)
            if given.get("number") and not has_own_number(user):
                set_own_number(by=request.acting, user=user, number=given["number"])
            appoint(
                by=request.acting, user=user, role=role, place=place, last_day=given["last_day"]
            )
    except SamsynError as error:
        form.add_error(None, str(error))
        return False
    if is_new:
        invite(user, request)
    messages.success(request, _("%(name)s har uppdraget.") % {"name": user.name})
    return True


def members_of(association: Association) -> QuerySet[Organisation]:
    """The association's members, by name: those that employ whom is appointed."""
    members = association.memberships.values("organisation_id")
    return Organisation.objects.filter(pk__in=members).order_by("name")


def appointable(request: Request, *employers: Q) -> QuerySet[User]:
    """People of any of the employers, by name; not oneself, no system and no closed account."""
    people = User.objects.filter(reduce(or_, employers), is_active=True, is_system=False)
    return people.exclude(pk=request.acting.user_id).order_by("name")


def current(role: Role, place: Place) -> QuerySet[Assignment]:
    """The assignments that hold now or later in a role at a place."""
    open_ones = Q(last_day__isnull=True) | Q(last_day__gte=today())
    rows = Assignment.objects.filter(
        open_ones, holding__role=role, place_kind=place.kind, place=place.code
    )
    return rows.select_related("holding__user__organisation").order_by("holding__user__name")


def _user(
    request: Request, given: dict[str, Any], place: Place, allowed: QuerySet[User]
) -> tuple[User, bool]:
    """Who is named, and whether they are new: an address with an account is who has it."""
    if given["user"]:
        return allowed.get(pk=given["user"]), False
    there = allowed.filter(email=given["email"].lower()).first()
    if there is not None:
        return there, False
    employer = given["organisation"]
    made = make_user(
        by=request.acting,
        email=given["email"],
        name=given["name"],
        organisation="" if employer == ITSELF else employer,
        employed_by=place.code if employer == ITSELF else "",
    )
    return made, True
