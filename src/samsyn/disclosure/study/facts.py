"""What a study hands to disclosure control: exact numbers, which go no further than this floor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samsyn.evaluation.analysis import Results
from samsyn.evaluation.balance_table import Balance
from samsyn.evaluation.cost_effectiveness import Icer, Plane, Sensitivity
from samsyn.evaluation.delivery import Held
from samsyn.evaluation.interval import Interval
from samsyn.evaluation.protocol_versions import Version
from samsyn.evaluation.screening import Flow
from samsyn.evaluation.time_to_event import LogRank, Survival


@dataclass(frozen=True)
class ArmMean:
    """The mean of a measure among ``people`` of an arm, in the measure's unit."""

    mean: float
    people: int


@dataclass(frozen=True)
class DeliveryFacts:
    """What was given. ``means``: arm → measure → mean a person; ``held``: the promises' test.

    ``breaches``: arm → kind → how many; ``measures``: the measures' titles in Swedish.
    """

    means: Mapping[str, Mapping[str, ArmMean]]
    held: Sequence[Held] = ()
    breaches: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """A covariate's mean in the study and in a population it is held against (0–1 for a share)."""

    covariate: str
    population: str
    study: float
    other: float
    people: int
    people_other: int
    standardised: float


@dataclass(frozen=True)
class CostComparison:
    """Extra cost (SEK) and effect a person, ``arm`` minus ``against``, with what follows.

    ``acceptability``: pairs (SEK a unit of effect, share of draws worth it).
    """

    arm: str
    against: str
    icer: Icer
    cost: Interval
    effect: Interval
    plane: Plane | None = None
    acceptability: Sequence[tuple[float, float]] = ()
    sensitivity: Sequence[Sensitivity] = ()


@dataclass(frozen=True)
class CostFacts:
    """Costs a person in SEK: ``by_payer`` arm → payer (and ``society``) → mean.

    ``effect_unit`` in Swedish, one of it: "månad i arbete eller studier". ``prices``: the cost
    items' titles by id, for the sensitivity.
    """

    price_year: int
    rate: float
    effect_unit: str
    people: Mapping[str, int]
    by_payer: Mapping[str, Mapping[str, float]]
    comparisons: Sequence[CostComparison] = ()
    prices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StudyFacts:
    """Everything a study's report tells of. Without ``results`` it is an interim report.

    ``entries``: municipality and day of entry of everyone assigned. ``called``: group of
    municipalities (in Swedish) → month ("2015-01") → (called, eligible). ``snapshot``: the id or
    hash of the data; ``replay``: name and SHA-256 of the replay bundle. ``municipalities``: names
    by code. ``labels``: titles in Swedish of covariates, groups and reasons by their code.
    """

    locked: Sequence[Version]
    flow: Flow
    entries: Sequence[tuple[str, date]]
    snapshot: str
    data_cut: date
    invented: bool
    balance: Balance | None = None
    beside: Sequence[Beside] = ()
    called: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    delivery: DeliveryFacts | None = None
    results: Results | None = None
    first_job: Sequence[Survival] = ()
    first_job_test: LogRank | None = None
    costs: CostFacts | None = None
    replay: tuple[str, str] = ("", "")
    municipalities: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
