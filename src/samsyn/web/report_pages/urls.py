"""Addresses of the reports."""

from django.urls import path

from samsyn.web.report_pages import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("ny/", views.order, name="order_report"),
    path("ogonblicksbild/", views.snapshot, name="take_snapshot"),
    path("<str:folder>/<path:file>", views.report_file, name="report_file"),
]
