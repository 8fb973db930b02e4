"""What is kept for a while only is disposed of, daily and when someone brings in more."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from tests.unit.cli.running import ran
from tests.unit.register.conftest import Import

from samsyn.register.clock import SWEDEN, now
from samsyn.register.kept_files import exports, uploads
from samsyn.register.models import Draft, IdempotencyKey, User
from samsyn.register.refused import NAME, refused_folder


def old(path: Path, days: int) -> Path:
    then = (now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    return path


def kept_a_while(days: int) -> list[Path]:
    """An upload, an export, what a killed process left of one, and refused rows, so old."""
    made = []
    for folder in (uploads(), exports()):
        file, left = folder / f"{days}.zip", folder / f".partial-{days}"
        file.write_bytes(b"x")
        left.mkdir()
        (left / "person.csv").write_text("x", encoding="utf-8")
        made += [old(file, days), old(left, days)]
    moment = now().astimezone(SWEDEN) - timedelta(days=days)
    refused = refused_folder() / moment.strftime(NAME)
    refused.mkdir()
    return [*made, refused]


@pytest.mark.parametrize("job", [("remind",), ("retain", "--carry-out")])
def test_the_daily_jobs_dispose_of_what_is_old(
    take_in: Import, samsyn_home: Path, job: tuple[str, ...]
) -> None:
    """After a week uploads, exports, drafts and answers; after a month refused rows."""
    take_in()
    user = User.objects.create_user("asa@test.invalid", name="Åsa Påhittad")
    for days in (6, 8):
        moment = now() - timedelta(days=days)
        Draft.objects.create(user=user, form=f"{days}", sealed="x", key_id="k", saved_at=moment)
        made = IdempotencyKey.objects.create(
            user=user, key=f"{days}", request_hash="x", status=200, answer={}
        )
        IdempotencyKey.objects.filter(pk=made.pk).update(answered_at=moment)
    left = samsyn_home / ".sealing-x" / "package.zip"
    left.parent.mkdir()
    left.write_bytes(b"x")
    new, weeks, months = kept_a_while(6), kept_a_while(8), kept_a_while(31)
    assert ran(*job).status == 0
    assert not left.parent.exists()
    assert [path.exists() for path in new] == [True] * 5
    assert [path.exists() for path in weeks] == [False] * 4 + [True]
    assert [path.exists() for path in months] == [False] * 5
    assert [each.form for each in Draft.objects.all()] == ["6"]
    assert [each.key for each in IdempotencyKey.objects.all()] == ["6"]


@pytest.mark.parametrize("job", [("remind", "--dry-run"), ("retain",)])
def test_a_dry_run_disposes_of_nothing(take_in: Import, job: tuple[str, ...]) -> None:
    """What would be done is said; the files are there."""
    take_in()
    months = kept_a_while(31)
    ran(*job)
    assert all(path.exists() for path in months)
