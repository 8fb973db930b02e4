"""`samsyn serve`: the pages, for people to work in, and the work they leave to the background."""

import os
import subprocess
import sys

import click

THREADS = 2
"""In each process. More would wait for each other: only one at a time runs Python."""
STOP_SECONDS = 10
"""How long a process may finish what it answers, when the server is told to stop."""
BACKGROUND = "from samsyn.web.background import work; work()"


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="Where the pages answer.")
@click.option("--address", default="127.0.0.1", show_default=True, help="0.0.0.0: all networks.")
@click.option("--workers", default=3, show_default=True, help="Processes that answer.")
def command(port: int, address: str, workers: int) -> None:
    """Serve the register's pages, with background work in a process beside them.

    Behind a proxy with https in service: name the host in SAMSYN_HOSTS, and set SAMSYN_PROXIES=1.
    """
    from samsyn.register.opening import open_register

    open_register()
    from django.db import connections

    connections.close_all()  # or the processes that answer would share one, and mix answers up
    background = subprocess.Popen([sys.executable, "-c", BACKGROUND])  # noqa: S603 - our own
    try:
        click.secho(f"Samsyn svarar på http://localhost:{port}/  (Ctrl-C avslutar)", bold=True)
        _answer(address, port, workers)
    finally:
        background.terminate()
        background.wait(timeout=30)


def _answer(address: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.web.settings")
    Granian(
        "samsyn.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()
