"""``samsyn study new``: a protocol to fill in, and a seed of its own kept apart."""

import click


@click.command("new")
@click.argument("study")
def command(study: str) -> None:
    """Start STUDY: a folder with a commented protocol.toml to fill in.

    The secret seed of the draw is made here and kept apart, readable by you alone; the protocol
    holds its fingerprint.
    """
    from samsyn.evaluation.study_folder import make_study, place_for

    made = make_study(place_for(study))
    click.echo(f"Studien {made.folder.name} är påbörjad i {made.folder}.")
    click.echo(f"Fyll i {made.folder / 'protocol.toml'}, och kontrollera den:")
    click.echo(f"  samsyn study power {study}")
