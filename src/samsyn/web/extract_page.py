"""The extract a person gets of all that is held on them, as a page to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from samsyn.register.clock import today
from samsyn.register.held import extract_of
from samsyn.register.models import Person
from samsyn.register.names import shown


def extract_page(request: HttpRequest, person: Person) -> HttpResponse:
    """In Swedish whatever the page's language: it is the person's own paper."""
    on = today()
    context = {"person": shown([person])[person.person_id], "held": extract_of(person, on=on)}
    with translation.override("sv"):
        return render(request, "registrar/extract.html", {**context, "on": on})
