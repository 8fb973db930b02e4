"""Whom an administrator asks about the hits that are on people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from samsyn.exchange.rule_texts import title
from samsyn.register.access import Acting
from samsyn.register.access.hits import HitsOnPeople, hits_on_people
from samsyn.register.clock import today
from samsyn.register.models import Assignment, Intervention, Organisation
from samsyn.register.roles import PlaceKind, Role
from samsyn.vocabulary.alphabet import swedish_order


@dataclass(frozen=True)
class ToAsk:
    """Open hits of a rule on people in an intervention: how many, and who answers them.

    ``answered_by`` has each authority whose people they are about, and its registrars there.
    """

    rule: str
    title: str
    intervention: str
    count: int
    answered_by: tuple[tuple[str, tuple[str, ...]], ...]


def to_ask(acting: Acting) -> list[ToAsk]:
    """The open hits on people in an administrator's associations, by intervention and rule."""
    found = hits_on_people(acting)
    codes = {each.intervention_code for each in found}
    if not codes:
        return []
    names = dict(Intervention.objects.filter(pk__in=codes).values_list("pk", "name"))
    answering = _Answering(codes, {each.controller for each in found})
    laid: dict[tuple[str, str], list[HitsOnPeople]] = defaultdict(list)
    for each in found:
        laid[each.intervention_code, each.rule].append(each)
    rows = [
        ToAsk(
            rule,
            title(rule, get_language() or "sv"),
            names.get(code, code),
            sum(each.count for each in hits),
            answering.of(code, (each.controller for each in hits)),
        )
        for (code, rule), hits in laid.items()
    ]
    return sorted(rows, key=lambda each: (swedish_order(each.intervention), each.rule))


class _Answering:
    """Who registers today in each intervention, at each authority."""

    def __init__(self, codes: Collection[str], controllers: Collection[str]) -> None:
        found = Organisation.objects.filter(pk__in=controllers)
        self._called = dict(found.values_list("pk", "name"))
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place, organisation, name in _registrars(codes):
            self._names[place, organisation or ""].append(name)

    def of(self, code: str, controllers: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The authorities by name, each with its registrars in the intervention of ``code``."""
        rows = [
            (self._called.get(each, each), sorted(self._names[code, each], key=swedish_order))
            for each in controllers
        ]
        return tuple((called, tuple(names)) for called, names in sorted(rows))


def _registrars(codes: Collection[str]) -> Iterable[tuple[str, str | None, str]]:
    """The intervention, the authority and the name of each who registers today."""
    on = today()
    rows = Assignment.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on),
        place_kind=PlaceKind.INTERVENTION,
        place__in=codes,
        first_day__lte=on,
        holding__role=Role.REGISTRAR,
        holding__first_day__lte=on,
        holding__last_day__gte=on,
        holding__user__is_active=True,
        holding__user__is_system=False,
    )
    return rows.values_list("place", "holding__user__organisation_id", "holding__user__name")
