"""Who acts, in which role and where: worked out once a request, from role and assignment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from samsyn.register.models import Assignment, User
from samsyn.register.roles import PERSONAL, PLACES, Permission, PlaceKind, Role, permissions


@dataclass(frozen=True)
class Place:
    """Where a role holds: ``code`` is empty for the nation."""

    kind: PlaceKind
    code: str = ""


@dataclass(frozen=True)
class Acting:
    """Someone acting in one role, with everywhere it holds today.

    ``by`` is what the log calls them, ``role`` what they act as; ``organisation`` is whose people
    they may meet, or whose log they review ("" for none), and ``party`` which of the parties that
    is; ``own_lookups`` pairs each controller with the keyed hash of the actor's own number there.
    """

    by: str
    role: Role
    user_id: int
    places: frozenset[Place]
    organisation: str = ""
    party: str = ""
    own_lookups: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)

    @property
    def key(self) -> str:
        """What tells it from the user's other ways to act."""
        return f"{self.role}:{self.organisation}"

    def codes(self, kind: PlaceKind) -> frozenset[str]:
        """The codes of the places of one kind where the role holds."""
        return frozenset(place.code for place in self.places if place.kind is kind)


@dataclass(frozen=True)
class Actor:
    """A signed-in user with each role that gives something today.

    Whoever reviews several controllers acts for one at a time, so that each log tells its own.
    """

    user_id: int
    name: str
    roles: tuple[Acting, ...] = ()

    def acting(self, *needs: Permission, chosen: str = "") -> Acting | None:
        """The role that may do any of ``needs``: the one with the key ``chosen``, else the first.

        None where no role may.
        """
        wanted = frozenset(needs)
        able = [each for each in self.roles if permissions(each.role) & wanted]
        return next((each for each in able if each.key == chosen), able[0] if able else None)

    def may(self, need: Permission) -> bool:
        """Whether any role may do this."""
        return self.acting(need) is not None


def actor_of(user: User, *, on: date) -> Actor:
    """``user`` with the roles and assignments that hold on the day ``on``: one query."""
    if not user.is_active:
        return Actor(user.pk, user.name)
    day = Q(first_day__lte=on) & (Q(last_day__isnull=True) | Q(last_day__gte=on))
    found = Assignment.objects.filter(
        day, holding__user=user, holding__first_day__lte=on, holding__last_day__gte=on
    ).values_list("holding__role", "place_kind", "place", "holding__user__organisation__party")
    return Actor(user.pk, user.name, tuple(_roles(user, list(found))))


def _roles(user: User, found: Sequence[tuple[str, str, str, str | None]]) -> Iterable[Acting]:
    held = [(Role(role), Place(PlaceKind(kind), code)) for role, kind, code, _ in found]
    party = next((each[3] or "" for each in found), "")
    kind_of_user = "system" if user.is_system else "user"
    for role in Role:
        places = frozenset(p for held_role, p in held if held_role is role and _fits(role, p))
        if not places or (role in PERSONAL and user.organisation_id is None):
            continue
        for organisation, there in _organisations(user, role, places):
            yield Acting(
                by=f"{kind_of_user}:{user.pk}",
                role=role,
                user_id=user.pk,
                places=there,
                organisation=organisation,
                party=party,
                own_lookups=frozenset(user.own_lookups.items()),
            )


def _organisations(
    user: User, role: Role, places: frozenset[Place]
) -> Iterable[tuple[str, frozenset[Place]]]:
    """Whose people or log the role is about, and where: the employer's, or each controller's."""
    if role is not Role.DATA_PROTECTION_OFFICER:
        yield user.organisation_id or "", places
        return
    for place in sorted(places, key=lambda each: each.code):
        yield place.code, frozenset({place})


def _fits(role: Role, place: Place) -> bool:
    return place.kind in PLACES[role]
