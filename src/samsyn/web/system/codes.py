"""Code lists with their days. They come with the software, so that every part reads the same."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from samsyn.register.clock import today
from samsyn.register.code_labels import code_list
from samsyn.register.roles import Permission
from samsyn.vocabulary.codelist import code_list_names
from samsyn.web.gate import Request, allow


@allow(Permission.KEEP_CODES)
def code_lists(request: Request) -> HttpResponse:
    """All code lists."""
    rows = [code_list(name) for name in code_list_names()]
    return render(request, "system/code_lists.html", {"rows": rows})


@allow(Permission.KEEP_CODES)
def codes(request: Request, name: str) -> HttpResponse:
    """One list: every code, its labels, and the days it holds."""
    if name not in code_list_names():
        raise Http404
    return render(request, "system/codes.html", {"list": code_list(name), "on": today()})
