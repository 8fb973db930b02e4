"""A package in a zip: what is read, and what is refused before it is unpacked."""

import struct
import zipfile
from pathlib import Path

import pytest
from tests.unit.exchange.sound import sound, write

from samsyn.exchange import container
from samsyn.exchange.package import UnreadablePackage, read_package


def packed(folder: Path, to: Path, *, top: str = "", extra: dict[str, bytes] | None = None) -> Path:
    """The files of ``folder`` in a zip, below ``top``, and ``extra`` files by name."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{top}{path.name}")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return to


@pytest.mark.parametrize("top", ["", "paket/"])
def test_a_zip_of_the_files_or_of_their_folder(top: str, tmp_path: Path):
    """Both are what people make; what the system adds is read over."""
    folder = write(tmp_path / "package", sound())
    extra = {"__MACOSX/._person.csv": b"x", f"{top}.DS_Store": b"x"}
    read = read_package(packed(folder, tmp_path / "p.zip", top=top, extra=extra))
    plain = read_package(folder)
    assert read.frames.keys() == plain.frames.keys()
    assert all(read.frames[name].equals(plain.frames[name]) for name in plain.frames)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Too many times larger than the zip, too large, or too many files."""
    folder = write(tmp_path / "package", {})
    bomb = packed(folder, tmp_path / "a.zip", extra={"person.csv": b"0" * 20_000_000})
    with pytest.raises(UnreadablePackage, match="som en zip-bomb, och läses inte"):
        read_package(bomb)
    monkeypatch.setattr(container, "LARGEST", 2**30)
    many = packed(folder, tmp_path / "b.zip", extra={f"{n}.csv": b"" for n in range(1001)})
    with pytest.raises(UnreadablePackage, match="innehåller fler än 1000 filer"):
        read_package(many)
    monkeypatch.setattr(container, "LARGEST", 100)
    with pytest.raises(UnreadablePackage, match="är större än"):
        read_package(packed(folder, tmp_path / "c.zip", extra={"x.csv": b"0" * 101}))


@pytest.mark.parametrize("name", ["../person.csv", "/person.csv", "a/../../b.csv", "c:/x.csv"])
def test_a_path_out_of_the_zip_is_refused(name: str, tmp_path: Path):
    """Nothing is unpacked to disk, and such a zip is no package either."""
    path = packed(write(tmp_path / "package", {}), tmp_path / "p.zip", extra={name: b"x"})
    with pytest.raises(UnreadablePackage, match="leder ut ur paketet"):
        read_package(path)


def test_a_locked_zip_says_so(tmp_path: Path):
    """The flag of encryption is set on an entry, as a packing program does."""
    path = packed(write(tmp_path / "package", {}), tmp_path / "p.zip")
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    path.write_bytes(content)
    with pytest.raises(UnreadablePackage, match="är låst med lösenord"):
        read_package(path)


def test_a_damaged_zip_says_so(tmp_path: Path):
    """Cut off, or with a byte changed inside a file."""
    whole = packed(write(tmp_path / "package", sound()), tmp_path / "p.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadablePackage, match="varken en mapp eller en zip-fil"):
        read_package(tmp_path / "cut.zip")
    changed = bytearray(whole)
    changed[200] ^= 0xFF
    (tmp_path / "changed.zip").write_bytes(changed)
    with pytest.raises(UnreadablePackage, match="skadad"):
        read_package(tmp_path / "changed.zip")


def test_the_same_name_twice_in_a_zip_is_refused(tmp_path: Path):
    """Which of the two is meant cannot be known."""
    folder = write(tmp_path / "package", {})
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = packed(folder, tmp_path / "p.zip", extra={"datapackage.json": b"{}"})
    with pytest.raises(UnreadablePackage, match="samma filnamn flera gånger"):
        read_package(path)
