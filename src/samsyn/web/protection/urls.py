"""Addresses of the data protection officer's pages."""

from django.urls import path

from samsyn.web.protection import disposing, incident, keeping, log, persons

urlpatterns = [
    path("", log.overview, name="protection"),
    path("logg/", log.log, name="log"),
    path("granskning/", log.reviews, name="reviews"),
    path("granskning/<int:review_id>/", log.review, name="review"),
    path("gallring/", disposing.retention, name="retention"),
    path("gallring/gallra/", disposing.dispose, name="dispose"),
    path("villkor/", keeping.terms, name="terms"),
    path("behandlingar/", keeping.processing, name="processing"),
    path("person/", persons.look_up, name="look_up_person"),
    path("radera/", persons.erase, name="erase_person"),
    path("handelse/", incident.incident, name="incident"),
    path("handelse/lista.csv", incident.as_csv, name="incident_csv"),
    path("handelse/avsluta-allt/", incident.end_everything, name="end_everything"),
]
