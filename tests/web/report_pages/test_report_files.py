"""A report's address gives that report's files, and nothing else on the disk."""

from pathlib import Path

import pytest
from tests.web.conftest import MakeUser, SignIn

from samsyn.register.roles import Role

REPORT = "financial-coordination-2025"
OUTSIDE = (
    "../hemlig-studie/index.html",
    "%2e%2e/hemlig-studie/index.html",
    "charts/../../hemlig-studie/index.html",
    "../priority-groups-2025/index.html",
    "../../secret.csv",
    "link.html",
    "folder/index.html",
)


@pytest.fixture
def reports(samsyn_home: Path) -> Path:
    """Two yearly reports, a study's, and a file of the installation's own."""
    folder = samsyn_home / "reports"
    for name in (REPORT, "priority-groups-2025", "hemlig-studie"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(f"<h1>{name}</h1>")
    (samsyn_home / "secret.csv").write_text("secret")
    (folder / REPORT / "link.html").symlink_to(samsyn_home / "secret.csv")
    (folder / REPORT / "folder").symlink_to(folder / "hemlig-studie")
    return folder


def test_a_report_gives_its_own_files(reports: Path, make_user: MakeUser, sign_in: SignIn) -> None:
    """Whoever has a role reads the yearly reports; a study's has no address here."""
    client = sign_in(make_user(Role.REGISTRAR))
    page = client.get(f"/rapporter/{REPORT}/index.html")
    assert b"".join(page.streaming_content) == f"<h1>{REPORT}</h1>".encode()
    assert client.get("/rapporter/hemlig-studie/index.html").status_code == 404


@pytest.mark.parametrize("file", OUTSIDE)
def test_no_address_leads_out_of_its_report(
    reports: Path, make_user: MakeUser, sign_in: SignIn, file: str
) -> None:
    """Neither by dots, as they are or encoded, nor by a link in the folder."""
    client = sign_in(make_user(Role.EVALUATOR))
    assert client.get(f"/rapporter/{REPORT}/{file}").status_code == 404
