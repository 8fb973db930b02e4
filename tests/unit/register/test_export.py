"""Exporting: what came in goes out, byte for byte; secrets only when asked for, and logged."""

import json
from pathlib import Path

import pytest
from django.db import connection
from tests.unit.register.conftest import TODAY, Import
from tests.unit.register.small_register import ANNA, BASE

from samsyn.exchange.writing import OutputExists
from samsyn.register.actions.export_package import export_package
from samsyn.register.actions.import_package import import_package
from samsyn.register.incoming import look_at
from samsyn.register.models import AuditEntry
from samsyn.vocabulary.tables import TABLES


def wipe() -> None:
    """Take all rows away, children first."""
    with connection.cursor() as cursor:
        for table in [*reversed(TABLES), "import_receipt"]:
            cursor.execute(f"DELETE FROM {table}")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


@pytest.mark.parametrize("identity_numbers", [True, False])
def test_export_wipe_import_export_gives_the_same_bytes(
    take_in: Import, tmp_path: Path, identity_numbers: bool
) -> None:
    """Whatever the register held is in the package, in an order and form that never vary."""
    take_in()
    first, second = tmp_path / "first", tmp_path / "second"
    export_package(to=first, by="os:test", identity_numbers=identity_numbers)
    wipe()
    import_package(incoming=look_at(first, today=TODAY), by="os:test")
    export_package(to=second, by="os:test", identity_numbers=identity_numbers)
    assert set(files(first)) == {f"{name}.csv" for name in BASE}
    assert files(first) == files(second)


def test_importing_an_export_says_nothing_new(take_in: Import, tmp_path: Path) -> None:
    """An export without numbers changes nothing when it comes back: numbers and names stay."""
    take_in()
    export_package(to=tmp_path / "out.zip", by="os:test")
    assert look_at(tmp_path / "out.zip", today=TODAY).nothing_new


def test_secrets_are_left_out_unless_asked_for(take_in: Import, tmp_path: Path) -> None:
    """Without the asking, neither the columns nor a value of them is in any file."""
    take_in()
    export_package(to=tmp_path / "plain", by="os:test")
    export_package(to=tmp_path / "secret", by="os:test", identity_numbers=True)
    plain = b"".join(files(tmp_path / "plain").values()).decode()
    assert not any(text in plain for text in (ANNA, "Påhittad", "personal_identity_number"))
    assert f"P1,FK,{ANNA},Anna Påhittad," in (tmp_path / "secret" / "person.csv").read_text()


def test_an_export_is_logged_with_what_was_asked(take_in: Import, tmp_path: Path) -> None:
    """The log tells who took the register out, whether with numbers, and how many rows."""
    take_in()
    export_package(to=tmp_path / "a", by="os:anna")
    export_package(to=tmp_path / "b", by="os:bo", identity_numbers=True)
    exports = AuditEntry.objects.filter(action__startswith="export").order_by("sequence")
    one, other = exports.filter(subject="")
    whose = {("P1", "FK", "os:anna"), ("P2", "K1", "os:anna"), ("P1", "FK", "os:bo")}
    assert whose < set(exports.values_list("subject", "controller", "by"))
    assert (one.by, one.action) == ("os:anna", "export")
    assert (other.by, other.action) == ("os:bo", "export_with_identity_numbers")
    assert json.loads(other.payload)["person"] == 2


def test_an_existing_output_is_refused_and_not_logged(take_in: Import, tmp_path: Path) -> None:
    """Nothing is written over, and what was not taken out is not in the log."""
    take_in()
    (tmp_path / "there").mkdir()
    with pytest.raises(OutputExists):
        export_package(to=tmp_path / "there", by="os:test", identity_numbers=True)
    assert not AuditEntry.objects.filter(action__startswith="export").exists()
