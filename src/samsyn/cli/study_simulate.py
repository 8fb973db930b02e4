"""``samsyn study simulate``: power, coverage and false alarms of this very protocol."""

import json
from typing import TYPE_CHECKING

import click

from samsyn.vocabulary.printed import number

if TYPE_CHECKING:
    from samsyn.evaluation.simulation import Simulated


@click.command("simulate")
@click.argument("study")
@click.option(
    "--effect",
    type=float,
    default=0.08,
    show_default=True,
    help="What the arm adds to the share in the reference arm (0.08: eight points).",
)
@click.option(
    "--arm", help="The arm with the effect; the others have none (default: the first contrast's)."
)
@click.option("--runs", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The result as JSON.")
def command(
    study: str, effect: float, arm: str | None, runs: int, seed: int, as_json: bool
) -> None:  # fmt: skip
    """Run the protocol of STUDY many times on invented people, drawn and analysed as it says."""
    from samsyn.evaluation.study_bundle import plain
    from samsyn.evaluation.study_folder import find_study
    from samsyn.evaluation.study_plan import simulate_plan

    found = simulate_plan(find_study(study), effect=effect, arm=arm, runs=runs, seed=seed)
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
        return
    for each in found:
        click.echo(told(each))


def told(each: "Simulated") -> str:
    """One contrast over all runs, in words, with what chance in the runs may add or take."""
    what = "Falska larm" if each.true == 0 else f"Styrka vid {_percent(each.true)} procentenheter"
    return (
        f"{each.arm} mot {each.against}, {number(each.runs)} körningar. "
        f"{what}: {_with_chance(each.found, each)} procent. "
        f"Intervallen täcker sanningen: {_with_chance(each.coverage, each)} procent. "
        f"Medelskattning {_percent(each.mean, 2)}, medelfel {_percent(each.mean_error, 2)}."
    )


def _with_chance(share: float, each: "Simulated") -> str:
    low, high = each.within(share)
    return f"{_percent(share)} ({_percent(low)}–{_percent(high)})"


def _percent(proportion: float, decimals: int = 1) -> str:
    return number(round(100 * proportion, 6), decimals)
