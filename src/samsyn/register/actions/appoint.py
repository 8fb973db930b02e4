"""Give someone a role somewhere, and take it back."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting, visible_associations, visible_interventions
from samsyn.register.access.acting import Place
from samsyn.register.actions.keep_user import has_own_number
from samsyn.register.clock import today
from samsyn.register.models import Assignment, RoleHolding, User
from samsyn.register.models.role_holding import LONGEST
from samsyn.register.places import place_of, why_not
from samsyn.register.roles import (
    PERSONAL,
    PLACES,
    SEES_PEOPLE,
    Permission,
    PlaceKind,
    Role,
    permissions,
)


class NotAppointed(SamsynError):
    """A role that cannot be given: who, which, why, and what to do instead."""


APPOINTS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: frozenset({Permission.APPOINT_REGISTRARS}),
    Role.INTERVENTION_MANAGER: frozenset({Permission.APPOINT_MANAGERS}),
    Role.ASSOCIATION_ADMINISTRATOR: frozenset({Permission.APPOINT_MANAGERS, Permission.KEEP_USERS}),
    Role.CASEWORKER: frozenset({Permission.KEEP_USERS}),
    Role.NATIONAL_ANALYST: frozenset({Permission.KEEP_USERS}),
    Role.EVALUATOR: frozenset({Permission.KEEP_USERS}),
    Role.DATA_PROTECTION_OFFICER: frozenset({Permission.KEEP_USERS}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Permission.KEEP_USERS}),
}
"""Who gives each role: what the giver must be allowed to do."""


@transaction.atomic
def appoint(
    *,
    by: Acting,
    user: User,
    role: Role,
    place: Place,
    last_day: date,
    first_day: date | None = None,
    is_new: bool = False,
) -> Assignment:
    """Let ``user`` have ``role`` at ``place`` until ``last_day``, two years at most.

    It takes the place of an assignment in the same role at the same place, so that ending it once
    ends it; a holding that lasts as long is used again. ``is_new`` says that an office is meant
    which the register has not heard of. Raises ``NotAppointed`` where the giver may not, where
    roles exclude each other, for a place that is not there or does not fit, and for a role that
    meets people where the user's own number is not noted.
    """
    first_day = first_day or today()
    _check(by, user, role, place, first_day, last_day)
    if problem := why_not(user, role, place, is_new=is_new):
        raise NotAppointed(problem)
    for before in _overlapping(user, role, place, first_day, last_day):
        _end_before(by, before, first_day)
    try:
        with transaction.atomic():
            holding = _holding(by, user, role, first_day, last_day)
            made = Assignment.objects.create(
                holding=holding,
                place_kind=place.kind,
                place=place.code,
                first_day=first_day,
                last_day=last_day,
            )
    except IntegrityError:
        raise _excluded(user) from None
    _check_own_number(user, role)
    audit.tell([_event("appoint", made)], by=by)
    return made


@transaction.atomic
def end_assignment(*, by: Acting, assignment: Assignment) -> None:
    """The assignment gives nothing from now, and the role ends with its last assignment.

    One that began today is gone: what was given and taken back stands in the log.
    """
    if not _may_give(by, Role(assignment.holding.role), place_of(assignment)):
        raise NotAppointed(_("Uppdraget är inte ditt att avsluta."))
    if assignment.holding.user_id == by.user_id:
        raise NotAppointed("Ingen avslutar sitt eget uppdrag. Be en kollega.")
    _end_before(by, assignment, today())


def _end_before(by: Acting, assignment: Assignment, day: date) -> None:
    holding = assignment.holding
    event = _event("end_assignment", assignment)
    if assignment.first_day >= day:
        assignment.delete()
    else:
        assignment.last_day = day - timedelta(days=1)
        assignment.save(update_fields=["last_day"])
    _close(holding, day)
    audit.tell([event], by=by)


def _close(holding: RoleHolding, day: date) -> None:
    """End a holding that no assignment holds open, or it would go on excluding other roles."""
    goes_on = Q(last_day__isnull=True) | Q(last_day__gte=day)
    if holding.assignments.filter(goes_on).exists():
        return
    if holding.first_day >= day and not holding.assignments.exists():
        holding.delete()
        return
    holding.last_day = max(holding.first_day, day - timedelta(days=1))
    holding.save(update_fields=["last_day"])


def _overlapping(
    user: User, role: Role, place: Place, first_day: date, last_day: date
) -> list[Assignment]:
    goes_on = Q(last_day__isnull=True) | Q(last_day__gte=first_day)
    found = Assignment.objects.filter(
        goes_on,
        holding__user=user,
        holding__role=role,
        holding__last_day__gte=first_day,
        place_kind=place.kind,
        place=place.code,
        first_day__lte=last_day,
    )
    return list(found.select_related("holding"))


def _check(
    by: Acting, user: User, role: Role, place: Place, first_day: date, last_day: date
) -> None:
    if place.kind not in PLACES[role] or not _may_give(by, role, place):
        raise NotAppointed(_("Rollen eller platsen är inte din att ge. Välj en av dina egna."))
    if user.pk == by.user_id:
        raise NotAppointed(_("Ingen ger sig själv en roll. Be en kollega."))
    if not user.is_active:
        raise NotAppointed(
            _("Kontot för %(name)s är stängt. Öppna det först.") % {"name": user.name}
        )
    if role is Role.REGISTRAR and user.employed_by_id:
        raise _excluded(user)
    if role in PERSONAL and not user.organisation_id:
        raise NotAppointed(
            _(
                "%(name)s saknar arbetsgivare i registret. Rollen ger tillgång till personer, och "
                "de hör alltid till en myndighet, region eller kommun. Ange arbetsgivaren först."
            )
            % {"name": user.name}
        )
    if not first_day <= last_day <= first_day + LONGEST:
        raise NotAppointed(_("En roll gäller högst två år. Välj en tidigare sista dag."))


def _check_own_number(user: User, role: Role) -> None:
    """Last, so that nobody's number is asked for in vain."""
    if role in SEES_PEOPLE and not user.is_system and not has_own_number(user):
        raise NotAppointed(
            _(
                "Eget personnummer är inte noterat för %(name)s. Rollen ger tillgång till "
                "personer, och ingen får öppna sina egna uppgifter. Fyll i numret där rollen ges, "
                "eller be systemadministratören notera det på kontots sida."
            )
            % {"name": user.name}
        )


def _may_give(by: Acting, role: Role, place: Place) -> bool:
    if not permissions(by.role) & APPOINTS[role]:
        return False
    if by.role is Role.SYSTEM_ADMINISTRATOR:
        return True
    if place.kind is PlaceKind.INTERVENTION:
        return visible_interventions(by).filter(pk=place.code).exists()
    return place.kind is PlaceKind.ASSOCIATION and (
        visible_associations(by).filter(pk=place.code).exists()
    )


def _holding(by: Acting, user: User, role: Role, first_day: date, last_day: date) -> RoleHolding:
    User.objects.select_for_update().get(pk=user.pk)
    held = RoleHolding.objects.filter(
        user=user, role=role, first_day__lte=first_day, last_day__gte=last_day
    ).first()
    return held or RoleHolding.objects.create(
        user=user,
        role=role,
        first_day=first_day,
        last_day=last_day,
        appointed_by_id=by.user_id or None,
    )


def _excluded(user: User) -> NotAppointed:
    return NotAppointed(
        _(
            "%(name)s kan inte få rollen. En deltagaransvarig får varken administrera ett förbund, "
            "ge andra behörighet eller vara anställd av ett förbund. Välj någon annan, eller "
            "avsluta den andra rollen först."
        )
        % {"name": user.name}
    )


def _event(action: str, assignment: Assignment) -> audit.Event:
    """What is logged of an assignment: as it was made, or as it was before it ended."""
    holding = assignment.holding
    return audit.Event(
        action,
        table="assignment",
        key=f"{assignment.place_kind} {assignment.place}".strip(),
        payload={
            "user": holding.user_id,
            "role": holding.role,
            "first_day": assignment.first_day,
            "last_day": assignment.last_day,
        },
    )
