"""``samsyn indicator``: one indicator from a snapshot, as a table or as JSON."""

import json
from contextlib import closing

import click

from samsyn.cli.indicator_table import as_table, list_of_indicators
from samsyn.disclosure import Question, Snapshot, card, open_snapshot, release
from samsyn.disclosure.released import COLUMNS
from samsyn.disclosure.unprotected import Figure, log_file, unprotected
from samsyn.errors import UnknownName, WrongUse
from samsyn.statistics.question import LEVELS
from samsyn.statistics.scope import form_of
from samsyn.vocabulary.period import Period, parse_period, parse_span

EXAMPLES = """\b
Examples:
  samsyn indicator --list
  samsyn indicator participants_identified --period 2019
  samsyn indicator outcome_work_or_study --period 2016..2019 --by sex
  samsyn indicator participants_identified --year 2017 --level county --area 14
  samsyn indicator sex_share --of participants_identified --year 2017
  samsyn indicator interventions --period 2017 --against 2016 --json
  samsyn indicator completed --period 2019-H1 --by exit_reason,sex
"""


@click.command(epilog=EXAMPLES)
@click.argument("name", metavar="ID", required=False)
@click.option("--list", "listed", is_flag=True, help="List every indicator with its keys.")
@click.option("--period", "--year", help="2019, 2019-H1, 2019-03, or a span: 2016..2019.")
@click.option("--level", default="nation", show_default=True, help=f"One of {', '.join(LEVELS)}.")
@click.option("--area", default="", help="Only this area of the level, by its code.")
@click.option("--by", help="A key of the indicator, or two with a comma between. Without: all.")
@click.option("--of", default="", help="For sex_share: the indicator whose sexes are compared.")
@click.option("--against", help="Add the change since this period.")
@click.option("--snapshot", help="A snapshot's id. Without: the latest.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array, one object a number.")
@click.option(
    "--unprotected",
    "open_numbers",
    is_flag=True,
    help="Numbers before disclosure control, to check against the register. Logged.",
)
def command(
    name: str | None,
    listed: bool,
    period: str | None,
    level: str,
    area: str,
    by: str | None,
    of: str,
    against: str | None,
    snapshot: str | None,
    as_json: bool,
    open_numbers: bool,
) -> None:
    """Print the indicator ID, protected, from the latest snapshot.

    Without --by: the total, each key alone, and each key by sex. A number too small to be
    shown, or that would give such a number away, reads .. in print and null in JSON.
    """
    if listed:
        click.echo(list_of_indicators(as_json=as_json))
        return
    question = _question(name, period, level, area, by, of, against)
    with closing(open_snapshot(snapshot)) as opened:
        figures = _figures(question, opened, open_numbers=open_numbers)
        if as_json:
            rows = [{column: figure[column] for column in COLUMNS} for figure in figures]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            click.echo(as_table(card(question.indicator, of), figures, opened))


def _question(
    name: str | None,
    period: str | None,
    level: str,
    area: str,
    by: str | None,
    of: str,
    against: str | None,
) -> Question:
    """The question the options put; raises ``UnknownName`` or ``WrongUse``, exit status 2."""
    if not name:
        raise WrongUse("Say which indicator: samsyn indicator ID. They are in --list.")
    about = card(name, of)
    if name == "sex_share" and not of:
        raise WrongUse("sex_share needs --of ID, for instance --of participants_identified.")
    if not period:
        raise WrongUse(f"Say which period: samsyn indicator {name} --period 2019.")
    if level not in LEVELS:
        raise UnknownName(level, "level", known=LEVELS)
    if area and level == "nation":
        raise WrongUse(f"--area {area} needs a --level that has it: {', '.join(about.levels[1:])}.")
    keys = tuple(dict.fromkeys(filter(None, by.split(",")))) if by is not None else None
    for key in keys or ():
        if key not in about.breakdowns:
            raise UnknownName(key, f"breakdown of {name}", known=about.breakdowns)
    periods = parse_span(period)
    return Question(name, periods, of, level, area, keys, _against(against, periods))


def _against(against: str | None, periods: tuple[Period, ...]) -> Period | None:
    if not against:
        return None
    then = parse_period(against)
    if form_of(then) != form_of(periods[0]):
        raise WrongUse(f"--against {then} and --period {periods[0]} are not of the same form.")
    return then


def _figures(question: Question, snapshot: Snapshot, *, open_numbers: bool) -> list[Figure]:
    if not open_numbers:
        return [row.figure() | {"reason": row.reason} for row in release([question], snapshot)]
    figures = unprotected([question], snapshot)
    click.echo(
        "samsyn: these numbers are NOT protected. Keep them to yourself, and do not publish "
        f"them. The use is noted in {log_file()}.",
        err=True,
    )
    return figures
