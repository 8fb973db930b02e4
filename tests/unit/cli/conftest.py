"""The register's own fixtures, for the commands that work on a register."""

from tests.unit.register.conftest import register, take_in

__all__ = ["register", "take_in"]
