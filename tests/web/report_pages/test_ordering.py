"""Ordering a report."""

from tests.web.conftest import MakeUser, SignIn

from samsyn.register.access import actor_of
from samsyn.register.actions.take_snapshot import take_snapshot
from samsyn.register.clock import today
from samsyn.register.roles import Role
from samsyn.web import jobs


def test_what_is_to_be_mended_is_ordered_with_the_same_words(
    make_user: MakeUser, sign_in: SignIn
) -> None:
    """After an error the button still makes the report; nothing is saved."""
    client = sign_in(make_user(Role.NATIONAL_ANALYST))
    page = client.post("/rapporter/ny/", {"name": "priority-groups", "year": ""})
    assert page.status_code == 422
    assert "Gör rapporten</button>" in page.content.decode()


def test_a_year_without_data_is_told_in_words(make_user: MakeUser) -> None:
    """What to do instead, and no command of the terminal."""
    take_snapshot(by="os:test", on=today())
    (acting,) = actor_of(make_user(Role.NATIONAL_ANALYST), on=today()).roles
    job = jobs.start("report", by=acting, name="financial-coordination", year=2005)
    jobs.carry_out(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.message.startswith("Ögonblicksbilden har inget att rapportera för 2005.")
    assert "samsyn" not in job.message
