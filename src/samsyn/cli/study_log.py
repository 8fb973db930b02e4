"""``samsyn study log``: what a person was given, what it took, breaches, and the end of it."""

from datetime import date, datetime

import click

from samsyn.errors import WrongUse
from samsyn.register.clock import today


@click.command("log")
@click.argument("study")
@click.argument("person")
@click.option("--month", type=int, help="The month since the draw (1 is the first).")
@click.option("--hours", "staff_hours", type=float, help="Hours of staff to add.")
@click.option("--contacts", "personal_contacts", type=int, help="Personal contacts to add.")
@click.option("--visits", "workplace_visits", type=int, help="Visits to workplaces to add.")
@click.option("--outside", "help_outside_work", type=int, help="Help with other things to add.")
@click.option("--coach", default="", help="Who gave the support, by an id of their own.")
@click.option("--units", metavar="ITEM=N", help="Units of a priced item to add, with --year.")
@click.option("--year", type=int, default=0, show_default=True, help="Year since the draw.")
@click.option("--breach", help="A kind of breach (study_breach).")
@click.option("--ended", is_flag=True, help="The support has ended.")
@click.option("--broke-off", is_flag=True, help="The support ended before it was done.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
def command(
    study: str, person: str, month: int | None, coach: str, units: str | None, year: int,
    breach: str | None, ended: bool, broke_off: bool, day: datetime | None,
    **amounts: float | None,
) -> None:  # fmt: skip
    """Log what PERSON was given; only for someone who has been drawn.

    \b
    Examples:
      samsyn study log my-study p1 --month 3 --hours 4.5 --contacts 2 --coach c7
      samsyn study log my-study p1 --breach coach_in_reference_arm
      samsyn study log my-study p1 --units wage_subsidy=2 --year 1
      samsyn study log my-study p1 --broke-off
    """
    from samsyn.evaluation import study_actions
    from samsyn.evaluation.study_folder import find_study

    found, on = find_study(study), day.date() if day else today()
    given = {name: amount for name, amount in amounts.items() if amount is not None}
    if not (given or units or breach or ended or broke_off):
        raise WrongUse("Say what to log: hours, contacts, units, a breach, or the end.")
    if given:
        if month is None:
            raise WrongUse("Hours and contacts need --month, counted from the draw.")
        study_actions.record_given(found, person, month=month, amounts=given, coach=coach)
    if units:
        item, amount = _units(units)
        study_actions.record_units(found, person, item, amount, year=year)
    if breach:
        study_actions.record_breach(found, person, breach, on=on)
    if ended or broke_off:
        study_actions.record_end(found, person, on=on, broke_off=broke_off)
    click.echo(_told(person, on))


def _units(text: str) -> tuple[str, float]:
    item, _, amount = text.partition("=")
    try:
        return item, float(amount)
    except ValueError:
        raise WrongUse(f"--units is ITEM=NUMBER, as wage_subsidy=2, not {text!r}.") from None


def _told(person: str, on: date) -> str:
    return f"{person}: infört {on}."
