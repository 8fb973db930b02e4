"""`samsyn demo`: the whole way from an invented register to reports and pages, on localhost."""

import os
import shutil
import socket
import sys
import time
from pathlib import Path

import click

from samsyn.errors import SamsynError

MARK = "samsyn-demo"
YEARS = "2016-2021"
REPORTS = (
    ("financial-coordination", 2021, "Finansiell samordning 2021"),
    ("priority-groups", 2017, "Prioriterade grupper 2017"),
    ("reinforced-cooperation", 2019, "Förstärkt samarbete 2019"),
)


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Made anew each time: data, package and reports.",
)
@click.option("--serve/--no-serve", default=True, help="Serve the pages on localhost.")
@click.option("--port", default=8000, show_default=True, help="The first port to try.")
def command(folder: Path, serve: bool, port: int) -> None:
    """Make an invented national register and its reports (Påhittade data).

    The register is calibrated to the published figures for 2016–2021. It lies in a folder of
    its own, apart from your data, and everything made from it says that it is invented.
    """
    began = time.monotonic()
    _clear(folder)
    os.environ["SAMSYN_HOME"] = str((folder / "home").resolve())
    package, reports = folder / "package", folder / "reports"
    _run("Hittar på ett nationellt register", "synthesise", "national", "--years", YEARS,
         "--seed", "1", "--on-conflict", "last", "--output", str(package))  # fmt: skip
    _run("Läser in paketet", "import", str(package))
    _run("Tar en ögonblicksbild", "snapshot")
    for name, year, title in REPORTS:
        _run(f"Skriver {title}", "report", name, "--year", str(year),
             "--output", str(reports / f"{name}-{year}"))  # fmt: skip
    _run("Fyller på med nutid, att arbeta i", "import", str(_present(folder)))
    _run("Räknar registreringarnas kvalitet", "quality")
    _run("Hittar på en avslutad studie", "study", "demo")
    click.echo(f"\nKlart på {time.monotonic() - began:.0f} sekunder. Påhittade data.")
    for name, year, _ in REPORTS:
        click.echo(f"  {reports / f'{name}-{year}'}")
    click.echo(f"Fråga vidare:  SAMSYN_HOME={folder / 'home'} samsyn indicator --help")
    if serve:
        _serve(port)


def _clear(folder: Path) -> None:
    """Remove an earlier demo; refuse to touch a folder that is something else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise SamsynError(
            f"{folder} is not an earlier demo. Name another folder with --folder, "
            "or move what lies there."
        )
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "home").mkdir(parents=True)
    (folder / MARK).touch()
    (folder / "home" / MARK).touch()
    (folder / "reports").mkdir()
    (folder / "home" / "reports").symlink_to(Path("..", "reports"))  # where the pages look


def _run(what: str, *arguments: str) -> None:
    """Run one command of our own, saying what it does and how long it took."""
    from samsyn.cli import samsyn

    click.secho(f"\n{what} …", bold=True)
    began = time.monotonic()
    status = samsyn.main(list(arguments), prog_name="samsyn", standalone_mode=False)
    if status:
        raise SamsynError(f"samsyn {' '.join(arguments)} ended with {status}: see above.")
    click.echo(f"  {time.monotonic() - began:.1f} s")


def _present(folder: Path) -> Path:
    """The package of the invented now; its users and a study are made beside it."""
    from samsyn.cli.demo_register import WHERE, make_users, write_present
    from samsyn.cli.demo_study import write_study
    from samsyn.register.clock import today
    from samsyn.register.opening import open_register

    open_register()
    make_users(today=today())
    write_study(municipality=WHERE.municipality, today=today())
    return write_present(folder / "nutid", today=today())


def _serve(first_port: int) -> None:
    """Serve the pages on the first free port of ten, on this machine alone, until Ctrl-C.

    As a new program: the threads of what has worked so far do not live on in processes that are
    forked to answer, which would wait for them for ever.
    """
    for port in range(first_port, first_port + 10):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                continue
        click.secho("\nÖppnar sidorna …", bold=True)
        sys.stdout.flush()
        fresh = "from samsyn.cli import main; main()"
        os.execv(sys.executable, [sys.executable, "-c", fresh, "serve", "--port", str(port)])  # noqa: S606
    raise SamsynError(f"Ports {first_port}–{first_port + 9} are all taken: choose with --port.")
