"""A register ready for use, in a database of its own, and the short way to import into it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.unit.register.small_register import BASE, write

from samsyn.register.actions.import_package import Imported, import_package
from samsyn.register.incoming import look_at
from samsyn.register.opening import open_register

TODAY = date(2026, 11, 22)
Import = Callable[..., Imported]


@pytest.fixture
def register(db: None, samsyn_home: Path) -> None:
    """An empty register, with keys."""
    open_register()


@pytest.fixture
def take_in(register: None, tmp_path: Path) -> Import:
    """Imports tables of rows as a package; each call writes a new one."""
    numbers = iter(range(1000))

    def take(tables: dict[str, list[dict[str, str]]] = BASE, **more: bool) -> Imported:
        path = write(tmp_path / f"package{next(numbers)}", tables, **more)
        return import_package(incoming=look_at(path, today=TODAY), by="os:test")

    return take
