"""The demo's own tag: whom one may sign in as with one click."""

from django import template

from samsyn.register.code_labels import role_name
from samsyn.register.models import User
from samsyn.web.demo import is_demo

register = template.Library()


@register.simple_tag
def demo_users() -> list[dict[str, str]]:
    """One row an invented user: their address, name, role and where they work."""
    if not is_demo():
        return []
    users = User.objects.filter(is_system=False).prefetch_related("holdings").order_by("pk")
    return [
        {
            "email": user.email,
            "name": user.name,
            "role": ", ".join(_first_upper(role_name(each.role)) for each in user.holdings.all()),
            "where": _employer(user),
        }
        for user in users.select_related("organisation", "employed_by")
    ]


def _first_upper(word: str) -> str:
    return word[:1].upper() + word[1:]


def _employer(user: User) -> str:
    employer = user.organisation or user.employed_by
    return employer.name if employer else "Samsyn"
