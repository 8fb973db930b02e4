"""Addresses of the pages of transition meetings."""

from django.urls import path

from samsyn.web.meetings import views

urlpatterns = [
    path("", views.transition_meetings, name="transition_meetings"),
    path("<str:meeting_id>/", views.meeting, name="transition_meeting"),
    path("<str:meeting_id>/ta-bort/", views.remove, name="remove_transition_meeting"),
]
