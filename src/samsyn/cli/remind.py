"""`samsyn remind`: letters to those for whom something is due; nothing personal in them."""

import click


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say who would get a letter; send none.")
@click.option("--address", default="http://localhost:8000", show_default=True)
def command(dry_run: bool, address: str) -> None:
    """Count the quality, and send each registrar and caseworker with something due a letter.

    Run it once a day: hits of rules await registrars too. A dry run counts nothing.
    What is kept for a while only goes too: old uploads, exports, refused rows and drafts.
    """
    from samsyn.register.opening import open_register

    open_register()
    from samsyn.cli.quality import count
    from samsyn.register.disposal import dispose_of_old
    from samsyn.web.reminders import due_letters, send

    if not dry_run:
        count()
    letters = due_letters()
    for letter in letters:
        click.echo(f"  {letter.to}: {letter.count}")
    if not dry_run:
        dispose_of_old()
        send(letters, address=address)
    click.echo(f"{len(letters)} brev {'att skicka' if dry_run else 'skickade'}.")
