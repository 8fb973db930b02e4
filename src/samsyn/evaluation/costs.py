"""What a person's time in the study cost, and who paid.

Amounts are SEK. Benefits paid (transfers) cost the payer, but not society: what one gives another
gets. Costs of later years are brought to one price year, then discounted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.linear import Floats

PAYERS = ("state", "region", "municipality", "person")
SOCIETY = "society"


@dataclass(frozen=True)
class CostItem:
    """An amount for one person: ``amount`` SEK in prices of ``price_year``.

    ``year_of_study`` is 0 in the first year after entry (not discounted), 1 in the second.
    ``transfer``: a benefit, no cost to society.
    """

    person: str
    payer: str
    kind: str
    amount: float
    price_year: int
    year_of_study: int = 0
    transfer: bool = False


def staff_cost(
    *, hours: float, wage_a_month: float, overhead: float, hours_a_month: float = 165
) -> float:
    """SEK for staff time: hours × hourly wage × (1 + overhead); overhead 0.6 is 60 percent.

    >>> staff_cost(hours=10, wage_a_month=33_000, overhead=0.5)
    3000.0
    """
    return hours * wage_a_month / hours_a_month * (1 + overhead)


def discounted(amount: float, *, years: float, rate: float) -> float:
    """The value today of an amount that falls due in some years; rate 0.03 is 3 percent.

    >>> round(discounted(1030, years=1, rate=0.03))
    1000
    """
    return amount / float((1 + rate) ** years)


def in_prices_of(
    amount: float, *, price_year: int, to_year: int, index: Mapping[int, float]
) -> float:
    """An amount moved from one year's prices to another's by a price index.

    >>> in_prices_of(100, price_year=2015, to_year=2017, index={2015: 313.0, 2017: 322.4})
    103.003...
    """
    for year in (price_year, to_year):
        if year not in index:
            raise UnknownName(str(year), "price year", known=map(str, index))
    return amount * index[to_year] / index[price_year]


def costs_by_payer(
    items: Iterable[CostItem],
    *,
    people: Sequence[str],
    to_year: int,
    index: Mapping[int, float],
    rate: float = 0.03,
) -> dict[str, Floats]:
    """SEK a person (in the order of ``people``) for each payer and for ``society``.

    Society bears every cost but transfers. People without items cost 0.

    >>> items = [CostItem("a", "state", "wage subsidy", 100, 2017),
    ...          CostItem("a", "state", "activity compensation", 50, 2017, transfer=True)]
    >>> found = costs_by_payer(items, people=["a", "b"], to_year=2017, index={2017: 1})
    >>> found["state"].tolist(), found["society"].tolist()
    ([150.0, 0.0], [100.0, 0.0])
    """
    place = {person: number for number, person in enumerate(people)}
    totals = {payer: np.zeros(len(people)) for payer in (*PAYERS, SOCIETY)}
    for item in items:
        if item.payer not in PAYERS:
            raise UnknownName(item.payer, "payer", known=PAYERS)
        if item.person not in place:
            raise WrongUse("A cost belongs to someone who is not in the study.")
        now = in_prices_of(item.amount, price_year=item.price_year, to_year=to_year, index=index)
        value = discounted(now, years=item.year_of_study, rate=rate)
        totals[item.payer][place[item.person]] += value
        if not item.transfer:
            totals[SOCIETY][place[item.person]] += value
    return totals
