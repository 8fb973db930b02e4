"""What a result allows one to say, in Swedish: never more than its interval holds.

"No effect" is never said of a test that found nothing: the interval and the smallest difference
that the study can find are. An arm is best only when its nearest rival is excluded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.errors import WrongUse
from samsyn.evaluation.intention_to_treat import Contrast, Effect
from samsyn.evaluation.interval import Interval
from samsyn.vocabulary.printed import number


@dataclass(frozen=True)
class Ranking:
    """The arm with the highest outcome; ``rivals`` are the arms that the study cannot put below it.

    ``words`` is the sentence to print; it says best only where there are no rivals.
    """

    highest: str
    rivals: tuple[str, ...]
    words: str


def difference_in_words(
    effect: Effect, *, titles: Mapping[str, str], smallest_detectable: float
) -> str:
    """One contrast of shares in a sentence, in percentage points with its interval.

    ``smallest_detectable`` (a proportion) is the plan's; it is said where the interval holds nil.

    >>> from samsyn.evaluation import itt
    >>> effect, = itt([1, 0, 1, 0], list("SSFF"), reference="F").effects
    >>> titles = {"S": "Coach", "F": "Samarbete"}
    >>> difference_in_words(effect, titles=titles, smallest_detectable=0.09)[:36]
    'Ingen säkerställd skillnad mellan Co'
    """
    arm, against = titles[effect.arm], titles[effect.against]
    if effect.covers(0):
        return (
            f"Ingen säkerställd skillnad mellan {arm} och {against}: {_points(effect)}. "
            f"Det visar inte att effekten är noll: studien kan räkna med att hitta skillnader "
            f"från {_number(smallest_detectable)} procentenheter."
        )
    more = "fler" if effect.estimate > 0 else "färre"
    return f"{more.capitalize()} i {arm} än i {against}: {_points(effect)}."


def highest_arm(
    contrasts: Sequence[Contrast], *, titles: Mapping[str, str], level: float = 0.95
) -> Ranking:
    """Which arm is highest, and whether that is sure: Holm-adjusted over all pairs given.

    ``contrasts`` must hold every pair of arms (``contrasts(itt(...))`` gives them).
    """
    arms = sorted({name for each in contrasts for name in (each.effect.arm, each.effect.against)})
    if len(contrasts) != len(arms) * (len(arms) - 1) // 2 or not contrasts:
        raise WrongUse("To rank arms, give the contrasts of all pairs.")
    highest = max(arms, key=lambda arm: sum(_lead(each, arm) for each in contrasts))
    rivals = tuple(
        _other(each, highest)
        for each in contrasts
        if highest in (each.effect.arm, each.effect.against) and each.p_holm >= 1 - level
    )
    if not rivals:
        return Ranking(highest, (), f"{titles[highest]} har högst andel av alla.")
    named = " och ".join(titles[rival] for rival in rivals)
    return Ranking(
        highest, rivals,
        f"{titles[highest]} har högst andel, men skillnaden mot {named} är inte säkerställd.",
    )  # fmt: skip


def _lead(contrast: Contrast, arm: str) -> float:
    """How far the arm is before the other of the pair; nil if it is not one of them."""
    if arm == contrast.effect.arm:
        return contrast.effect.estimate
    return -contrast.effect.estimate if arm == contrast.effect.against else 0.0


def _other(contrast: Contrast, arm: str) -> str:
    return contrast.effect.against if arm == contrast.effect.arm else contrast.effect.arm


def _points(interval: Interval) -> str:
    estimate, lower, upper = (
        _number(v) for v in (interval.estimate, interval.lower, interval.upper)
    )
    percent = number(100 * interval.level)
    return f"{estimate} procentenheter ({percent} procents konfidensintervall {lower} till {upper})"


def _number(proportion: float) -> str:
    return number(round(100 * proportion, 6), 1)
