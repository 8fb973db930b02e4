"""Every address, area by area. Each page says itself what it needs (``samsyn.web.gate``)."""

from django.urls import include, path

from samsyn.web import errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken

urlpatterns = [
    path("", include("samsyn.web.start.urls")),
    path("konto/", include("allauth.urls")),
    path("deltagare/", include("samsyn.web.registrar.urls")),
    path("arenden/", include("samsyn.web.cases.urls")),
    path("omstallningsmoten/", include("samsyn.web.meetings.urls")),
    path("studier/", include("samsyn.web.studies.urls")),
]
