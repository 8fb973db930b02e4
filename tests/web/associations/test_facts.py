"""Managers and administrators: facts by the rules, roles within reach, the year's end."""

from datetime import timedelta

from django.core import mail
from tests.unit.register.small_register import identity_number
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.actions.refresh_quality import refresh_quality
from samsyn.register.clock import today
from samsyn.register.models import (
    AssociationFunds,
    AuditEntry,
    Intervention,
    InterventionCost,
    User,
    YearSigned,
)
from samsyn.register.roles import Permission, Role

YEAR = today().year


def test_how_an_intervention_is_followed_lies_fast(make_user: MakeUser, sign_in: SignIn) -> None:
    """Once anything is registered its orientation cannot be changed, whatever is sent (R11)."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    sent = {"name": "Nytt namn", "orientation": "structural", "follow_up": "counts",
            "first_day": "2015-01-01"}  # fmt: skip
    client.post("/insatser/I1/uppgifter/", sent)
    kept = Intervention.objects.get(pk="I1")
    assert (kept.name, kept.orientation, kept.follow_up) == ("Nytt namn", "individual", "persons")
    assert '"name"' in AuditEntry.objects.filter(action="replace").latest("sequence").payload


def test_an_intervention_outside_its_associations_days_is_refused(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """R05, said at the form; nothing is made."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    answer = client.post("/insatser/ny/A1/", {"name": "För tidig", "orientation": "individual",
                         "follow_up": "persons", "first_day": "2001-01-01"})  # fmt: skip
    assert answer.status_code == 422
    assert not Intervention.objects.filter(name="För tidig").exists()


def test_budget_and_outturn_are_kept_by_year(make_user: MakeUser, sign_in: SignIn) -> None:
    """Whole SEK; empty is unknown."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    client.post(f"/insatser/I1/pengar/{YEAR}/", {"planned_participants": "20",
                "budget_intervention": "100000", "outturn_intervention": ""})  # fmt: skip
    kept = InterventionCost.objects.get(intervention="I1", year=YEAR)
    assert (kept.planned_participants, kept.budget_sek, kept.outturn_sek) == (20, 100_000, None)


def test_a_manager_appoints_and_invites_a_registrar(make_user: MakeUser, sign_in: SignIn) -> None:
    """A new account gets a letter with a link; the role reaches this intervention alone."""
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    answer = client.post("/insatser/I1/deltagaransvariga/", {"name": "Ny Registrerare",
        "email": "ny@test.invalid", "organisation": "FK",
        "number": identity_number("19700707", "980"),
        "last_day": today() + timedelta(days=90)})  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    user = User.objects.get(email="ny@test.invalid")
    acting = actor_of(user, on=today()).acting(Permission.REGISTER_PEOPLE)
    assert acting is not None
    assert {place.code for place in acting.places} == {"I1"}
    assert "/konto/password/reset/key/" in mail.outbox[0].body
    assert actor_of(user, on=today() + timedelta(days=91)).roles == ()


def test_exclusions_are_said_in_words(make_user: MakeUser, sign_in: SignIn) -> None:
    """Someone who orders access is not made a registrar; the page says why."""
    orders = make_user(Role.SYSTEM_ADMINISTRATOR)
    client = sign_in(make_user(Role.INTERVENTION_MANAGER))
    answer = client.post("/insatser/I1/deltagaransvariga/", {"user": orders.pk,
                         "last_day": today() + timedelta(days=90)})  # fmt: skip
    assert answer.status_code == 422
    assert "varken administrera ett" in answer.content.decode()


def test_funds_off_the_laws_shares_are_warned_of(make_user: MakeUser, sign_in: SignIn) -> None:
    """R13: taken, and said."""
    client = sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR))
    answer = client.post(f"/forbund/A1/pengar/{YEAR}/", {"funds_state": "900", "funds_region": "50",
                         "funds_municipality": "50"}, follow=True)  # fmt: skip
    assert "R13" in answer.content.decode()
    assert (
        AssociationFunds.objects.get(association="A1", year=YEAR, source="state").amount_sek == 900
    )


def test_a_year_is_signed_only_when_complete_and_until_it_changes(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """What is left is named; signed when nothing is; a later change asks for it again."""
    client = sign_in(make_user(Role.ASSOCIATION_ADMINISTRATOR))
    address = f"/forbund/A1/arsslut/{YEAR}/"
    refused = client.post(address, follow=True).content.decode()
    assert "Kvar: medel är angivna" in refused
    assert not YearSigned.objects.exists()
    client.post(f"/forbund/A1/pengar/{YEAR}/", {"funds_state": "200", "funds_region": "100",
                "funds_municipality": "100", "outturn_personnel": "10"})  # fmt: skip
    manager = sign_in(make_user(Role.INTERVENTION_MANAGER))
    manager.post(f"/insatser/I1/pengar/{YEAR}/", {"outturn_intervention": "5"})
    refresh_quality(on=today())
    signed = client.post(address, follow=True).content.decode()
    assert "Intygat av" in signed
    manager.post(f"/insatser/I1/pengar/{YEAR}/", {"outturn_intervention": "6"})
    assert "har ändrats efter att de intygades" in client.get(address).content.decode()
