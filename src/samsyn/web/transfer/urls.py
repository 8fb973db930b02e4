"""Addresses of import and export."""

from django.urls import path

from samsyn.web.transfer import views

urlpatterns = [
    path("", views.transfer, name="transfer"),
    path("paket/", views.upload, name="upload"),
    path("ta-in/<str:job_id>/", views.take_in, name="take_in"),
    path("ut/", views.export, name="export"),
    path("hamta/<str:job_id>/", views.download, name="download"),
    path("mall.xlsx", views.template, name="template"),
    path("arbetsbok/", views.workbook, name="workbook"),
]
