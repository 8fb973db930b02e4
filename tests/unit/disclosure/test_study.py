"""A study through the door: what is too few is hidden, and cannot be worked out from the rest."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from tests.unit.reports.demo_study import demo_facts

from samsyn.disclosure.released import OnlyDisclosureReleases, Released
from samsyn.disclosure.study import release_study
from samsyn.disclosure.study.people import add_drawn, add_flow
from samsyn.disclosure.study.rows import Rows
from samsyn.disclosure.study.small import limits_on, of_parts, of_share, of_steps
from samsyn.errors import WrongUse
from samsyn.evaluation.screening import Flow, FlowStep
from samsyn.evaluation.study_results import ArmDrawn

LIMIT = limits_on(date(2017, 6, 30))


@pytest.fixture(scope="module")
def facts():
    return demo_facts()[0]


@pytest.fixture(scope="module")
def release(facts):
    return release_study(facts).release


def by_key(release, indicator, statistic=None):
    """The indicator's rows by breakdown."""
    return {
        row.breakdown: row for row in release.rows(indicator) if statistic in (None, row.statistic)
    }


def test_no_row_of_counts_gives_away_one_to_four():
    """Any two counts shown differ by nobody or by enough; tried on a thousand random flows."""
    draw = random.Random(4)
    for _ in range(1000):
        counts = [draw.randint(0, 60)]
        while len(counts) < 6:
            counts.append(max(0, counts[-1] - draw.choice([0, 0, 1, 2, 4, 5, 9])))
        shown = [c for c, reason in zip(counts, of_steps(counts, LIMIT), strict=True) if not reason]
        assert all(count == 0 or count >= 5 for count in shown)
        assert all(one == two or abs(one - two) >= 5 for one in shown for two in shown)


def test_no_part_of_a_known_whole_can_be_worked_out():
    """What is hidden is two parts or more, and together never so few that they are told."""
    draw = random.Random(5)
    for _ in range(1000):
        parts = {name: draw.choice([0, 0, 1, 3, 5, 8, 40]) for name in "abcd"}
        hidden = of_parts(parts, LIMIT)
        assert all(0 < parts[name] < 5 for name, reason in hidden.items() if reason == "small")
        assert not any(0 < parts[name] < 5 for name in parts if name not in hidden)
        if hidden:
            enough = sum(parts[name] for name in hidden) >= 5
            assert len(hidden) >= 2 and (enough or len(hidden) == len(parts))


def test_a_share_hides_either_side_of_it():
    """Three with the outcome, three without it, and a small group who are all alike."""
    assert [of_share(*each, LIMIT) for each in ((3, 90), (87, 90), (9, 9), (45, 90))] == [
        "small", "small", "small", "",
    ]  # fmt: skip


def test_few_who_stopped_after_the_draw_hide_the_next_step(facts):
    """Two who did not accept would be the difference of drawn and accepted."""
    steps = (FlowStep("accepted", 352, {}, 0), FlowStep("started", 340, {}, 0))
    few = replace(
        facts.results,
        drawn=(SimpleNamespace(arm="SE", people=354),),
        flow=Flow((), {"SE": steps}),
    )
    source = facts.results.source
    rows = Rows(facts.locked[-1], day=source.data_cut, snapshot=source.snapshot)
    add_flow(rows, few)
    found = {row.breakdown: row for row in rows.rows}
    assert found["arm=SE;step=assigned"].value == 354
    assert not found["arm=SE;step=accepted"].shown
    assert not found["arm=SE;step=assigned;stopped=not_accepted"].shown
    assert found["arm=SE;step=started"].value == 340


def test_the_draw_is_held_against_its_shares(facts, release):
    """A third to each arm was planned; beside it stands who came."""
    people = len(facts.entries)
    for arm in ("FS", "SE", "CM"):
        told = {
            row.statistic: row.value for row in release.rows("study_drawn", breakdown=f"arm={arm}")
        }
        drawn = by_key(release, "study_people")[f"arm={arm};step=assigned"].value
        assert told["share"] == pytest.approx(100 * drawn / people)
        assert told["planned"] == pytest.approx(100 / 3)
        assert told["expected"] == pytest.approx(people / 3)


def test_an_arm_too_small_to_count_keeps_its_share():
    """Three of 43 in an arm: no share from which the three follow, there or beside."""
    rows = Rows(demo_facts()[0].locked[-1], day=date(2017, 6, 30), snapshot="s")
    add_drawn(rows, [ArmDrawn("FS", 20, 20 / 43, 0.5), ArmDrawn("SE", 20, 20 / 43, 0.45),
                     ArmDrawn("CM", 3, 3 / 43, 0.05)])  # fmt: skip
    hidden = {row.breakdown for row in rows.rows if not row.shown}
    assert hidden == {"arm=CM", "arm=FS"}
    assert all(not row.shown for row in rows.rows if row.breakdown in hidden)


def test_months_of_inflow_are_those_of_the_tables(facts, release):
    """Every month's draws, and each group's share of those called, from the study's own rows."""
    months = Counter(f"{day:%Y-%m}" for _, day in facts.entries)
    told = by_key(release, "study_entered")
    assert len(months) == 17
    assert {key: told[f"month={key}"].value for key in months} == months
    called = by_key(release, "study_called")
    assert called["group=from_start;month=2014-11"].value == pytest.approx(100 * 126 / 1900)
    assert called["group=joined_later;month=2015-05"].value == pytest.approx(100 * 85 / 1021)


def test_a_month_with_few_called_is_withheld(facts):
    """Three of forty called in one month."""
    few = {"other": {"2015-01": (3, 40), "2015-02": (9, 40)}}
    told = by_key(release_study(replace(facts, called=few)).release, "study_called")
    assert not told["group=other;month=2015-01"].shown
    assert told["group=other;month=2015-02"].shown


def test_a_share_that_is_hidden_hides_its_differences(facts):
    """With one arm's share withheld at a month, the path and contrasts of that arm are too."""
    at = facts.results.main.horizons[0]
    shares = tuple(
        replace(each, share=2 / each.people) if each.arm == "SE" else each for each in at.shares
    )
    main = replace(facts.results.main, horizons=(replace(at, shares=shares),))
    found = release_study(replace(facts, results=replace(facts.results, main=main))).release
    month = f"horizon={at.month};outcome={at.outcome}"
    differences = by_key(found, "study_difference", "difference")
    assert not differences[f"against=FS;arm=SE;{month}"].shown
    assert differences[f"against=FS;arm=CM;{month}"].shown
    assert not found.rows("study_equal_arms", breakdown=month)[0].shown
    assert not by_key(found, "study_bounds", "lower")[f"against=FS;arm=SE;{month}"].shown


def test_a_month_with_few_at_work_is_hidden_with_its_difference(release):
    """Month 1: one to four at work in an arm; neither its share nor its path is shown."""
    shares = by_key(release, "study_share")
    paths = by_key(release, "study_path")
    small = [key for key, row in shares.items() if not row.shown and ";horizon=1;" in key]
    assert small
    for key in small:
        arm = key.split(";")[0].removeprefix("arm=")
        for path, row in paths.items():
            if ";horizon=1;" in path and (f"arm={arm};" in path or f"against={arm};" in path):
                assert not row.shown


def test_a_small_share_in_one_arm_is_not_worked_out_from_the_study_s(facts):
    """Two of an arm with children: another arm is hidden too, and their differences."""
    balance = facts.results.main.balance
    few = tuple(
        replace(row, means={**row.means, "SE": 2 / balance.people["SE"]})
        if row.covariate == "children" else row
        for row in balance.rows
    )  # fmt: skip
    main = replace(facts.results.main, balance=replace(balance, rows=few))
    found = release_study(replace(facts, results=replace(facts.results, main=main))).release
    means = by_key(found, "study_covariate_mean")
    shown = [arm for arm in ("FS", "SE", "CM") if means[f"arm={arm};covariate=children"].shown]
    assert "SE" not in shown and len(shown) == 1
    apart = by_key(found, "study_standardised")
    assert not apart["against=FS;arm=SE;covariate=children"].shown


def test_values_are_the_analysis_s_own(facts, release):
    """Points and percent are a hundred times the proportion; n is those compared."""
    compared = facts.results.main.horizons[0].compared[0]
    effect = compared.plain.effect
    key = f"against={effect.against};arm={effect.arm};horizon=15;outcome=work_or_study"
    rows = {row.statistic: row for row in release.rows("study_difference") if row.breakdown == key}
    assert rows["difference"].value == 100 * effect.estimate
    assert (rows["lower"].value, rows["upper"].value) == (100 * effect.lower, 100 * effect.upper)
    assert rows["p_holm"].value == compared.plain.p_holm
    assert rows["difference"].n == effect.people + effect.people_against


def test_every_number_has_its_card(release):
    """Title, definition and source in the study's own words; the version is the protocol's."""
    for row in release:
        assert row.title and row.definition and "Studien tre-armar" in row.source
        assert row.definition_version == 2 and "{" not in row.definition


def test_no_study_without_a_lock(facts):
    """Nothing is released of a protocol that was never locked."""
    with pytest.raises(WrongUse, match="not locked"):
        release_study(replace(facts, locked=()))


def test_a_study_s_number_is_not_made_elsewhere(release):
    """The seal holds for studies as for registers."""
    row = next(iter(release))
    names = [name for name in Released.__slots__ if name != "seal"]
    with pytest.raises(OnlyDisclosureReleases):
        Released(**{name: getattr(row, name) for name in names}, seal=object())
