"""What is held on a person who asks, and erasing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.register.access import Acting
from samsyn.register.actions.erase_person import erase_person
from samsyn.register.actions.note_reading import note_reading
from samsyn.register.code_labels import table_title
from samsyn.register.identity import lookups
from samsyn.register.identity_number import IdentityNumber
from samsyn.register.keys import load_keys
from samsyn.register.models import Erasure, Person
from samsyn.register.roles import Permission
from samsyn.vocabulary.tables import TABLES
from samsyn.web.attempt import attempt
from samsyn.web.extract_page import extract_page
from samsyn.web.gate import Request, allow
from samsyn.web.protection.forms import EraseForm, LookUpForm
from samsyn.web.protection.log import controllers

PLACES_SOUGHT = {
    "audit_entry.payload": gettext_lazy("Vad loggen berättade"),
    "correction_request": gettext_lazy("Begäran om rättelse"),
    "draft": gettext_lazy("Utkast"),
    "rule_hit": gettext_lazy("Träffar på regler"),
    "responsibility": gettext_lazy("Vem som följer personen"),
    "idempotency_key": gettext_lazy("Svar till ärendesystem"),
    "files": gettext_lazy("Filer"),
    "studies": gettext_lazy("Studier"),
}
"""What a proof names that is no table of the exchange package."""


@allow(Permission.REVIEW_LOG)
def look_up(request: Request) -> HttpResponse:
    """The extract of whoever asks for it: found by number, with the reason, logged."""
    form = LookUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = _person(request.acting, given["number"])
        note_reading(
            by=request.acting,
            persons=[person.person_id] if person else [],
            action="extract",
            reason=given["reason"],
        )
        if person:
            return extract_page(request, person)
        messages.info(request, _("Ingenting finns om personen."))
        return redirect("look_up_person")
    context = {
        "form": form,
        "title": _("Vad finns om en person?"),
        "intro": _("För personens egen begäran. Sökningen loggas med skälet."),
        "button": _("Visa utdraget"),
    }
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@allow(Permission.ERASE)
def erase(request: Request) -> HttpResponse:
    """Erase all that is held of a person, with proof."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = _person(request.acting, given["number"])
        if person is None:
            messages.info(request, _("Ingenting finns om personen."))
            return redirect("erase_person")
        made: list[Erasure] = []
        why = given["reason"]
        if attempt(
            form, lambda: made.append(erase_person(by=request.acting, person=person, why=why))
        ):
            words = {name: table_title(table) for name, table in TABLES.items()} | PLACES_SOUGHT
            context = {"erasure": made[0], "words": words}
            return render(request, "protection/erased.html", context)
    context = {
        "form": form,
        "title": _("Radera en person"),
        "intro": _("Allt som finns om personen raderas: i registret, i loggens innehåll, i utkast "
                   "och i filer som systemet har sparat. En studie behåller sina rader under "
                   "pseudonym. Det går inte att ångra."),
        "button": _("Radera"),
    }  # fmt: skip
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


def _person(acting: Acting, number: IdentityNumber) -> Person | None:
    keys = load_keys()
    for controller in sorted(controllers(acting)):
        key = keys.of_controller(controller)
        if key is None:
            continue
        lookup = lookups([number.digits], key=key)[0]
        if (controller, lookup) in acting.own_lookups:
            continue
        found = Person.objects.filter(controller_id=controller, identity_lookup=lookup).first()
        if found:
            return found
    return None
