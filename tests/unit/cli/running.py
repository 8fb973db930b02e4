"""Running a command in this process, as ``main`` does it."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from click.testing import CliRunner

from samsyn.cli import samsyn
from samsyn.errors import SamsynError


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, object]:
        return json.loads(self.out)


Run = Callable[..., Said]


def ran(*arguments: object, answer: str | None = None) -> Said:
    """What the command said; an error for the user is its text and its status."""
    result = CliRunner().invoke(samsyn, [str(a) for a in arguments], input=answer)
    if isinstance(result.exception, SamsynError):
        return Said(result.exception.exit_code, result.stdout, str(result.exception))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout, result.stderr)
