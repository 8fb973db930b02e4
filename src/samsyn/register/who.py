"""Who the log says acted: what it writes (`user:7`, `system:8:3`), names, and a search by either.

A system that calls with a token is written with the token's id last, so that tokens are told apart.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samsyn.register.models import ApiToken, User


def names_of(written: Iterable[str], *, with_token: bool = True) -> dict[str, str]:
    """What each that the log has written is called: two queries at most.

    A user's or system's name, with the beginning of the token where wanted; whoever is neither
    is left out.
    """
    parts = {by: found for by in set(written) if (found := _parts(by))}
    users = dict(
        User.objects.filter(pk__in={each[0] for each in parts.values()}).values_list("pk", "name")
    )
    tokens = {each[1] for each in parts.values() if each[1] and with_token}
    shown = dict(ApiToken.objects.filter(pk__in=tokens).values_list("pk", "shown"))
    return {
        by: _named(users[user], shown.get(token, ""))
        for by, (user, token) in parts.items()
        if user in users
    }


def written_as(text: str) -> frozenset[str]:
    """All that the log may have written of whom ``text`` is about; none where it is nobody.

    ``text`` is what the log writes, or a part of a name, an e-mail address or a token's shown
    beginning. Who is a system is also each of its tokens.
    """
    if text.startswith("os:"):
        return frozenset({text})
    wanted = text.strip().casefold()
    found = set()
    if not wanted:
        return frozenset()
    for pk, name, email, is_system in User.objects.values_list("pk", "name", "email", "is_system"):
        written = f"{'system' if is_system else 'user'}:{pk}"
        if wanted == written or wanted in name.casefold() or wanted in email.casefold():
            found.add(written)
    for pk, user, shown in ApiToken.objects.values_list("pk", "user_id", "shown"):
        written = f"system:{user}:{pk}"
        if f"system:{user}" in found or wanted == written or _begins(wanted, shown.casefold()):
            found.add(written)
    return frozenset(found)


def _parts(by: str) -> tuple[int, int] | None:
    """The ids of the user and of the token (0 for none)."""
    kind, *ids = by.split(":")
    if kind not in ("user", "system") or not ids or not all(each.isdigit() for each in ids):
        return None
    return int(ids[0]), int(ids[1]) if len(ids) > 1 else 0


def _named(name: str, token: str) -> str:
    return _("%(name)s, nyckel %(token)s…") % {"name": name, "token": token} if token else name


def _begins(wanted: str, shown: str) -> bool:
    """Whether a whole token, or its beginning as it is shown, is what is looked for."""
    return len(wanted) >= len(shown) and wanted.rstrip("…").startswith(shown)
