"""``samsyn study replay``: the numbers of a bundle, computed again and compared."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from samsyn.evaluation.study_bundle import Replayed

SHOWN = 20


@click.command("replay")
@click.argument("bundle", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="The comparison as JSON.")
def command(bundle: Path, as_json: bool) -> None:
    """Compute everything in BUNDLE again and compare all its numbers.

    Ends with 0 where all came out again, with 1 where some did not; they are listed.
    """
    from samsyn.evaluation.study_bundle import plain, replay_bundle

    found = replay_bundle(bundle)
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
    else:
        click.echo(told(found))
    if found.differences:
        sys.exit(1)


def told(found: "Replayed") -> str:
    """The comparison in words."""
    invented = " Påhittade data." if found.invented else ""
    lines = [f"{found.study}, ögonblicksbild {found.snapshot}.{invented}"]
    for name, (then, now) in found.other_versions.items():
        lines.append(f"Annan version av {name}: då {then}, nu {now}.")
    many = len(found.differences)
    if not many:
        lines.append(f"Alla {found.numbers} uppgifter blev desamma.")
        return "\n".join(lines)
    lines.append(f"{many} av {found.numbers} uppgifter skiljer sig:")
    for each in found.differences[:SHOWN]:
        lines.append(f"  {each.where}: då {each.then}, nu {each.now}")
    if many > SHOWN:
        lines.append(f"  och {many - SHOWN} till (--json visar alla)")
    return "\n".join(lines)
