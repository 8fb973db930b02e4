"""What a package lies in: a folder or a .zip, opened without trusting it.

Nothing is unpacked to disk, nothing outside the folder is read, and a zip that would swell
beyond reason is refused before a byte of it is unpacked.
"""

import zipfile
import zlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Protocol

from samsyn.errors import SamsynError

LARGEST = 4 * 2**30
"""Bytes that all files together may have, unpacked."""
MOST_FILES = 1000
LARGEST_RATIO = 200
"""How many times larger than the zip its content may be; rows of a register reach some 30."""
_SMALL = 2**20  # the ratio says nothing about less than this


class UnreadablePackage(SamsynError):
    """What was given is no exchange package that can be read; says why and what to do."""


class Container(Protocol):
    """The files of a package, by their path from its top with ``/`` between folders."""

    def names(self) -> tuple[str, ...]:
        """Every file, in alphabetical order."""

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises ``UnreadablePackage`` where it cannot be read."""


def open_container(path: Path) -> Container:
    """The folder or zip at ``path``; raises ``UnreadablePackage`` where it is neither."""
    if path.is_dir():
        return _Folder(path, _files_in(path))
    if not path.exists():
        raise UnreadablePackage(f"{path} finns inte. Kontrollera sökvägen till paketet.")
    if not path.is_file() or not zipfile.is_zipfile(path):
        raise UnreadablePackage(
            f"{path} är varken en mapp eller en zip-fil. Ett paket är en mapp med "
            "datapackage.json och en CSV-fil per tabell, eller en zip-fil av den mappen."
        )
    return _open_zip(path)


@dataclass(frozen=True)
class _Folder:
    path: Path
    files: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        return self.files

    def read(self, name: str) -> bytes:
        path = self.path / name
        if not path.resolve().is_relative_to(self.path.resolve()):
            raise UnreadablePackage(
                f"{name} pekar ut ur paketet {self.path}. Lägg själva filen i paketet."
            )
        try:
            _must_be_small(path.stat().st_size, self.path)
            return path.read_bytes()
        except OSError as error:
            raise UnreadablePackage(f"{path} går inte att läsa: {error.strerror}.") from error


@dataclass(frozen=True)
class _Zip:
    path: Path
    entries: dict[str, str]  # the path from the package's top, and the name in the zip

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.entries))

    def read(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(self.entries[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UnreadablePackage(
                f"{name} i {self.path} är skadad: {error}. Packa eller hämta zip-filen på nytt."
            ) from error
        except (NotImplementedError, RuntimeError) as error:
            raise UnreadablePackage(
                f"{name} i {self.path} är packad på ett sätt som inte går att läsa: {error}. "
                "Packa mappen som en vanlig zip-fil utan lösenord."
            ) from error


def _files_in(folder: Path) -> tuple[str, ...]:
    """All files below, unless they are so many that this cannot be a package."""
    found = (each for each in folder.rglob("*") if each.is_file())
    first = list(islice(found, MOST_FILES + 1))
    _must_be_few(len(first), folder)
    return tuple(sorted(each.relative_to(folder).as_posix() for each in first))


def _open_zip(path: Path) -> _Zip:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadablePackage(
            f"{path} är en skadad zip-fil: {error}. Packa eller hämta den på nytt."
        ) from error
    _must_be_safe(entries, path)
    names = [each.filename for each in entries if not _of_the_system(each.filename)]
    top = _single_top_folder(names)
    return _Zip(path, {name.removeprefix(top): name for name in names})


def _must_be_safe(entries: list[zipfile.ZipInfo], path: Path) -> None:
    _must_be_few(len(entries), path)
    size = sum(each.file_size for each in entries)
    _must_be_small(size, path)
    if size > max(_SMALL, LARGEST_RATIO * path.stat().st_size):
        raise UnreadablePackage(
            f"{path} skulle bli mer än {LARGEST_RATIO} gånger så stor när den packas upp, "
            "som en zip-bomb, och läses inte. Lämna paketet som en mapp om det är riktigt."
        )
    for each in entries:
        _must_be_plain(each, path)
    if len({each.filename for each in entries}) < len(entries):
        raise UnreadablePackage(
            f"{path} innehåller samma filnamn flera gånger. Packa mappen på nytt."
        )


def _must_be_plain(entry: zipfile.ZipInfo, path: Path) -> None:
    parts = PurePosixPath(entry.filename).parts
    if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise UnreadablePackage(
            f"{path} innehåller en fil vars sökväg leder ut ur paketet. "
            "Packa mappen på nytt, med enbart filerna i den."
        )
    if entry.flag_bits & 1:
        raise UnreadablePackage(
            f"{path} är låst med lösenord. Packa mappen utan lösenord och skydda i stället "
            "vägen den skickas."
        )


def _must_be_few(files: int, path: Path) -> None:
    if files > MOST_FILES:
        raise UnreadablePackage(
            f"{path} innehåller fler än {MOST_FILES} filer och är inget paket. "
            "Ange mappen eller zip-filen som paketet ligger i."
        )


def _must_be_small(size: int, path: Path) -> None:
    if size > LARGEST:
        raise UnreadablePackage(
            f"{path} är större än {LARGEST // 2**30} GiB uppackad och läses inte. "
            "Dela upp paketet i flera."
        )


def _of_the_system(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name == ".DS_Store"


def _single_top_folder(names: list[str]) -> str:
    """``folder/`` where every file lies in one and the same folder, else nothing."""
    tops = {name.split("/", 1)[0] + "/" for name in names}
    return tops.pop() if len(tops) == 1 and all("/" in name for name in names) else ""
