"""The year-end checklist, and signing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.actions.sign_year import sign_year
from samsyn.register.models import Association, YearSigned
from samsyn.register.roles import Permission
from samsyn.register.year_end import checklist, fingerprint
from samsyn.web.associations.reach import association_of
from samsyn.web.gate import Request, allow
from samsyn.web.interventions.money import check_year


@allow(Permission.KEEP_ASSOCIATION)
def year_end(request: Request, association_code: str, year: int) -> HttpResponse:
    """What is entered and what is left of a year; signed when nothing is left."""
    found = association_of(request.acting, association_code)
    check_year(year)
    if request.method == "POST":
        try:
            sign_year(by=request.acting, association=found, year=year)
        except SamsynError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Årets uppgifter är kompletta: intygat."))
        return redirect("year_end", association_code, year)
    points = checklist(found, year)
    signed = YearSigned.objects.filter(association=found, year=year).first()
    context = {
        "association": found,
        "year": year,
        "points": points,
        "complete": all(point.done for point in points),
        "signed": signed,
        "changed": signed is not None and signed.fingerprint != fingerprint(found, year),
    }
    return render(request, "associations/year_end.html", context)


def is_signed(association: Association, year: int) -> bool:
    """Whether the year is signed, and says what was signed."""
    signed = YearSigned.objects.filter(association=association, year=year).first()
    return signed is not None and signed.fingerprint == fingerprint(association, year)
