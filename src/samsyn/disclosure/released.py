"""A number that may be shown: the one type that reports, publication and web accept.

Only the floor of disclosure constructs it. A withheld number is ``Released`` too, with the
reason why it is not shown and without its value.
"""

from dataclasses import dataclass, field
from typing import Any, NoReturn

from samsyn.errors import SamsynError
from samsyn.vocabulary.printed import NOT_APPLICABLE, WITHHELD, printed

RELEASED, WITHHELD_STATUS, NOT_AVAILABLE, PUBLISHED = (
    "released",
    "withheld",
    "not_available",
    "published",
)
COLUMNS = (
    "indicator",
    "of",
    "statistic",
    "period",
    "against",
    "level",
    "area",
    "breakdown",
    "value",
    "unit",
    "n",
    "printed",
    "status",
    "definition_version",
    "snapshot",
)
_SEAL = object()


class OnlyDisclosureReleases(SamsynError):
    """Someone tried to make a ``Released`` without passing through disclosure control."""


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """What a reader needs to know about an indicator: its definition, and who answers for it.

    ``breakdowns`` are the keys it can be asked by; ``levels`` the levels of area; ``note`` what
    must be known beside the number. Title,
    definition and source are in Swedish; ``reviewed_on`` is the day the definition was read
    through, and ``next_review`` the day it should be again ("" where none is set).
    """

    id: str
    title: str
    definition: str
    note: str
    version: int
    unit: str
    source: str
    reviewer: str
    reviewed_on: str
    next_review: str
    breakdowns: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Released:
    """One value with its title, definition and source, or the reason why it is not shown.

    ``value`` is unrounded in ``unit`` (a percent is 0–100), ``n`` its denominator; both are
    None where ``status`` is withheld or not_available. ``breakdown`` is ``key=value`` joined by
    ``;``. ``reason`` is "" (released), ``small`` or ``complementary`` (withheld), or the
    sentence that says why an indicator has no answer. Raises ``OnlyDisclosureReleases`` when
    made anywhere but on this floor.
    """

    card: IndicatorCard
    of: str
    statistic: str
    period: str
    against: str
    level: str
    area: str
    breakdown: str
    value: float | int | None
    n: float | int | None
    status: str
    reason: str
    snapshot: str
    source: str
    unit: str
    definition_version: int
    seal: object = field(compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL or type(self) is not Released:
            raise OnlyDisclosureReleases(
                "A Released value comes from disclosure.release(questions, snapshot) or "
                "disclosure.published(…). It is not made by hand, copied with changes or unpickled."
            )
        object.__setattr__(self, "seal", None)

    def __init_subclass__(cls) -> NoReturn:
        raise OnlyDisclosureReleases("Released has no subclasses.")

    def __reduce__(self) -> NoReturn:
        raise OnlyDisclosureReleases("A Released value is not pickled; release it again.")

    def __getstate__(self) -> NoReturn:
        self.__reduce__()

    def __setstate__(self, state: object) -> NoReturn:
        self.__reduce__()

    def __copy__(self) -> "Released":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Released":
        return self

    def __repr__(self) -> str:
        where = ":".join(part for part in (self.level, self.area) if part)
        what = f"{self.indicator} {self.statistic} {self.period} {where} {self.breakdown}".rstrip()
        return f"<Released {what}: {self.printed}>"

    @property
    def indicator(self) -> str:
        return self.card.id

    @property
    def title(self) -> str:
        return self.card.title

    @property
    def definition(self) -> str:
        return self.card.definition

    @property
    def shown(self) -> bool:
        """Whether there is a number to read."""
        return self.value is not None

    @property
    def printed(self) -> str:
        """The value as it stands in a table: ``..`` withheld, ``.`` not applicable."""
        if self.status == WITHHELD_STATUS:
            return WITHHELD
        if self.value is None:
            return NOT_APPLICABLE
        return printed(self.value, self.unit, self.statistic)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells this number from every other of the same snapshot."""
        return (
            self.indicator,
            self.of,
            self.statistic,
            self.period,
            self.against,
            self.level,
            self.area,
            self.breakdown,
        )

    def figure(self) -> dict[str, str | float | int | None]:
        """The row of ``figures.csv``: the columns of ``COLUMNS`` in that order."""
        return {name: getattr(self, name) for name in COLUMNS}


def sealed(**facts: Any) -> Released:
    """Make a ``Released``; for the modules of this floor alone.

    A value that is withheld or not available loses its value and its denominator here, so that
    no later step can print them.
    """
    if facts["status"] in (WITHHELD_STATUS, NOT_AVAILABLE):
        facts |= {"value": None, "n": None}
    return Released(seal=_SEAL, **facts)
