"""The pages say when the quality was counted, and do not take a silence for no hits."""

from datetime import date

import pytest
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.actions.refresh_quality import refresh_quality
from samsyn.register.clock import today
from samsyn.register.counted import counted_on
from samsyn.register.models import Association, QualityMeasure
from samsyn.register.roles import Role

NEVER, NONE, LATEST = "inte räknad än", "Inga träffar", "Räknat senast den"


@pytest.mark.parametrize(
    "role", [Role.REGISTRAR, Role.ASSOCIATION_ADMINISTRATOR, Role.NATIONAL_ANALYST]
)
def test_not_counted_is_not_no_hits(role: Role, make_user: MakeUser, sign_in: SignIn) -> None:
    """Before the first count, and after it."""
    client = sign_in(make_user(role))
    page = client.get("/kvalitet/").content.decode()
    assert NEVER in page
    assert NONE not in page
    refresh_quality(on=today())
    page = client.get("/kvalitet/").content.decode()
    assert NEVER not in page
    assert NONE in page
    assert LATEST in page


def test_an_association_without_a_hit_is_counted_too(small_register: None) -> None:
    """Also one where nobody takes part: that there is nothing was found out that day."""
    Association.objects.create(
        association_code="A2", name="Förbund Två", first_day=date(2020, 1, 1)
    )
    assert counted_on() is None
    refresh_quality(on=date(2026, 11, 20))
    for each in Association.objects.all():
        assert counted_on(each) == date(2026, 11, 20)


def test_of_each_month_the_latest_count_is_kept(small_register: None) -> None:
    """Counted each day, six runs would else be six days."""
    for day in (date(2026, 10, 5), date(2026, 11, 1), date(2026, 11, 20)):
        refresh_quality(on=day)
    days = QualityMeasure.objects.values_list("taken_on", flat=True).distinct()
    assert sorted(days) == [date(2026, 10, 5), date(2026, 11, 20)]
