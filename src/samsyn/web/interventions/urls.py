"""Addresses of the intervention manager's pages."""

from django.urls import path

from samsyn.web.interventions import money, people, views

urlpatterns = [
    path("", views.interventions, name="interventions"),
    path("ny/<str:association_code>/", views.new, name="new_intervention"),
    path("<str:intervention_code>/", views.intervention, name="intervention"),
    path("<str:intervention_code>/uppgifter/", views.change, name="change_intervention"),
    path("<str:intervention_code>/malgrupper/", views.groups, name="intervention_groups"),
    path("<str:intervention_code>/pengar/<int:year>/", money.costs, name="intervention_costs"),
    path("<str:intervention_code>/bemanning/<int:year>/", money.staff, name="intervention_staff"),
    path("<str:intervention_code>/aktiviteter/", views.activities, name="structural_activities"),
    path("<str:intervention_code>/deltagaransvariga/", people.registrars, name="registrars"),
    path("uppdrag/<int:assignment_id>/avsluta/", people.end, name="end_registrar"),
]
