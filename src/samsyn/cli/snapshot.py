"""`samsyn snapshot`: what is counted, pseudonymised and dated."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from samsyn.cli.operator import operator, working
from samsyn.exchange.snapshot_files import Manifest, read_manifest
from samsyn.home import snapshots_folder


@click.command("snapshot")
@click.option("--list", "listing", is_flag=True, help="Show the snapshots there are.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
def command(listing: bool, as_json: bool) -> None:
    """Take a snapshot of the register, pseudonymised, for indicators and reports.

    The same register on the same day gives the same snapshot. What the yearly reports show is
    worked out at once, and kept beside it.

    \b
    Examples:
      samsyn snapshot
      samsyn snapshot --list
    """
    manifests = _existing() if listing else [_take()]
    if as_json:
        told = [_told(each) for each in manifests]
        click.echo(json.dumps(told if listing else told[0], ensure_ascii=False, indent=1))
    elif listing:
        _show_list(manifests)
    else:
        click.echo(f"{manifests[0].id}  {_folder(manifests[0])}")


def _take() -> Manifest:
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.register.actions.take_snapshot import take_snapshot
    from samsyn.register.clock import today

    with working("Tar en ögonblicksbild"):
        manifest = take_snapshot(by=operator(), on=today())
    from samsyn.disclosure import open_snapshot
    from samsyn.reports.making import prepare

    with working("Räknar det som rapporterna visar"), open_snapshot(manifest.id) as snapshot:
        prepare(snapshot)
    return manifest


def _existing() -> list[Manifest]:
    folders = (each for each in snapshots_folder().iterdir() if not each.name.startswith("."))
    found = [read_manifest(folder) for folder in folders if folder.is_dir()]
    return sorted(found, key=lambda manifest: (manifest.taken_on, manifest.id))


def _show_list(manifests: list[Manifest]) -> None:
    if not manifests:
        click.echo("Det finns ingen ögonblicksbild. Ta en med `samsyn snapshot`.")
    for each in manifests:
        rows = sum(file.rows for file in each.tables.values())
        mark = "  påhittade data" if each.invented else ""
        click.echo(f"{each.id}  {rows} rader  {_folder(each)}{mark}")


def _folder(manifest: Manifest) -> Path:
    return snapshots_folder() / manifest.id


def _told(manifest: Manifest) -> dict[str, object]:
    told = asdict(manifest) | {"taken_on": str(manifest.taken_on), "path": str(_folder(manifest))}
    return {**told, "rows": sum(file.rows for file in manifest.tables.values())}
