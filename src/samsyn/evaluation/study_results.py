"""Everything a study found, as one value: what is kept, replayed, and sent to disclosure control.

Shares are proportions, money is SEK, months are months since entry unless a name says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samsyn.evaluation.analysis import ArmShare, Results
from samsyn.evaluation.complier import ComplierEffect
from samsyn.evaluation.conclusions import Ranking
from samsyn.evaluation.cost_effectiveness import Icer, Sensitivity, Verdict
from samsyn.evaluation.delivery import Held
from samsyn.evaluation.interval import Interval
from samsyn.evaluation.protocol_versions import Standing
from samsyn.evaluation.screening import Flow
from samsyn.evaluation.shares import ChiSquare, Pair
from samsyn.evaluation.study_follow import Followed
from samsyn.evaluation.time_to_event import LogRank, Survival


@dataclass(frozen=True)
class Source:
    """What the results were computed from. ``tables``: rows and SHA-256 by study table.

    ``followed``: the register's snapshot that the outcomes came from; None where they did not.
    """

    snapshot: str
    tables: Mapping[str, tuple[int, str]]
    invented: bool
    data_cut: date
    cut_standing: Standing
    followed: Followed | None = None


@dataclass(frozen=True)
class ProtocolChange:
    """One locked version: its day, why, the fields it changed, and how many were in by then."""

    number: int
    dated: date
    reason: str
    fields: tuple[str, ...]
    people_entered: int


@dataclass(frozen=True)
class PlannedPower:
    """What the plan could find: the smallest detectable rise, and the power at its difference."""

    share_control: float
    difference: float
    people_an_arm: int
    power: float
    smallest_detectable: float


@dataclass(frozen=True)
class ArmDrawn:
    """One arm of the draw: people, and the mean chance they had of it (planned) as a share."""

    arm: str
    people: int
    share: float
    planned: float


@dataclass(frozen=True)
class PopulationRow:
    """One covariate in the study and in the populations it is held against (means or shares).

    ``standardised``: the study minus each population, in standard deviations; None where the
    population's spread is not known.
    """

    covariate: str
    study: float
    populations: Mapping[str, float]
    standardised: Mapping[str, float | None]


@dataclass(frozen=True)
class PopulationBalance:
    """Study against population; ``people`` by population."""

    people: Mapping[str, int]
    study_people: int
    rows: tuple[PopulationRow, ...]


@dataclass(frozen=True)
class AllPairs:
    """Raw shares of an outcome at a month: every pair of arms, Holm over the pairs, chi-square.

    ``pairs`` and ``p_holm`` in the same order; Wald limits without strata (HC2 with strata stands
    in the analysis). ``ranking`` says which arm is highest and who its rivals are.
    """

    outcome: str
    month: int
    pairs: tuple[Pair, ...]
    p_holm: tuple[float, ...]
    chi_square: ChiSquare | None
    ranking: Ranking
    standing: Standing = "exploratory"


@dataclass(frozen=True)
class Secondary:
    """A secondary outcome at a month: shares by arm, and every pair of arms with Holm.

    ``outcome``: ``still_in_measure_or_work`` or ``broke_off``.
    """

    outcome: str
    title: str
    month: int
    shares: tuple[ArmShare, ...]
    pairs: tuple[Pair, ...]
    p_holm: tuple[float, ...]
    standing: Standing


@dataclass(frozen=True)
class Loss:
    """One arm at a month: people drawn, observed, and why the others are not."""

    arm: str
    month: int
    assigned: int
    observed: int
    deceased: int
    emigrated: int
    protected: int
    not_over: int


@dataclass(frozen=True)
class Complier:
    """The effect among those who took part because they were drawn to; labelled in ``effect``."""

    outcome: str
    month: int
    arm: str
    against: str
    effect: ComplierEffect


@dataclass(frozen=True)
class FirstJob:
    """Months to the first month with the primary outcome: curves by arm and the stratified test."""

    outcome: str
    curves: tuple[Survival, ...]
    test: LogRank


@dataclass(frozen=True)
class CostByArm:
    """Mean SEK a person of one arm, by payer (with ``society``) and by item."""

    arm: str
    people: int
    by_payer: Mapping[str, float]
    by_item: Mapping[str, float]


@dataclass(frozen=True)
class CostEffect:
    """One contrast: extra cost to society for months with the outcome.

    ``icer.words`` must be printed with it. ``extra_cost`` by payer with limits; ``worth``:
    (SEK a month, net benefit with limits); ``quadrants`` share of bootstrap draws by verdict;
    ``curve``: pairs (SEK a month, share of draws worth it); ``plane``: some draws
    (extra months, extra SEK) for a chart; ``sensitivity`` one price at a time.
    """

    arm: str
    against: str
    unit: str
    icer: Icer
    extra_effect: Interval
    extra_cost: Mapping[str, Interval]
    worth: tuple[tuple[float, Interval], ...]
    quadrants: Mapping[Verdict, float]
    curve: tuple[tuple[float, float], ...]
    plane: tuple[tuple[float, float], ...]
    sensitivity: tuple[Sensitivity, ...]
    people: int
    people_against: int


@dataclass(frozen=True)
class Costs:
    """Costs of the study: price year, months counted, discounting (a proportion a year)."""

    price_year: int
    months: int
    discount_rate: float
    arms: tuple[CostByArm, ...]
    contrasts: tuple[CostEffect, ...]
    remark: str = ""


@dataclass(frozen=True)
class GivenByArm:
    """What one arm gave: mean a person and month in support, by measure; people with a log."""

    arm: str
    people: int
    means: Mapping[str, float]
    caseload: float


@dataclass(frozen=True)
class Survey:
    """One question to participants of an arm or to its staff: invited, answered, satisfied."""

    respondents: str
    arm: str
    question: str
    invited: int
    answered: int
    satisfied: int


@dataclass(frozen=True)
class Delivery:
    """What was given, held against what the arms promise; breaches by arm and kind."""

    given: tuple[GivenByArm, ...]
    promises: tuple[Held, ...]
    breaches: Mapping[str, Mapping[str, int]]
    surveys: tuple[Survey, ...] = ()


@dataclass(frozen=True)
class StudyResults:
    """All of a study. ``main`` holds balance between arms, effects at the horizons and paths.

    ``called``: by group of municipalities (``from_start``, ``joined_later``, ``other``) and month
    (2015-01), the share called to joint assessment of those eligible. ``outflow``: yearly outflow
    (proportions, by ``work`` and ``studies``) of all in the population, as background.
    ``remarks``: sentences that must stand beside the results. ``broken_promises`` are in delivery.
    """

    study: str
    title: str
    source: Source
    changes: tuple[ProtocolChange, ...]
    plan: PlannedPower | None
    drawn: tuple[ArmDrawn, ...]
    main: Results
    population: PopulationBalance | None
    pairs: tuple[AllPairs, ...]
    secondary: tuple[Secondary, ...]
    loss: tuple[Loss, ...]
    compliers: tuple[Complier, ...]
    first_job: tuple[FirstJob, ...]
    costs: Costs | None
    delivery: Delivery | None
    flow: Flow
    called: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    outflow: Mapping[str, float] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
