"""Addresses of the registrar's pages. No personal identity number is ever part of one."""

from django.urls import path

from samsyn.web.registrar import consent, drafts, heads, lists, participant, registering

urlpatterns = [
    path("", lists.people, name="people"),
    path("sok/", lists.search, name="search_person"),
    path("att-gora/", lists.due, name="due"),
    path("overlamna/", lists.hand_over_list, name="hand_over"),
    path("in/<str:intervention_code>/", registering.enter, name="register_in"),
    path("utkast/<path:form>/", drafts.keep, name="draft"),
    path("antal/<str:intervention_code>/", heads.heads, name="heads"),
    path("blankett/<str:intervention_code>/", consent.sheet, name="consent_sheet"),
    path("person/<str:person_id>/skydd/", consent.protect, name="protect_identity"),
    path("person/<str:person_id>/utdrag/", consent.extract, name="extract"),
    path("person/<str:person_id>/namn/", participant.rename, name="rename_person"),
    path("person/<str:person_id>/rattelse/", consent.request_correction, name="correction_request"),
    path("rattelser/<int:request_id>/", consent.answer_correction, name="answer_correction"),
    path("<str:participation_id>/", participant.participant, name="participant"),
    path("<str:participation_id>/ut/", registering.leave, name="register_out"),
    path("<str:participation_id>/uppfoljning/<str:point>/", registering.follow, name="follow_up"),
    path("<str:participation_id>/ratta/<str:point>/", registering.mend, name="correct"),
    path("<str:participation_id>/fel/", participant.error, name="register_error"),
    path("<str:participation_id>/aterkalla/", consent.withdraw, name="withdraw_consent"),
    path("<str:participation_id>/kvitto/", consent.receipt, name="receipt"),
]
