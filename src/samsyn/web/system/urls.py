"""Addresses of the system administrator's pages."""

from django.urls import path

from samsyn.web.system import codes, organisations, tokens, users

urlpatterns = [
    path("", users.users, name="system"),
    path("anvandare/ny/", users.new, name="new_user"),
    path("anvandare/<int:user_id>/", users.user, name="user"),
    path("anvandare/<int:user_id>/nummer/", users.own_number, name="own_number"),
    path("anvandare/<int:user_id>/roll/", users.give_role, name="give_role"),
    path("anvandare/<int:user_id>/<str:act>/", users.act_on, name="act_on_user"),
    path("uppdrag/<int:assignment_id>/avsluta/", users.end, name="end_any_assignment"),
    path("atkomst.csv", users.access_list, name="access_list"),
    path("avsluta-allt/", users.end_everyone, name="end_everyone"),
    path("organisationer/", organisations.organisations, name="organisations"),
    path("nycklar/", tokens.tokens, name="tokens"),
    path("nycklar/<int:token_id>/avsluta/", tokens.end, name="end_token"),
    path("kodlistor/", codes.code_lists, name="code_lists"),
    path("kodlistor/<str:name>/", codes.codes, name="codes"),
]
