"""`samsyn import`: take an exchange package into the register."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samsyn.cli.operator import operator, working
from samsyn.errors import SamsynError, WrongUse

if TYPE_CHECKING:
    from samsyn.register.incoming import Incoming

WITH_REFUSED_ROWS = 3


class StrictStop(SamsynError):
    """``--strict``, and rows or files that are refused."""

    def __init__(self, rows: int, kept: Path | None) -> None:
        what = f"{rows} rader" if kept else "En fil"
        where = f"Raderna ligger med förklaringar i {kept}. " if kept else ""
        super().__init__(
            f"{what} går inte att ta in, och med --strict tas då inget in. Registret är "
            f"oförändrat. {where}Rätta paketet, eller importera utan --strict."
        )


class VolumeStop(SamsynError):
    """R19, and nobody at a terminal to ask."""

    def __init__(self) -> None:
        super().__init__(
            "Antalet deltagare skiljer sig med mer än hälften från året före (R19 ovan). "
            "Registret är oförändrat. Kontrollera att paketet är helt; stämmer det, importera "
            "med --accept-volume."
        )


@click.command("import")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Take nothing if any row is refused.")
@click.option("--dry-run", is_flag=True, help="Show what would happen; change nothing.")
@click.option("--accept-volume", is_flag=True, help="Go on where R19 would ask.")
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The file with your private key, for a package that is encrypted (.age).",
)
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    package: Path,
    strict: bool,
    dry_run: bool,
    accept_volume: bool,
    key: Path | None,
    as_json: bool,
) -> None:
    """Take PACKAGE (a folder or a .zip) into the register.

    Either every row that is not refused comes in, with a receipt, or nothing does. Refused rows
    are kept as a package that can be corrected and imported.

    \b
    Exit status: 0 done (also: nothing new, a dry run); 1 nothing was changed, and why;
    2 wrong use; 3 imported, with refused rows.

    \b
    Examples:
      samsyn import leverans-2026-11.zip --dry-run
      samsyn import leverans-2026-11.zip
    """
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.clock import today
    from samsyn.register.incoming import look_at

    with working("Läser och kontrollerar paketet"), _in_clear(package, key) as clear:
        incoming = look_at(clear, today=today())
    outcome = _Outcome(incoming, as_json)
    if dry_run:
        outcome.tell("dry_run", "Torrkörning: inget är ändrat.")
        return
    _stop_if_strict(strict, incoming, outcome)
    _stop_if_volume(accept_volume, incoming, outcome)
    _take_in(incoming, outcome)
    if incoming.refuses:
        ctx.exit(WITH_REFUSED_ROWS)


@contextmanager
def _in_clear(package: Path, key: Path | None) -> Iterator[Path]:
    """The package, opened with ``key`` while it is read where it is encrypted."""
    from samsyn.register.sealed_package import ENDING, opened_package

    if package.suffix != ENDING:
        yield package
        return
    if key is None:
        raise WrongUse("Paketet är krypterat. Ange filen med din privata nyckel med --key.")
    with opened_package(package, key_file=key) as clear:
        yield clear


class _Outcome:
    """Tells what a package holds and what became of it, to a person or as JSON."""

    def __init__(self, incoming: "Incoming", as_json: bool) -> None:
        self.incoming, self.as_json, self.shown = incoming, as_json, False

    def tell(self, outcome: str, said: str, *, receipt: str = "", kept: Path | None = None) -> None:
        if self.as_json:
            click.echo(json.dumps(self._json(outcome, receipt, kept), ensure_ascii=False, indent=1))
            return
        self.show()
        click.echo(said)
        if kept:
            click.echo(f"Rader som inte gick att ta in, med förklaringar: {kept}")

    def show(self) -> None:
        """Every table's counts, and every rule hit with its count and first row; once."""
        if self.shown:
            return
        self.shown = True
        for table, rows in self.incoming.counts().items():
            parts = [f"{rows[kind]} {word}" for kind, word in _WORDS.items() if rows[kind]]
            click.echo(f"  {table}: {', '.join(parts)}")
        if repeated := self.incoming.checked.repeated:
            click.echo(f"  {repeated} rader står två gånger med samma innehåll och togs en gång.")
        for rule in _rules_hit(self.incoming):
            refused = rule["severity"] == "refused"
            click.secho(f"{rule['rule']} ", bold=True, fg="red" if refused else "yellow", nl=False)
            click.echo(f"{_SEVERITY[rule['severity']]}: {rule['count']}. Första: {rule['problem']}")
            click.echo(f"    {rule['what_to_do']}")

    def _json(self, outcome: str, receipt: str, kept: Path | None) -> dict[str, Any]:
        return {
            "package": self.incoming.name,
            "outcome": outcome,
            "tables": self.incoming.counts(),
            "repeated": self.incoming.checked.repeated,
            "rules": _rules_hit(self.incoming),
            "receipt": receipt or None,
            "refused_rows": str(kept) if kept else None,
        }


_WORDS = {"new": "nya", "changed": "ändrade", "same": "oförändrade", "refused": "ej intagna"}
_SEVERITY = {"refused": "ej intagna", "warned": "att se över"}


def _rules_hit(incoming: "Incoming") -> list[dict[str, Any]]:
    """Each rule that was hit, with its count and its first row's message."""
    import polars as pl

    first = pl.all().exclude("rule", "severity").first()
    problems = incoming.checked.problems.sort("rule", "file", "line", maintain_order=True)
    hit = problems.group_by("rule", "severity", maintain_order=True)
    told: list[dict[str, Any]] = hit.agg(pl.len().alias("count"), first).to_dicts()
    return told


def _stop_if_strict(strict: bool, incoming: "Incoming", outcome: _Outcome) -> None:
    if not (strict and incoming.refuses):
        return
    from samsyn.register.actions.import_package import keep_refused

    kept = keep_refused(incoming=incoming) if incoming.has_refused else None
    outcome.tell("stopped_by_strict", "Inget är ändrat.", kept=kept)
    refused = sum(frame.height for frame in incoming.checked.refused.values())
    raise StrictStop(refused, kept)


def _stop_if_volume(accepted: bool, incoming: "Incoming", outcome: _Outcome) -> None:
    if accepted or incoming.nothing_new or incoming.checked.volume.is_empty():
        return
    if at_a_terminal() and not outcome.as_json:
        outcome.show()
        if click.confirm("Antalen avviker (R19). Är de rätt, och ska paketet tas in?", err=True):
            return
    outcome.tell("stopped_by_volume", "Inget är ändrat.")
    raise VolumeStop


def at_a_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _take_in(incoming: "Incoming", outcome: _Outcome) -> None:
    from samsyn.register.actions.import_package import import_package

    total = sum(rows["new"] + rows["changed"] for rows in incoming.counts().values())
    with working("Skriver i registret", total) as progress:
        done = import_package(incoming=incoming, by=operator(), progress=progress)
    if done.receipt_id:
        said = f"Paketet {incoming.name} är intaget. Kvitto: {done.receipt_id}"
        outcome.tell("imported", said, receipt=done.receipt_id, kept=done.refused_rows)
    else:
        said = f"Paketet {incoming.name}: inget nytt (nothing new)."
        outcome.tell("nothing_new", said, kept=done.refused_rows)
