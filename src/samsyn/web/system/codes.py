"""Code lists with their days. They come with the software, so that every part reads the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render

from samsyn.register.clock import today
from samsyn.register.code_labels import CodeLabels, code_list
from samsyn.register.roles import Permission
from samsyn.vocabulary.codelist import Code, code_list_names
from samsyn.web.gate import Request, allow

SOON = timedelta(days=365)


@dataclass(frozen=True)
class Change:
    """A code that begins or ends soon: in which list, and the first or the last day."""

    list: CodeLabels
    code: Code
    day: date
    begins: bool


@allow(Permission.KEEP_CODES)
def code_lists(request: Request) -> HttpResponse:
    """All code lists, and which codes begin or end within a year."""
    rows = [code_list(name) for name in code_list_names()]
    changes = sorted(
        (change for each in rows for change in changes_of(each, today())),
        key=lambda change: change.day,
    )
    return render(request, "system/code_lists.html", {"rows": rows, "changes": changes})


@allow(Permission.KEEP_CODES)
def codes(request: Request, name: str) -> HttpResponse:
    """One list: every code, its labels, and the days it holds."""
    if name not in code_list_names():
        raise Http404
    shown = code_list(name)
    context = {"list": shown, "changes": list(changes_of(shown, today()))}
    return render(request, "system/codes.html", context)


def changes_of(labels: CodeLabels, on: date) -> Iterator[Change]:
    """The codes of a list that begin or end within a year of the day ``on``."""
    for code in labels.entries:
        for day, begins in ((code.valid_from, True), (code.valid_to, False)):
            if day and on <= day <= on + SOON:
                yield Change(labels, code, day, begins)
