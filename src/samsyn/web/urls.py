"""Every address, area by area. Each page says itself what it needs (``samsyn.web.gate``)."""

from django.urls import include, path

from samsyn.web import errors
from samsyn.web.api.routes import api
from samsyn.web.associations.results import results

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken

urlpatterns = [
    path("", include("samsyn.web.start.urls")),
    path("konto/", include("allauth.urls")),
    path("deltagare/", include("samsyn.web.registrar.urls")),
    path("insatser/", include("samsyn.web.interventions.urls")),
    path("resultat/", results, name="results"),
    path("dataskydd/", include("samsyn.web.protection.urls")),
    path("system/", include("samsyn.web.system.urls")),
    path("api/v1/", api.urls),
    path("import-export/", include("samsyn.web.transfer.urls")),
    path("arenden/", include("samsyn.web.cases.urls")),
    path("omstallningsmoten/", include("samsyn.web.meetings.urls")),
    path("studier/", include("samsyn.web.studies.urls")),
    path("kvalitet/", include("samsyn.web.quality.urls")),
    path("rapporter/", include("samsyn.web.report_pages.urls")),
    path("forbund/", include("samsyn.web.associations.urls")),
]
