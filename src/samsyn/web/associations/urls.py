"""Addresses of the association administrator's pages."""

from django.urls import path

from samsyn.web.associations import people_in_charge as people
from samsyn.web.associations import views, year_end

urlpatterns = [
    path("", views.associations, name="associations"),
    path("<str:association_code>/", views.association, name="association"),
    path("<str:association_code>/omrade/", views.area, name="association_area"),
    path("<str:association_code>/medlemmar/", views.members, name="association_members"),
    path("<str:association_code>/pengar/<int:year>/", views.money, name="association_money"),
    path("<str:association_code>/insatsansvariga/", people.managers, name="managers"),
    path(
        "<str:association_code>/administratorer/",
        people.administrators,
        name="administrators",
    ),
    path("uppdrag/<int:assignment_id>/avsluta/", people.end, name="end_manager"),
    path("<str:association_code>/fragor/", views.questions, name="questions"),
    path("<str:association_code>/arsslut/<int:year>/", year_end.year_end, name="year_end"),
]
