"""Addresses that belong to no area."""

from django.urls import path

from samsyn.web.language import choose_language
from samsyn.web.start import job_pages, views

urlpatterns = [
    path("", views.start, name="start"),
    path("vaken/", views.stay_awake, name="stay_awake"),
    path("roll/", views.choose_role, name="choose_role"),
    path("mitt-konto/", views.account, name="account"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("sprak/", choose_language, name="choose_language"),
    path("arbete/<str:job_id>/", job_pages.job, name="job"),
    path("prova/", views.try_a_role, name="try_a_role"),
]
