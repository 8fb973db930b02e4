"""Reading and checking before the register is held, and writing only if nothing came between.

On SQLite whoever is in a transaction keeps all others from writing, and the rules take longer
than the writing. So an act reads and checks freely, and ``register_rows`` looks in the log, once
it holds its end, for what others have done since to the same person or to facts of any kind. An
act that holds a case, or writes besides, is a transaction within this: it too begins again.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import gettext as _

from samsyn.errors import SamsynError
from samsyn.register.audit import last_sequence
from samsyn.register.changes import changed_since

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 12
"""Of all who change the same thing at once one is done each time, so so many can."""

_since: ContextVar[int | None] = ContextVar("looked_since", default=None)


class ChangedMeanwhile(SamsynError):
    """Someone changed what an act is about while it was checked; nothing of the act is done."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Någon annan ändrade samma uppgifter i samma ögonblick. Inget är ändrat av dig. "
                "Läs om sidan, se efter vad som står där nu, och försök igen."
            )
        )


def looked_since() -> int:
    """The log's latest entry when the act began to read."""
    began = _since.get()
    return last_sequence() if began is None else began


def checked_first(act: Callable[P, R]) -> Callable[P, R]:
    """Run ``act`` without holding the register, and again where someone was before it.

    What is refused is looked at again where anything changed meanwhile: it may have been seen in
    part before and in part after. All that ``act`` writes goes through ``register_rows``, so that
    nothing is half done. Raises ``ChangedMeanwhile`` where others were before it every time.
    """

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        left = TRIES
        while True:
            left -= 1
            token = _since.set(last_sequence())
            try:
                return act(*args, **kwargs)
            except SamsynError as error:
                meanwhile = isinstance(error, ChangedMeanwhile) or changed_since(looked_since())
                if not (left and meanwhile):
                    raise
            finally:
                _since.reset(token)

    return tried
