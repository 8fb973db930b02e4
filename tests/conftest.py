"""What all tests share: a data folder of their own, and a PostgreSQL database where one runs."""

import os
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

POSTGRESQL = os.environ.get("SAMSYN_TEST_POSTGRESQL", "")
"""The address of a server where tests may make databases; without it one is looked for here."""

_LOOKED_FOR = (
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres://test:test@127.0.0.1:5432/test",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ``SAMSYN_INSIST`` a test that would be skipped fails, with the reason it gives."""
    report = yield
    if report.skipped and os.environ.get("SAMSYN_INSIST"):
        report.outcome = "failed"
        report.longrepr = f"SAMSYN_INSIST: nothing may be skipped. {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def samsyn_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``SAMSYN_HOME`` for each test; each worker has its own temporary folder."""
    folder: Path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SAMSYN_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a server to make databases on; skips, saying so, where there is none."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    for address in (POSTGRESQL,) if POSTGRESQL else _LOOKED_FOR:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            continue
        return address
    pytest.skip("no PostgreSQL server answers here; name one with SAMSYN_TEST_POSTGRESQL")


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped after the test."""
    import psycopg

    name = f"samsyn_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{postgresql_server.rsplit('/', 1)[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
