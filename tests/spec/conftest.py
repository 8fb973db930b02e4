"""Engines: DuckDB always, PostgreSQL where a server answers."""

import os
import socket
from urllib.parse import urlsplit

import pytest

POSTGRESQL = "postgres://postgres@127.0.0.1/postgres"


def postgresql_address() -> str:
    """The server the tests may use: DATABASE_URL if it is one, else the one on this machine."""
    named = os.environ.get("DATABASE_URL", "")
    return named.replace("postgresql://", "postgres://") if "postgres" in named else POSTGRESQL


def answers(address: str) -> bool:
    """Whether something listens at the address."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 5432), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture(
    params=["duckdb", pytest.param("postgresql", marks=pytest.mark.postgresql)], scope="session"
)
def engine(request: pytest.FixtureRequest) -> str:
    """The address of each engine in turn."""
    if request.param == "duckdb":
        return "duckdb://"
    address = postgresql_address()
    if not answers(address):
        pytest.skip("no PostgreSQL server answers; set DATABASE_URL to one made for tests")
    return address
