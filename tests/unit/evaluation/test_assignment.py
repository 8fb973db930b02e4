"""The draw of arms: shares, concealment, replay, caps, late sites, changed shares."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from samsyn.errors import WrongUse
from samsyn.evaluation import Draw, assign, draw_block, fingerprint, replay
from samsyn.evaluation.assignment import AlreadyAssigned, LogDiffers, WaitsForRoom

SEED = b"a seed for tests, not secret!!!!"
THREE = {"SE": 1, "FS": 1, "CM": 1}


def drawn(people, *, shares=THREE, strata=("0180",), seed=SEED):
    """A draw after that many people, spread over the strata in turn."""
    draw = Draw(study="test", seed=seed)
    for number in range(people):
        stratum = strata[number % len(strata)]
        draw.assign(f"p{number}", stratum=stratum, shares=shares, consented=True)
    return draw


def test_realised_shares_are_the_planned_ones():
    """25 sites, 1,063 people: no site is more than a block's worth from its plan."""
    log = drawn(1_063, strata=[f"site {n}" for n in range(25)]).log
    for site in {each.stratum for each in log}:
        counts = Counter(each.arm for each in log if each.stratum == site)
        assert max(counts.values()) - min(counts[arm] for arm in THREE) <= 4
    total = Counter(each.arm for each in log)
    assert all(abs(count / 1_063 - 1 / 3) < 0.03 for count in total.values())


def test_unequal_shares_are_kept_and_stored_with_each_person():
    """Two to one, exactly, at the end of every block; the chance of one's arm is in the log."""
    log = drawn(600, shares={"SE": 2, "FS": 1}).log
    ended = {each.block for each in log} - {log[-1].block}
    for block in ended:
        counts = Counter(each.arm for each in log if each.block == block)
        assert counts["SE"] == 2 * counts["FS"]
    assert {each.share for each in log} == {2 / 3, 1 / 3}
    assert all(each.shares == (("FS", 1), ("SE", 2)) for each in log)


def test_block_sizes_vary_and_every_order_comes():
    """Two, three and four times the sum of shares, as often; all six orders of two and two."""
    sizes, orders = Counter(), Counter()
    for block in range(3_000):
        arms = draw_block(SEED, study="s", stratum="x", block=block, shares=[("F", 1), ("S", 1)])
        sizes[len(arms)] += 1
        if len(arms) == 4:
            orders[arms] += 1
    assert set(sizes) == {4, 6, 8} and len(orders) == 6
    assert all(abs(count - 1_000) < 100 for count in sizes.values())
    expected = sum(orders.values()) / 6
    assert sum((count - expected) ** 2 / expected for count in orders.values()) < 20.5  # 0.1 %


def test_the_next_arm_cannot_be_found_from_the_log():
    """Everything a caseworker can reach (log, shares, fingerprint) fits every arm as the next."""
    log = drawn(40).log
    nexts = set()
    for number in range(200):
        seed = number.to_bytes(16, "big")
        following = Draw(study="test", seed=seed, log=log)
        nexts.add(following.assign("new", stratum="0180", shares=THREE, consented=True).arm)
    assert nexts == set(THREE)
    shown = repr(Draw(study="test", seed=SEED, log=log)) + fingerprint(SEED) + repr(log)
    assert SEED.decode() not in shown and SEED.hex() not in shown


def test_guessing_the_rest_of_a_block_is_no_better_than_its_shares_allow():
    """Guessing the arm most behind in the site is right 54 times of 100; in blocks of three 61."""
    right, log = 0, drawn(3_000).log
    counts = Counter(dict.fromkeys(THREE, 0))
    for each in log:
        right += min(sorted(counts), key=counts.__getitem__) == each.arm
        counts[each.arm] += 1
    assert right / len(log) < 0.57


def test_the_log_and_the_seed_give_every_arm_again():
    """Late sites, changed shares and an interrupted block are all in the log."""
    draw = drawn(20, strata=("a", "b"))
    draw.assign("late", stratum="late site", shares=THREE, consented=True)
    for number in range(10):
        draw.assign(f"q{number}", stratum="a", shares={"SE": 1, "FS": 2}, consented=True)
    assert replay(draw.log, study="test", seed=SEED) == draw.log


@pytest.mark.parametrize("change", [{"arm": "SE"}, {"stratum": "b"}, {"position": 9}])
def test_a_changed_log_is_found(change):
    """An arm, a stratum or a place altered afterwards is met at its line."""
    log = list(drawn(20, strata=("a", "b")).log)
    place = next(n for n, each in enumerate(log) if each.arm != "SE" and each.stratum == "a")
    log[place] = replace(log[place], **change)
    with pytest.raises(LogDiffers):
        replay(log, study="test", seed=SEED)


def test_a_dropped_line_is_found():
    """A person taken out of the log moves all that follow."""
    log = drawn(20).log
    with pytest.raises(LogDiffers):
        replay(log[:5] + log[6:], study="test", seed=SEED)


def test_another_seed_is_found():
    """The fingerprint in the protocol and the replay both tell seeds apart."""
    with pytest.raises(LogDiffers):
        replay(drawn(20).log, study="test", seed=b"another seed of many bytes")
    assert fingerprint(SEED) != fingerprint(SEED + b"!")


def test_changed_shares_start_a_new_block():
    """What was left of the old block is never given out."""
    draw = drawn(1)
    after = draw.assign("new", stratum="0180", shares={"SE": 1, "FS": 2}, consented=True)
    assert (after.block, after.position) == (2, 1)


def test_strata_do_not_disturb_one_another():
    """A site's arms are the same whatever happens elsewhere."""
    alone = [each.arm for each in drawn(30, strata=("a",)).log]
    among = [each.arm for each in drawn(90, strata=("a", "b", "c")).log if each.stratum == "a"]
    assert alone == among


def test_nobody_is_drawn_twice_or_without_consent():
    """One way, no redraw; and the arm is hidden until consent is recorded."""
    draw = drawn(1)
    with pytest.raises(AlreadyAssigned):
        draw.assign("p0", stratum="elsewhere", shares=THREE, consented=True)
    with pytest.raises(WrongUse, match="consent"):
        draw.assign("new", stratum="0180", shares=THREE, consented=False)
    assert len(draw.log) == 1


def test_no_cap_is_broken_and_waiting_tells_nothing():
    """One full arm makes everyone wait, whatever comes next; then the draw goes on unchanged."""
    without = [each.arm for each in drawn(30).log]
    draw, free = Draw(study="test", seed=SEED), {"SE": 2, "CM": 2}
    for number in range(30):
        person = f"p{number}"
        while min(free.values()) < 1:
            with pytest.raises(WaitsForRoom, match="waits"):
                draw.assign(person, stratum="0180", shares=THREE, consented=True, room=free)
            free = {arm: max(places, 1) for arm, places in free.items()}  # someone leaves
        arm = draw.assign(person, stratum="0180", shares=THREE, consented=True, room=free).arm
        if arm in free:
            free[arm] -= 1
            assert free[arm] >= 0
    assert [each.arm for each in draw.log] == without


def test_ten_thousand_assignments_have_no_gap_and_no_duplicate():
    """Numbers run from 1, and every place of every block is given out once, in order."""
    log = drawn(10_000, strata=[f"site {n}" for n in range(40)]).log
    assert [each.number for each in log] == list(range(1, 10_001))
    places = [(each.stratum, each.block, each.position) for each in log]
    assert len(set(places)) == 10_000
    for site, block in product(["site 0", "site 39"], range(1, 5)):
        positions = [p for s, b, p in places if (s, b) == (site, block)]
        assert positions == list(range(1, len(positions) + 1))


def test_the_function_and_the_draw_agree():
    """One call on a log is what the open draw gives."""
    draw = drawn(7)
    alone = assign(
        "new", study="test", seed=SEED, log=draw.log,
        stratum="0180", shares=THREE, consented=True,
    )  # fmt: skip
    assert alone == draw.assign("new", stratum="0180", shares=THREE, consented=True)


@pytest.mark.parametrize("shares", [{"SE": 1}, {"SE": 1, "FS": 0}, {"SE": 0.5, "FS": 0.5}])
def test_shares_that_draw_nothing_are_refused(shares):
    """Whole-number parts, at least two above nil."""
    with pytest.raises(WrongUse, match="whole-number"):
        Draw(study="test", seed=SEED).assign("a", stratum="x", shares=shares, consented=True)


def test_a_short_seed_is_refused():
    """A seed that can be tried out is no secret."""
    with pytest.raises(WrongUse, match="16"):
        Draw(study="test", seed=b"short")
