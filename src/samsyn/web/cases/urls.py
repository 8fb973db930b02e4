"""Addresses of the caseworker's pages."""

from django.urls import path

from samsyn.web.cases import changes, lists, new, one

urlpatterns = [
    path("", lists.cases, name="cases"),
    path("sok/", lists.search, name="search_cases"),
    path("nytt/", new.new_case, name="new_case"),
    path("<str:case_id>/", one.case, name="case"),
    path("<str:case_id>/steg/", one.take_step, name="take_case_step"),
    path("<str:case_id>/plan/", changes.plan, name="case_plan"),
    path("<str:case_id>/angra/", changes.undo, name="undo_case_step"),
    path("<str:case_id>/status/<str:point>/", changes.status, name="case_status"),
    path("<str:case_id>/flytta/", changes.move, name="move_case"),
    path("<str:case_id>/samtycke/", changes.withdraw, name="withdraw_case_consent"),
    path("<str:case_id>/skydd/", changes.protect, name="protect_identity_in_case"),
    path("<str:case_id>/ratta/", changes.correct, name="correct_case"),
]
