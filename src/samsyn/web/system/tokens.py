"""Keys to the API."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samsyn.errors import SamsynError
from samsyn.register.actions.make_token import end_token, make_token
from samsyn.register.clock import today
from samsyn.register.models import ApiToken, User
from samsyn.register.roles import Permission
from samsyn.web.gate import Request, allow
from samsyn.web.system.forms import TokenForm


@allow(Permission.KEEP_USERS)
def tokens(request: Request) -> HttpResponse:
    """All keys, and making one: it is shown once."""
    systems = User.objects.filter(is_system=True, is_active=True).order_by("name")
    form = TokenForm(request.POST or None, systems=systems, last_day=today() + timedelta(days=180))
    token = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = systems.get(pk=given["user"])
            token = make_token(by=request.acting, user=user, last_day=given["last_day"])
        except SamsynError as error:
            form.add_error(None, str(error))
    rows = ApiToken.objects.select_related("user").order_by("-created_at")[:200]
    context = {"form": form, "rows": rows, "token": token, "on": today()}
    status = 422 if form.errors else 200
    return render(request, "system/tokens.html", context, status=status)


@require_POST
@allow(Permission.KEEP_USERS)
def end(request: Request, token_id: int) -> HttpResponse:
    """A key stops working now."""
    end_token(by=request.acting, token=get_object_or_404(ApiToken, pk=token_id))
    messages.success(request, _("Nyckeln fungerar inte längre."))
    return redirect("tokens")
