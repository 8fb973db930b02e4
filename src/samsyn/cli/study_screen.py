"""``samsyn study screen``: a person comes to a step, or goes no further, with the reason."""

from datetime import datetime

import click

from samsyn.register.clock import today


@click.command("screen")
@click.argument("study")
@click.argument("person")
@click.argument("step")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
@click.option("--site", default="", help="The municipality's code (first step).")
@click.option("--suggested-by", default="", help="Who suggested the person (first step).")
@click.option("--reason", default="", help="Why the person goes no further.")
def command(
    study: str, person: str, step: str, day: datetime | None, site: str, suggested_by: str,
    reason: str,
) -> None:  # fmt: skip
    """Log that PERSON (the study's own id) came to STEP.

    Steps in order: suggested, judged, wants_support, asked, consented, (assigned: the draw),
    accepted, started. Someone who goes no further gets --reason at the step they came to.

    \b
    Examples:
      samsyn study screen my-study p1 suggested --site 0180 --suggested-by social_insurance_agency
      samsyn study screen my-study p1 asked --reason no_consent
    """
    from samsyn.evaluation.study_actions import record_step
    from samsyn.evaluation.study_folder import find_study
    from samsyn.vocabulary.codelist import code_list

    on = day.date() if day else today()
    record_step(
        find_study(study), person, step, on=on, site=site, suggested_by=suggested_by, reason=reason
    )
    label = code_list("study_step").label(step)
    why = f" Gick inte vidare: {code_list('study_stop_reason').label(reason)}." if reason else ""
    click.echo(f"{person}: {label}, {on}.{why}")
