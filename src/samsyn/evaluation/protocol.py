"""The protocol: what a study promises to do before anyone enters, read from a TOML file."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from samsyn.errors import SamsynError

SECONDARY = ("still_in_measure_or_work", "broke_off")


@dataclass(frozen=True)
class Arm:
    """One arm; ``share`` whole-number parts, ``caseload`` people a coach (0: no cap)."""

    id: str
    title: str
    reference: bool = False
    share: int = 1
    caseload: int = 0
    staff: float = 0.0


@dataclass(frozen=True)
class Site:
    """A municipality that takes part from ``joins_on``."""

    municipality: str
    joins_on: date


@dataclass(frozen=True)
class Component:
    """A part of an outcome; the parts hold each status once and add up to the whole."""

    title: str
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """A named rule over status codes: in one of ``statuses`` in the month."""

    id: str
    title: str
    statuses: tuple[str, ...]
    primary: bool = False
    components: tuple[Component, ...] = ()


@dataclass(frozen=True)
class PlannedContrast:
    """``arm`` minus ``against``."""

    arm: str
    against: str


@dataclass(frozen=True)
class Subgroup:
    """Groups of a covariate known before the draw."""

    id: str
    title: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Price:
    """A cost item: SEK a unit in prices of ``price_year``, with a low and a high value."""

    id: str
    title: str
    payer: str
    unit: str
    amount: float
    low: float
    high: float
    price_year: int
    transfer: bool = False


@dataclass(frozen=True)
class Approval:
    """Without these a protocol cannot be locked."""

    number: str = ""
    decided_on: date | None = None
    consulted: tuple[str, ...] = ()
    consent: str = ""
    """The study's own consent, apart from the register's: name and version of its text."""


@dataclass(frozen=True)
class PowerPlan:
    """Shares and chances are proportions."""

    share_control: float
    difference: float
    power: float = 0.8
    loss: float = 0.0
    refusal: float = 0.0
    people_an_arm: int = 0


@dataclass(frozen=True)
class Protocol:
    """A protocol whose fields are each in order; whether it can be locked is another question.

    ``horizons`` and ``follow_up_months`` are months since entry. ``seed_fingerprint`` ties the
    draw to a seed that is opened when the last person is in.
    """

    study: str
    title: str
    question: str
    eligible: str
    arms: tuple[Arm, ...]
    sites: tuple[Site, ...]
    outcomes: tuple[Outcome, ...]
    horizons: tuple[int, ...]
    follow_up_months: int
    contrasts: tuple[PlannedContrast, ...]
    subgroups: tuple[Subgroup, ...]
    covariates: tuple[str, ...]
    strata: tuple[str, ...]
    correction: str
    errors: str
    level: float
    prices: tuple[Price, ...]
    discount_rate: float
    data_cut: date
    approval: Approval
    seed_fingerprint: str
    power: PowerPlan | None = None
    secondary: tuple[str, ...] = ()
    """Secondary outcomes that no status code holds: names in ``SECONDARY``."""

    @property
    def reference(self) -> str:
        """The id of the reference arm."""
        return next(arm.id for arm in self.arms if arm.reference)

    def outcome(self, name: str) -> Outcome | None:
        """The outcome with this id, if the protocol has one."""
        return next((each for each in self.outcomes if each.id == name), None)


@dataclass(frozen=True)
class Fault:
    """Something to correct: where it stands and what to do."""

    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.problem}"


class InvalidProtocol(SamsynError):
    """A protocol file with faults; the message lists them all, ``faults`` has them in order."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        listed = "".join(f"\n  {fault}" for fault in faults)
        many = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        super().__init__(f"{name} has {many} to correct:{listed}")


def new_protocol(study: str) -> str:
    """The text of a protocol to fill in, with comments; it reads, but cannot yet be locked."""
    template = files("samsyn.evaluation").joinpath("protocol_template.toml")
    return template.read_text(encoding="utf-8").replace("STUDIENS-NAMN", study)
