"""The gate before every page: a person signed in, with a second factor, awake, in a role that may.

A page says what it needs with ``allow``; one that says nothing is not found. A page that the
user may not see is answered exactly as one that does not exist.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from samsyn.register.access import Acting, Actor, actor_of
from samsyn.register.clock import today
from samsyn.register.models import User
from samsyn.register.roles import Permission
from samsyn.web.errors import another_role, bad_request
from samsyn.web.second_factor import SecondFactor, second_factor_of

View = Callable[..., HttpResponseBase]

OPEN = "samsyn_open"
NEEDS = "samsyn_needs"
ACTING_AS = "acting_as"
"""Where the session keeps which of several roles its user has chosen."""
ALLAUTH_PAGES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)
ALLAUTH_FOLDERS = ("mfa_",)
SEEN_EVERY_SECONDS = 60


class Request(HttpRequest):
    """A request that has passed the gate."""

    actor: Actor
    acting: Acting
    user: User


def allow(*needs: Permission) -> Callable[[View], View]:
    """The page is for whoever may do one of ``needs`` somewhere; for anyone with a role if none."""

    def mark(view: View) -> View:
        setattr(view, NEEDS, frozenset(needs))
        return view

    return mark


def open_to_all(view: View) -> View:
    """The page needs no sign-in."""
    setattr(view, OPEN, True)
    return view


class Gate:
    """Middleware: works out who acts, and lets through only what ``allow`` allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = Actor(0, "")  # type: ignore[attr-defined]
        if not isinstance(request.user, AnonymousUser):
            factor = second_factor_of(request)
            request.has_second_factor = factor is SecondFactor.GIVEN  # type: ignore[attr-defined]
            if factor is SecondFactor.NOT_GIVEN or request.user.is_system:
                logout(request)
            elif _asleep(request):
                logout(request)
                request.session["ended_idle"] = True
            else:
                request.actor = actor_of(request.user, on=today())  # type: ignore[attr-defined]
        response = self._get_response(request)
        if not isinstance(request.user, AnonymousUser) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"  # what was on screen is not left in a browser
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of ``view`` where it may not be seen, or cannot be read."""
        if _has_null(request):
            return bad_request(request, ValueError("null character"))
        if getattr(view, OPEN, False) or _is_sign_in(request):
            return None
        if isinstance(request.user, AnonymousUser):
            return _to_sign_in(request)
        needs: frozenset[Permission] | None = getattr(view, NEEDS, None)
        if needs is None:
            raise Http404
        actor: Actor = request.actor  # type: ignore[attr-defined]
        chosen = request.session.get(ACTING_AS, "")
        acting = actor.acting(*(needs or (Permission.READ_REPORTS,)), chosen=chosen)
        if not request.has_second_factor:  # type: ignore[attr-defined]
            return redirect("mfa_index")
        if acting is None:
            raise Http404
        if request.POST.get(ACTING_AS, acting.key) != acting.key:
            return another_role(request)
        request.acting = acting  # type: ignore[attr-defined]
        return None


def _has_null(request: HttpRequest) -> bool:
    """Whether there is a null character, which nobody types and PostgreSQL cannot hold."""
    sent = (values for given in (request.GET, request.POST) for _name, values in given.lists())
    return any("\0" in str(text) for text in (request.path_info, *chain.from_iterable(sent)))


def _is_sign_in(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    if match and match.namespaces == ["api"]:
        return True  # a token signs in, at each call
    return name in ALLAUTH_PAGES or name.startswith(ALLAUTH_FOLDERS)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else request.path
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def _asleep(request: HttpRequest) -> bool:
    now = int(timezone.now().timestamp())
    seen = request.session.get("seen_at", now)
    if now - seen > settings.IDLE_SECONDS:
        return True
    if now - seen >= SEEN_EVERY_SECONDS or "seen_at" not in request.session:
        request.session["seen_at"] = now
    return False
