"""Import and export as background work."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.exchange.container import UnreadablePackage
from samsyn.exchange.package import read_package
from samsyn.exchange.writing import write_package
from samsyn.register.access import Acting
from samsyn.register.access.scope import outside, tables_of
from samsyn.register.actions.export_own import export_own
from samsyn.register.actions.import_package import RegisterMoved, import_package
from samsyn.register.clock import now, today
from samsyn.register.disposal import dispose_of_old
from samsyn.register.incoming import Incoming, look_at
from samsyn.register.kept_files import exports, uploads
from samsyn.register.models import Job, RegisterMark
from samsyn.register.sealed_package import seal_package
from samsyn.web.jobs import acting_of, start
from samsyn.web.transfer.workbooks import marked

TRIES = 5
SHOWN = 12
Tell = Callable[[int, int], None]


class NotYours(SamsynError):
    """A package with rows that are not the actor's."""


def import_uploaded(job: Job, tell: Tell) -> Mapping[str, Any]:
    """Look at an uploaded package, or (``take_in``) take it in: either all of it or nothing."""
    acting = acting_of(job)
    path = uploads() / job.arguments["file"]
    try:
        check_scope(path, acting)
        incoming = look_at(path, today=today())
    except UnreadablePackage as error:  # where the file lies here is nothing to the user
        raise UnreadablePackage(str(error).replace(str(path), _("Filen"))) from error
    tell(1, 2)
    if not job.arguments.get("take_in"):
        looked: dict[str, Any] = {"preview": _preview(incoming), "lines": _lines(incoming)}
        if job.arguments.get("workbook") and incoming.checked.problems.height:
            looked |= {"file": _with_marks(path, incoming, job), "scope": scope_of(acting)}
        return looked
    for attempt in range(TRIES):
        try:
            done = import_package(incoming=incoming, by=acting.by, acting=acting)
            break
        except RegisterMoved:
            if attempt == TRIES - 1:
                raise
            incoming = look_at(path, today=today())
    path.unlink(missing_ok=True)
    if done.receipt_id:
        start("quality", by=acting)
    said = _lines(incoming)
    result = {"receipt": done.receipt_id, "lines": said}
    if done.refused_rows:
        result |= {"file": _packed(done.refused_rows, job), "scope": scope_of(acting)}
    return result


def export_chosen(job: Job, tell: Tell) -> Mapping[str, Any]:
    """Write what the actor may see as a package; with numbers only encrypted to a recipient."""
    acting = acting_of(job)
    recipient = job.arguments.get("recipient", "")
    name = f"{job.job_id}.zip" + (".age" if recipient else "")
    to = exports() / name
    dispose_of_old()

    def write(clear: Path) -> None:
        export_own(
            by=acting,
            to=clear,
            identity_numbers=bool(recipient),
            reason=job.arguments.get("reason", ""),
        )

    if recipient:
        seal_package(write, to=to, recipient=recipient)
    else:
        write(to)
    tell(1, 1)
    return {"file": name, "scope": scope_of(acting), "lines": []}


def scope_of(acting: Acting) -> list[str]:
    """Which places a file is about: who fetches it must still have them all."""
    return sorted(f"{each.kind}:{each.code}" for each in acting.places)


def check_scope(path: Path, acting: Acting) -> None:
    """Raise ``NotYours`` for a package with a row that is not the actor's to bring in."""
    package = read_package(path)
    found = outside(package.frames, acting)
    if found:
        said = ", ".join(f"{each.rows} i {each.table}" for each in found)
        raise NotYours(
            _(
                "Paketet har rader som inte hör till dina uppdrag (%(said)s). Inget är ändrat. Ta "
                "bort dem och försök igen. Du läser in: %(tables)s."
            )
            % {"said": said, "tables": ", ".join(tables_of(acting)) or "ingenting"}
        )


def _preview(incoming: Incoming) -> list[list[Any]]:
    counts = incoming.counts()
    return [
        [table, each["new"], each["changed"], each["same"], each["refused"]]
        for table, each in counts.items()
    ]


def _lines(incoming: Incoming) -> list[str]:
    """The first problems, in words; identity numbers are never in them."""
    told = incoming.checked.problems.sort(
        pl.col("severity") != "refused", "rule", maintain_order=True
    )
    rows = told.select("problem", "what_to_do").head(SHOWN).rows()
    more = told.height - len(rows)
    lines = [f"{problem} {what_to_do}" for problem, what_to_do in rows]
    return [*lines, f"… och {more} till."] if more > 0 else lines


def _with_marks(path: Path, incoming: Incoming, job: Job) -> str:
    """The workbook again, with what to do at each wrong cell."""
    frames = read_package(path).frames
    name = f"{job.job_id}-att-ratta.xlsx"
    content = marked(frames, incoming.checked.problems, on=today())
    (exports() / name).write_bytes(content)
    return name


def _packed(refused: Path, job: Job) -> str:
    """The refused rows as one file to fetch and correct."""
    frames = {
        path.stem: pl.read_csv(path, infer_schema=False) for path in sorted(refused.glob("*.csv"))
    }
    name = f"{job.job_id}-att-ratta.zip"
    write_package(
        frames,
        to=exports() / name,
        name="att-ratta",
        created=now(),
        invented=RegisterMark.objects.get().invented,
    )
    return name
