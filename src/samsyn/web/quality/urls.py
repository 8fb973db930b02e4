"""Addresses of quality."""

from django.urls import path

from samsyn.web.quality import problems, views

urlpatterns = [
    path("", views.quality, name="quality"),
    path("traff/<int:hit_id>/", views.hit, name="hit"),
    path("bestridda/", views.contested, name="contested"),
    path("rakna-om/", views.refresh, name="refresh_quality"),
    path("problem/", problems.report, name="report_problem"),
    path("problem/lista/", problems.problems, name="reported_problems"),
]
