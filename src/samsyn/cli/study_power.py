"""``samsyn study power``: how many people, what can be found, and who can carry them."""

import json
from typing import TYPE_CHECKING

import click

from samsyn.vocabulary.printed import number

if TYPE_CHECKING:
    from samsyn.evaluation.study_plan import Plan


@click.command("power")
@click.argument("study")
@click.option("--json", "as_json", is_flag=True, help="The plan as JSON.")
def command(study: str, as_json: bool) -> None:
    """Check the protocol of STUDY, and say what it can find.

    Every fault of protocol.toml is listed with its line and field. Then: the smallest difference
    the study can find, the people it needs, power by difference, and room by arm.
    """
    from samsyn.evaluation.study_bundle import plain
    from samsyn.evaluation.study_folder import find_study
    from samsyn.evaluation.study_plan import plan

    found = plan(find_study(study).protocol)
    click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1) if as_json else told(found))


def told(plan: "Plan") -> str:
    """The plan in words."""
    base, an_arm = plan.power, plan.power.people_an_arm
    needed = (
        f"För önskad styrka behövs {plan.needed.assigned[0]} lottade per arm och {plan.asked} "
        "tillfrågade i allt."
    )
    lines = [
        f"{an_arm} personer per arm, {_percent(base.share_control)} procent i jämförelsearmen.",
        f"Minsta skillnad som hittas: {_percent(base.smallest_detectable)} procentenheter.",
        f"Styrka vid {_percent(base.difference)} procentenheter: {_percent(base.power, 0)} %.",
        needed,
        "",
        "Skillnad  Styrka",
        *(f"{_percent(gap):>8}  {_percent(power, 0):>5} %" for gap, power in plan.curve),
    ]
    for arm, room in plan.room.items():
        lines.append(f"{arm}: {room} platser på {number(plan.months_of_intake)} månaders intag.")
    for arm, over in plan.too_many.items():
        lines.append(f"OBS: {arm} får {over} personer fler än det finns plats för.")
    return "\n".join(lines)


def _percent(proportion: float, decimals: int = 1) -> str:
    return number(round(100 * proportion, 6), decimals)
