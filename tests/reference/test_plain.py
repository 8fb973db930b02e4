"""The plain reference keeps the promises drawn by hand, so that it can judge the engines."""

import pytest
from tests.factories import drawn_rows, register
from tests.reference.plain import Cell, Plain
from tests.reference.plain_indicators import indicators
from tests.spec.specification import NOTHING, Spec
from tests.spec.subjects import SPECS

from samsyn.statistics.indicator import indicators as all_indicators
from samsyn.vocabulary.period import parse_period

PLAINLY_COUNTED = [spec for spec in SPECS if not spec.against]


@pytest.mark.parametrize(
    "spec", PLAINLY_COUNTED, ids=lambda spec: f"{spec.indicator}: {spec.holds}"
)
def test_the_plain_reference_gives_what_is_drawn(spec: Spec) -> None:
    """Every drawn value that exists comes out of lists of dicts as well."""
    plain = indicators(Plain(register(**spec.given), spec.taken_on))[spec.indicator]
    for row in drawn_rows(spec.expected):
        if row["value"] != NOTHING:
            numbers = plain(drawn_cell(spec, row), spec.of)
            value, n = numbers[row.get("statistic") or next(iter(numbers))]
            assert value == pytest.approx(float(row["value"]), abs=0.05), row
            assert not row.get("n") or n == float(row["n"]), row


def drawn_cell(spec: Spec, row: dict[str, str]) -> Cell:
    """The cell a drawn row is about."""
    pairs = [pair.split("=") for pair in row.get("breakdown", "").split("; ") if pair]
    codes = tuple((key, code) for key, code in pairs)
    area = row.get("area") or spec.area
    return Cell(parse_period(row["period"]), spec.level, area, codes)


def test_the_plain_reference_has_every_indicator() -> None:
    """No indicator goes unchecked."""
    assert set(indicators(Plain(register(), PLAINLY_COUNTED[0].taken_on))) == set(all_indicators())
