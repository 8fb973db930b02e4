"""Hand participations over to a colleague, in one act."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.register import audit
from samsyn.register.access import Acting, actor_of, visible_participations
from samsyn.register.clock import today
from samsyn.register.models import Participation, Responsibility, User
from samsyn.register.policies import NotNow
from samsyn.register.roles import Permission


@transaction.atomic
def hand_over(*, by: Acting, participation_ids: Iterable[str], to: User) -> int:
    """Make ``to`` answer for the participations; returns how many changed hands.

    Only such as both may see are handed over. Raises ``NotNow`` where the colleague may not see
    one of them.
    """
    receiver = actor_of(to, on=today()).acting(Permission.REGISTER_PEOPLE)
    wanted = visible_participations(by).filter(participation_id__in=list(participation_ids))
    moved = list(wanted.select_for_update(of=("self",)))
    seen = set() if receiver is None else set(
        visible_participations(receiver)
        .filter(pk__in=[each.pk for each in moved])
        .values_list("pk", flat=True)
    )  # fmt: skip
    if any(each.pk not in seen for each in moved):
        raise NotNow(
            _(
                "%(name)s är inte deltagaransvarig i alla insatser som listan rör. Be den "
                "insatsansvariga om ett uppdrag först, eller välj en annan kollega."
            )
            % {"name": to.name}
        )
    for each in moved:
        Responsibility.objects.update_or_create(participation=each, defaults={"user": to})
    audit.tell([_event(each, to) for each in moved], by=by)
    return len(moved)


def _event(participation: Participation, to: User) -> audit.Event:
    return audit.Event(
        "hand_over",
        table="participation",
        key=participation.participation_id,
        subject=participation.person_id,
        payload={"to": f"user:{to.pk}"},
    )
