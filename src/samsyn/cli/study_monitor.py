"""``samsyn study monitor``: how the study goes, blind to outcomes."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from samsyn.register.clock import today
from samsyn.vocabulary.codelist import code_list
from samsyn.vocabulary.printed import number

if TYPE_CHECKING:
    from samsyn.evaluation.screening import FlowStep
    from samsyn.evaluation.study_monitor import Monitored


@click.command("monitor")
@click.argument("study")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
def command(study: str, day: datetime | None, as_json: bool) -> None:
    """Show STUDY so far: inflow against plan, flow, balance, breaches, caseloads, waiting.

    No outcome is opened, and no single person shown.
    """
    from samsyn.evaluation.study_bundle import plain
    from samsyn.evaluation.study_folder import find_study
    from samsyn.evaluation.study_monitor import monitor

    found = monitor(find_study(study), on=day.date() if day else today())
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(told(found)))


def told(found: "Monitored") -> Iterator[str]:
    """The monitor in lines."""
    yield f"{found.study}, {found.on}. {'Påhittade data. ' if found.invented else ''}Utan utfall."
    yield "\nInflöde      lottade  i allt  plan"
    for each in found.inflow:
        yield f"  {each.month}    {each.people:>7} {each.in_all:>7} {each.planned:>5}"
    yield "\nSteg"
    yield from _steps(found.flow.until_assigned)
    for arm, steps in found.flow.by_arm.items():
        yield from _steps(steps, arm)
    yield f"  Väntar på lottning: {found.waiting}"
    yield "\nLottning    personer  andel  plan"
    for drawn in found.drawn:
        shares = f"{_percent(drawn.share):>6} {_percent(drawn.planned):>5}"
        yield f"  {drawn.arm:<8}  {drawn.people:>8} {shares}"
    yield from _balance(found)
    yield from _places(found)


def _steps(steps: "tuple[FlowStep, ...]", arm: str = "") -> Iterator[str]:
    for step in steps:
        label = code_list("study_step").label(step.step)
        stopped = sum(step.stopped.values())
        yield f"  {arm + ' ' if arm else ''}{label}: {step.people}, slutade där {stopped}"


def _balance(found: "Monitored") -> Iterator[str]:
    if found.without_covariates:
        yield f"\nBakgrund saknas för {found.without_covariates} lottade."
    if found.balance is None:
        return
    p = number(found.balance.p, 2)
    yield f"\nBalans, standardiserade skillnader (gemensamt test p = {p})"
    for row in found.balance.rows:
        apart = "  ".join(f"{arm} {number(d, 2):>5}" for arm, d in row.standardised.items())
        yield f"  {row.covariate:<18} {apart}"


def _places(found: "Monitored") -> Iterator[str]:
    yield "\nPlatser"
    for each in found.caseloads:
        of = f" av {each.cap}" if each.cap else ""
        over = f", OBS: {each.over_cap} över taket" if each.over_cap else ""
        yield f"  {each.arm}: {each.holding}{of} personer, {each.coaches} med ärenden{over}"
    if found.breaches:
        yield "\nAvsteg"
    for arm, kinds in found.breaches.items():
        for kind, many in kinds.items():
            yield f"  {arm}: {code_list('study_breach').label(kind)}, {many}"


def _percent(proportion: float) -> str:
    return number(round(100 * proportion, 6), 1)
