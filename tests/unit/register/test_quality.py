"""The quality of registrations, worked by hand on a register of a few rows."""

from datetime import date

import polars as pl
import pytest
from tests.unit.register.conftest import TODAY, Import
from tests.unit.register.small_register import BASE, changed

from samsyn.register.quality import of_association, quality


def known(rows: pl.DataFrame) -> dict[str, tuple[int, int]]:
    return {what: (of, filled) for _, what, of, filled in rows.rows()}


def test_completeness_counts_what_is_known_of_what_should_be(take_in: Import) -> None:
    """Two participations, both ended; one has measurements, an empty one at exit."""
    take_in()
    found = known(quality(today=TODAY).completeness)
    assert found["participation.municipality_code"] == (2, 1)
    assert found["entry.measurement"] == (2, 1)
    assert found["exit.measurement"] == (2, 1)
    assert found["entry.works"] == (2, 1)
    assert found["exit.works"] == (2, 0)
    assert found["entry.income"] == (2, 1)
    assert found["exit.income"] == (2, 0)


def test_an_open_participation_owes_no_exit(take_in: Import) -> None:
    """The exit measurement is asked of those who left, and of nobody registered in error."""
    take_in()
    take_in(changed("participation", "D1", exited_on="", exit_reason=""))
    take_in(changed("participation", "D2", exit_reason="registered_in_error"))
    found = known(quality(today=TODAY).completeness)
    assert found["entry.measurement"] == (1, 1)
    assert "exit.measurement" not in found


def test_timeliness_counts_days_from_the_event_to_the_registration(
    take_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Registered on 31 March 2017: 395 and 90 days after the entries, 58 after the exit."""
    from samsyn.register.actions import import_package
    from samsyn.register.clock import SWEDEN, datetime

    monkeypatch.setattr(import_package, "now", lambda: datetime(2017, 3, 31, 12, tzinfo=SWEDEN))
    take_in()
    rows = quality(today=TODAY).timeliness.rows()
    assert rows == [("A1", "entry", 2, (395 + 90) / 2, 0), ("A1", "exit", 1, 58.0, 0)]
    assert (date(2017, 3, 31) - date(2016, 3, 1)).days == 395


def test_a_rule_hit_is_of_the_association_it_leads_to(take_in: Import) -> None:
    """A second participation at the same time is a warning (R16) of the intervention's
    association; and another association sees nothing of it."""
    take_in()
    twin = {**BASE["participation"][0], "participation_id": "D9"}
    take_in({"participation": [twin]})
    found = quality(today=TODAY)
    hits = found.problems.filter(pl.col("rule") == "R16")
    assert set(hits["association_code"]) == {"A1"}
    assert of_association(found, "A2").problems.is_empty()
    assert of_association(found, "A1").problems.height == found.problems.height
