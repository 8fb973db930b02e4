"""A real server on either database, and a real Chromium to try its pages with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from samsyn.web.demo import MARK

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SignInAs = Callable[[str], Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips, saying so, where there is none."""
    if not CHROMIUM:
        pytest.skip("no Chromium here: apt-get install chromium")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site_database(postgresql_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database that lasts as long as a module's server."""
    name = f"samsyn_site_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield f"{postgresql_server.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `samsyn serve` with a small invented register, one click to sign in."""
    on_server = request.param == "postgresql"
    database = request.getfixturevalue("site_database") if on_server else ""
    with serving(tmp_path_factory.mktemp("site"), database, demo=True) as address:
        yield address


class serving:  # noqa: N801 - reads as what it does
    """A server on a free port, as long as the block lasts."""

    def __init__(self, folder: Path, database: str, *, demo: bool) -> None:
        self._folder, self._port = folder, _free_port()
        home = folder / "home"
        home.mkdir()
        if demo:
            (home / MARK).touch()
        self._environment = {
            **os.environ,
            "SAMSYN_HOME": str(home),
            "DATABASE_URL": database,
            "PYTHONPATH": str(ROOT),
        }
        self._environment.pop("DJANGO_SETTINGS_MODULE", None)

    def __enter__(self) -> str:
        fill = [sys.executable, str(ROOT / "tests/browser/fill.py"), str(self._folder)]
        subprocess.run(fill, env=self._environment, check=True, capture_output=True)
        serve = ["-c", "from samsyn.cli import main; main()", "serve", "--workers", "1"]
        self._log = (self._folder / "log").open("w")
        self._server = subprocess.Popen(
            [sys.executable, *serve, "--port", str(self._port)],
            env=self._environment,
            stdout=self._log,
            stderr=self._log,
        )
        address = f"http://localhost:{self._port}"
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/tillganglighet/", timeout=2)
                return address
            except OSError:
                time.sleep(0.2)
        raise RuntimeError((self._folder / "log").read_text())

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        try:
            self._server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._server.kill()
        self._log.close()


@pytest.fixture
def sign_in_as(site: str, browser: Browser) -> Iterator[SignInAs]:
    """Opens the first page as one of the invented users, each in a browser of their own."""
    contexts = []

    def signed_in(name: str) -> Page:
        context = browser.new_context(base_url=site, viewport={"width": 1200, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/")
        page.get_by_role("button", name=name).click()
        page.get_by_role("heading", level=1).wait_for()
        return page

    yield signed_in
    for each in contexts:
        each.close()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
