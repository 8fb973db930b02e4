"""Give someone a role somewhere, and take it back."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from samsyn.errors import SamsynError
from samsyn.register import audit
from samsyn.register.access import Acting, visible_associations, visible_interventions
from samsyn.register.access.acting import Place
from samsyn.register.clock import today
from samsyn.register.models import Assignment, RoleHolding, User
from samsyn.register.models.role_holding import LONGEST
from samsyn.register.roles import PERSONAL, PLACES, Permission, PlaceKind, Role, permissions


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
) -> Assignment:
    """Let ``user`` have ``role`` at ``place`` until ``last_day``, two years at most.

    A holding that lasts as long is used again. Raises ``NotAppointed`` where the giver may not,
    where roles exclude each other, or for the wrong kind of place.
    """
    first_day = first_day or today()
    _check(by, user, role, place, first_day, last_day)
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
        raise NotAppointed(
            f"{user.name} kan inte få rollen. En deltagaransvarig får varken administrera ett "
            "förbund, ge andra behörighet eller vara anställd av ett förbund. Välj någon annan, "
            "eller avsluta den andra rollen först."
        ) from None
    _log(by, "appoint", made)
    return made


@transaction.atomic
def end_assignment(*, by: Acting, assignment: Assignment) -> None:
    """The assignment gives nothing from tomorrow; one that begins later or today, from now."""
    if not _may_give(by, Role(assignment.holding.role), _place(assignment)):
        raise NotAppointed("Uppdraget är inte ditt att avsluta.")
    yesterday = today() - timedelta(days=1)
    assignment.last_day = max(yesterday, assignment.first_day)
    if assignment.first_day > yesterday:
        _log(by, "end_assignment", assignment)
        assignment.delete()
        return
    assignment.save(update_fields=["last_day"])
    _log(by, "end_assignment", assignment)


def _check(
    by: Acting, user: User, role: Role, place: Place, first_day: date, last_day: date
) -> None:
    if place.kind not in PLACES[role] or not _may_give(by, role, place):
        raise NotAppointed("Rollen eller platsen är inte din att ge. Välj en av dina egna.")
    if user.pk == by.user_id:
        raise NotAppointed("Ingen ger sig själv en roll. Be en kollega.")
    if not user.is_active:
        raise NotAppointed(f"Kontot för {user.name} är stängt. Öppna det först.")
    if role in PERSONAL and not user.organisation_id:
        raise NotAppointed(
            f"{user.name} saknar arbetsgivare i registret. Rollen ger tillgång till personer, och "
            "de hör alltid till en myndighet, region eller kommun. Ange arbetsgivaren först."
        )
    if not first_day <= last_day <= first_day + LONGEST:
        raise NotAppointed("En roll gäller högst två år. Välj en tidigare sista dag.")


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
        user=user, role=role, first_day=first_day, last_day=last_day, appointed_by_id=by.user_id
    )


def _place(assignment: Assignment) -> Place:
    return Place(PlaceKind(assignment.place_kind), assignment.place)


def _log(by: Acting, action: str, assignment: Assignment) -> None:
    holding = assignment.holding
    event = audit.Event(
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
    audit.tell([event], by=by)
