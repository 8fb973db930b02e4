"""Addresses of the pages of studies."""

from django.urls import path

from samsyn.web.studies import monitoring, person, views

urlpatterns = [
    path("", views.studies, name="studies"),
    path("<slug:study>/", views.study, name="study"),
    path("<slug:study>/lage/", monitoring.study_monitor, name="study_monitor"),
    path("<slug:study>/foresla/<str:case_id>/", person.suggest, name="suggest_for_study"),
    path("<slug:study>/person/<str:person_id>/", person.study_person, name="study_person"),
    path("<slug:study>/person/<str:person_id>/lotta/", person.draw, name="draw_for_study"),
    path("<slug:study>/person/<str:person_id>/stod/", person.given, name="study_given"),
    path("<slug:study>/person/<str:person_id>/avsteg/", person.breach, name="study_breach"),
    path("<slug:study>/person/<str:person_id>/slut/", person.end, name="study_end"),
]
