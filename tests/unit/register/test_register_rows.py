"""A registration's rows: what no column holds is a fault of ours, and is not dropped in silence."""

import pytest
from tests.unit.register.conftest import Import

from samsyn.register import audit
from samsyn.register.access import Acting
from samsyn.register.actions.register_rows import register_rows
from samsyn.register.models import AuditEntry, Person
from samsyn.register.roles import Role


def test_a_name_that_is_no_column_is_a_fault(take_in: Import) -> None:
    """A key misspelt would leave what is there, and nobody would notice."""
    take_in()
    by = Acting(by="user:1", role=Role.REGISTRAR, user_id=1, places=frozenset(), organisation="FK")
    row = {"person_id": "P1", "controller": "FK", "sex": "woman", "birthyear": 1981}
    before = AuditEntry.objects.count()
    with pytest.raises(KeyError, match="person has no birthyear"):
        register_rows(rows={"person": [row]}, by=by, event=audit.Event("correct", table="person"))
    assert Person.objects.get(pk="P1").birth_year == 1980
    assert AuditEntry.objects.count() == before
