"""Taking a person out of the files that this installation keeps, and counting where they are.

Rows go out of the CSV files of a package in a folder. A packed file, a workbook and any other
file that holds the person go whole. What is encrypted cannot be opened: it goes where it may be
of the person's controller, that is unless a job says that another's user made or brought it.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import fastexcel
from django.db.models import Q

from samsyn.exchange.container import Container, UnreadablePackage, open_container
from samsyn.exchange.writing import ABOUT_FILE
from samsyn.home import home
from samsyn.register.models import CooperationCase, Job, Participation, Person
from samsyn.register.private_file import write_private
from samsyn.register.recognising import Row, Rows, Sought, rows_of, text_of
from samsyn.register.sealed_package import ENDING, PREFIX, sweep_leftovers

FOLDERS = ("refused", "exports", "uploads", f"{PREFIX}*")
"""Where files with people in them may lie, below ``SAMSYN_HOME``."""
TABLE = ".csv"
PACKED = b"PK"
ENCRYPTED = (b"age-encryption.org/", b"-----BEGIN AGE")
WORKBOOK = "xl/workbook.xml"
SHEETS = ("xl/worksheets/", "xl/sharedStrings")
"""The parts of a workbook that are read as tables."""


class Sealed(Exception):
    """A file that cannot be opened here."""


def erase_from_files(sought: Sought, *, controller: str) -> None:
    """Take the person out of every file."""
    sweep_leftovers()
    for paths in _by_folder().values():
        _erase_rows([path for path in paths if path.suffix.lower() == TABLE], sought)
        for path in paths:
            if _holds(path, sought, controller):
                path.unlink(missing_ok=True)


def files_left(sought: Sought, *, controller: str) -> int:
    """In how many files the person still is."""
    paths = (path for group in _by_folder().values() for path in group)
    return sum(1 for path in paths if _holds(path, sought, controller))


def _by_folder() -> Mapping[str, list[Path]]:
    found = defaultdict[str, list[Path]](list)
    for name in FOLDERS:
        for top in home().glob(name):
            for folder, _folders, files in os.walk(top):
                found[folder] += [Path(folder, file) for file in sorted(files)]
    return found


def _erase_rows(paths: list[Path], sought: Sought) -> None:
    """Let the CSV files of one package lose the person's rows, where they are tables at all."""
    texts = {path: text_of(path.read_bytes()) for path in paths if path.exists()}
    if not any(sought.may_be_in(text) for text in texts.values()):
        return
    tables = {}
    for path, text in texts.items():
        with suppress(csv.Error):
            tables[path] = rows_of(text)
    wider = sought.widened(tables.values(), is_anothers=_is_in_register)
    for path, table in tables.items():
        if gone := set(wider.about(table)):
            kept = (row for row in table.rows if row not in gone)
            write_private(path, "".join(map(_line, (table.columns, *kept))).encode())


def _is_in_register(each: str) -> bool:
    """Whether an id is somebody's, now that the person's own are erased."""
    models = (Person, Participation, CooperationCase)
    return any(model._default_manager.filter(pk=each).exists() for model in models)


def _holds(path: Path, sought: Sought, controller: str) -> bool:
    try:
        content = path.read_bytes()
        if content.startswith(PACKED):
            return _packed_holds(path, sought)
        return _part_holds(path.name, content, sought)
    except FileNotFoundError:  # a job was before us
        return False
    except (Sealed, UnreadablePackage):
        return path.exists() and _may_be_of(path, controller)


def _packed_holds(path: Path, sought: Sought) -> bool:
    container, is_sealed = open_container(path), False
    if WORKBOOK in container.names():
        return _workbook_holds(path, container, sought)
    for name in container.names():
        try:
            if _part_holds(name, container.read(name), sought):
                return True
        except Sealed:
            is_sealed = True
    if is_sealed:
        raise Sealed
    return False


def _part_holds(name: str, content: bytes, sought: Sought) -> bool:
    if name.endswith(ENDING) or content.startswith((PACKED, *ENCRYPTED)):
        raise Sealed
    text = text_of(content)
    if not sought.may_be_in(text):
        return False
    if name.lower().endswith(TABLE):
        try:
            return any(sought.about(rows_of(text)))
        except csv.Error:
            return True
    return sought.has_number(text) or (Path(name).name != ABOUT_FILE and sought.has_id(text))


def _workbook_holds(path: Path, container: Container, sought: Sought) -> bool:
    beside = (name for name in container.names() if not name.startswith(SHEETS))
    if any(sought.has_number(text_of(container.read(name))) for name in beside):
        return True
    try:
        book = fastexcel.read_excel(path)
        sheets = [
            book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows()
            for name in book.sheet_names
        ]
    except (fastexcel.FastExcelError, OSError, ValueError):
        raise Sealed from None
    tables = (Rows.of([cell or "" for cell in row] for row in rows) for rows in sheets)
    return any(any(sought.about(table)) for table in tables)


def _may_be_of(path: Path, controller: str) -> bool:
    """Whether a file that cannot be opened may have the controller's people in it."""
    name = path.name
    of_file = Q(result__file=name) | Q(arguments__file=name) | Q(pk=name.partition(".")[0])
    jobs = list(Job.objects.filter(of_file).select_related("user"))
    return not jobs or any(
        each.user.organisation_id == controller or each.acting_as.endswith(f":{controller}")
        for each in jobs
    )


def _line(row: Row) -> str:
    quoted = (
        '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell
        for cell in row
    )
    return ",".join(quoted) + "\n"
