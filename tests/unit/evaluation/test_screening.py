"""The screening log: a flow that adds up, and a log that cannot skip."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation.screening import STEPS, Screened, called_share, consort

DAY = date(2015, 3, 2)


def person(number, reached, *, reason="", arm=""):
    """Someone who came to the first ``reached`` steps, a day apart."""
    days = {step: DAY + timedelta(place) for place, step in enumerate(STEPS[:reached])}
    return Screened(f"p{number}", "state", days, reason, arm)


def invented():
    draw = np.random.default_rng(3)
    log = []
    for number in range(300):
        reached = int(draw.integers(1, 9))
        arm = str(draw.choice(["FS", "SE"])) if reached > 5 else ""
        reason = str(draw.choice(["", "declined", "moved"])) if reached < 8 else ""
        log.append(person(number, reached, reason=reason, arm=arm))
    return log


def test_every_row_adds_up():
    """People at a step = stopped by reason + under way + people at the next step, also by arm."""
    flow = consort(invented())
    rows = list(flow.until_assigned)
    for row, after in pairwise(rows):
        assert row.people == sum(row.stopped.values()) + row.under_way + after.people
    accepted = sum(steps[0].people for steps in flow.by_arm.values())
    last = rows[-1]
    assert last.people == sum(last.stopped.values()) + last.under_way + accepted
    for accepted_step, started in flow.by_arm.values():
        stopped = sum(accepted_step.stopped.values())
        assert accepted_step.people == stopped + accepted_step.under_way + started.people


def test_a_flow_by_hand():
    """Four people: one declines when asked, one waits for the draw, two start."""
    flow = consort([
        person(1, 4, reason="declined"), person(2, 5),
        person(3, 8, arm="SE"), person(4, 8, arm="FS"),
    ])  # fmt: skip
    assert [row.people for row in flow.until_assigned] == [4, 4, 4, 4, 3, 2]
    assert flow.until_assigned[3].stopped == {"declined": 1}
    assert flow.until_assigned[4].under_way == 1
    assert [row.people for row in flow.by_arm["SE"]] == [1, 1]


def test_a_log_that_skips_or_runs_backwards_is_refused():
    """Consent before being asked, an unknown step, an arm without a draw, someone twice."""
    with pytest.raises(WrongUse, match="'judged'"):
        consort([Screened("a", "state", {"suggested": DAY, "consented": DAY})])
    with pytest.raises(WrongUse, match="backwards"):
        consort([Screened("a", "state", {"suggested": DAY, "judged": DAY - timedelta(1)})])
    with pytest.raises(UnknownName, match="Did you mean 'suggested'"):
        consort([Screened("a", "state", {"sugested": DAY})])
    with pytest.raises(WrongUse, match="arm without"):
        consort([person(1, 2, arm="SE")])
    with pytest.raises(WrongUse, match="twice"):
        consort([person(1, 2), person(1, 3)])


def test_the_share_called_is_of_those_eligible():
    """A month with no one eligible has no share; more called than eligible is a fault."""
    assert called_share(eligible={"2015-01": 8, "2015-02": 0}, called={}) == {"2015-01": 0}
    with pytest.raises(WrongUse, match="2015-01"):
        called_share(eligible={"2015-01": 1}, called={"2015-01": 2})
