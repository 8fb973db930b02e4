"""The whole country: the published figures, and files like them with other years and values."""

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from samsyn.cli.synthesise import command
from samsyn.exchange.check import check
from samsyn.exchange.known import NOTHING_KNOWN
from samsyn.exchange.package import read_package
from samsyn.synthetic.conflicts import OnConflict
from samsyn.synthetic.figures import SHIPPED, Figure, read_figures
from samsyn.synthetic.national import national

pytestmark = pytest.mark.national
TODAY = date(2026, 11, 22)

PRINTED = {
    "participants_identified 2017": (
        """
        select count(distinct person_id) from part where year(entered_on) <= 2017 and
        coalesce(year(exited_on), 9999) >= 2017
        """,
        15035,
    ),
    "women among them 2019": (
        """
        select round(100.0 * count(distinct person_id) filter (sex = 'woman') / count(distinct
        person_id)) from part where year(entered_on) <= 2019 and coalesce(year(exited_on), 9999)
        >= 2019
        """,
        55,
    ),
    "heads 2017": (
        """
        select sum(persons) from '@head_count.csv' where year = 2017 and kind != 'structural'
        """,
        28381 - 15035,
    ),
    "sick-listed 2017": (
        """
        select count(distinct person_id) from part join '@income.csv' i using (participation_id)
        where i.point = 'entry' and i.source in ('sickness_benefit', 'rehabilitation_benefit')
        and year(entered_on) <= 2017 and coalesce(year(exited_on), 9999) >= 2017
        """,
        3454,
    ),
    "men to work or study 2017": (
        """
        select round(100.0 * count(*) filter (works or studies) / count(*)) from part join
        '@measurement.csv' m using (participation_id) where m.point = 'exit' and works is not
        null and sex = 'man' and year(exited_on) = 2017
        """,
        34,
    ),
    "associations 2021": (
        """
        select count(*) from '@association.csv' where coalesce(last_day, date '2999-01-01') >=
        '2021-12-31' and first_day <= '2021-12-31'
        """,
        76,
    ),
    "municipalities 2021": (
        """
        select count(distinct municipality_code) from '@association_area.csv' where
        coalesce(last_day, date '2999-01-01') >= '2021-12-31' and first_day <= '2021-12-31'
        """,
        272,
    ),
    "interventions 2019": (
        """
        select count(*) from '@intervention.csv' where first_day <= '2019-12-31' and
        coalesce(last_day, date '2999-01-01') >= '2019-01-01'
        """,
        1138,
    ),
    "long-term sick-listed, associations 2017": (
        """
        select count(distinct association_code) from '@intervention_group.csv' g join
        '@intervention.csv' i using (intervention_code) where target_group = 'long_term_sick'
        and g.first_day <= '2017-12-31' and coalesce(g.last_day, date '2999-01-01') >=
        '2017-01-01'
        """,
        37,
    ),
    "joint assessments 2018": (
        """
        select count(*) from '@cooperation_event.csv' where event = 'assessment_last' and
        year(occurred_on) = 2018
        """,
        8638,
    ),
    "days to assessment 2018": (
        """
        select round(avg(occurred_on - benefit_since)) from '@cooperation_event.csv' join
        '@cooperation_case.csv' using (case_id) where event = 'assessment_first' and benefit =
        'sickness_benefit' and case_id in (select case_id from '@cooperation_event.csv' where
        event = 'assessment_last' and year(occurred_on) = 2018)
        """,
        823,
    ),
    "state funds 2017": (
        """
        select sum(amount_sek) from '@association_funds.csv' where year = 2017 and source =
        'state'
        """,
        339_000_000,
    ),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The national package, made by the command."""
    path = tmp_path_factory.mktemp("national") / "package"
    started = time.process_time()
    arguments = ["national", "--on-conflict", "last", "--output", str(path)]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    assert "80 figures hold" in result.output
    assert time.process_time() - started < 20
    return path


@pytest.mark.parametrize(("query", "printed"), PRINTED.values(), ids=PRINTED.keys())
def test_sql_over_the_files_gives_what_was_printed(package: Path, query: str, printed: int):
    """The published figures, counted in another language from the CSV files."""
    connection = duckdb.connect()
    connection.sql(
        f"create view part as select p.*, sex from '{package}/participation.csv' p "
        f"join '{package}/person.csv' using (person_id) "
        f"join '{package}/intervention.csv' i using (intervention_code) "
        "where exit_reason is distinct from 'registered_in_error' and orientation = 'individual'"
    )
    assert connection.sql(query.replace("@", f"{package}/")).fetchone() == (printed,)


def test_the_national_package_breaks_no_rule(package: Path):
    """No refused row, no warning, and no jump of volume that would stop the import."""
    checked = check(read_package(package), known=NOTHING_KNOWN, today=TODAY)
    assert checked.refused_rows == 0
    assert checked.problems.is_empty(), checked.problems
    assert checked.volume.is_empty()


def _moved(figure: Figure, years: int, factor: float) -> Figure:
    counts = figure.statistic in ("count", "sum")
    small = figure.indicator in ("associations", "municipalities", "associations_with_group")
    value = figure.value
    if counts and not small:
        value = Decimal(round(float(value) * factor))
    return Figure(
        figure.line, figure.year + years, figure.indicator, figure.of, figure.statistic,
        figure.breakdown, value, figure.precision, figure.n,
    )  # fmt: skip


@pytest.mark.parametrize(("years", "factor"), [(3, 1.0), (-4, 0.61), (0, 1.37)])
def test_other_years_and_values_hold_as_well(years: int, factor: float):
    """The same file moved in time and size: whatever binds is there to the unit."""
    figures = [
        _moved(figure, years, factor)
        for figure in read_figures(SHIPPED)
        if not figure.statistic.startswith("change_absolute")
    ]
    span = tuple(range(2016 + years, 2022 + years))
    made = national(figures, span, seed=2, today=TODAY, on_conflict=OnConflict.LAST)
    assert len(made.calibrated.bound) >= 75
