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
    """25 sites, 1,063 people: arms even in the whole, and within a few people in every site."""
    log = drawn(1_063, strata=[f"site {n}" for n in range(25)]).log
    for site in {each.stratum for each in log}:
        counts = Counter(each.arm for each in log if each.stratum == site)
        assert max(counts.values()) - min(counts[arm] for arm in THREE) <= 6
    total = Counter(each.arm for each in log)
    assert all(abs(count / 1_063 - 1 / 3) < 0.02 for count in total.values())


def test_unequal_shares_are_kept_and_stored_with_each_person():
    """Two to one within a percent of 3,000; the chance of one's own arm is in the log."""
    log = drawn(3_000, shares={"SE": 2, "FS": 1}).log
    assert abs(Counter(each.arm for each in log)["SE"] / 3_000 - 2 / 3) < 0.01
    assert {each.share for each in log} == {2 / 3, 1 / 3}
    assert all(each.shares == (("FS", 1), ("SE", 2)) for each in log)


def blocks(many):
    """Blocks of two arms, one of each share, as drawn."""
    shares = [("F", 1), ("S", 1)]
    return [draw_block(SEED, study="s", stratum="x", block=n, shares=shares) for n in range(many)]


def test_block_sizes_vary_and_some_are_broken_off():
    """Sizes 4, 6 and 8 as often, a quarter broken off, at 1 of 4, 6 or 8 places as likely."""
    sizes = Counter(map(len, blocks(8_000)))
    third = 8_000 / 3
    for size in range(1, 9):
        broken = sum(third / 4 / whole for whole in (4, 6, 8) if size <= whole)
        expected = broken + (third * 3 / 4 if size in (4, 6, 8) else 0)
        assert abs(sizes[size] - expected) < 4 * expected**0.5


def test_every_order_is_as_likely():
    """The six orders of two and two, by chi-square at a tenth of a percent."""
    orders = Counter(each for each in blocks(8_000) if len(each) == 4 and each.count("S") == 2)
    expected = sum(orders.values()) / 6
    assert len(orders) == 6
    assert sum((count - expected) ** 2 / expected for count in orders.values()) < 20.5


def next_arm_chances(history, arms=("CM", "FS", "SE"), times=(2, 3, 4), broken=1 / 4):
    """Chance of each next arm for one who knows the method and the site's arms, not the seed.

    Worked out apart from the code: at each step, the chance of every (block size, counts so far).
    """
    start = {(len(arms) * t, (0,) * len(arms)): 1 / len(times) for t in times}
    belief = dict(start)
    for arm in history:
        belief = after(belief, arms.index(arm), len(arms), broken, start)
    chances = [0.0] * len(arms)
    for (size, counts), chance in belief.items():
        for place, count in enumerate(counts):
            chances[place] += chance * (size // len(arms) - count) / (size - sum(counts))
    return chances


def after(belief, place, arms, broken, start):
    """The belief once one more arm is seen, and the block perhaps over."""
    found, over = Counter(), 0.0
    for (size, counts), chance in belief.items():
        seen = sum(counts)
        likely = chance * (size // arms - counts[place]) / (size - seen)
        left = 1 - broken * seen / size  # still whole, or broken off later
        stops = 1.0 if seen + 1 == size else broken / size / left
        more = (*counts[:place], counts[place] + 1, *counts[place + 1 :])
        over += likely * stops
        if stops < 1:
            found[size, more] += likely * (1 - stops)
    for state, chance in start.items():
        found[state] += over * chance
    total = sum(found.values())
    return {state: chance / total for state, chance in found.items()}


def test_no_next_arm_is_ever_certain():
    """Whoever knows the method and every earlier arm of the site never knows the next one."""
    right, steps, surest = 0, 0, 0.0
    for seed in range(12):
        arms = [each.arm for each in drawn(40, seed=bytes([seed]) * 16).log]
        for step, arm in enumerate(arms):
            chances = next_arm_chances(arms[:step])
            surest = max(surest, max(chances))
            right += ("CM", "FS", "SE")[chances.index(max(chances))] == arm
            steps += 1
    assert surest < 0.95
    assert right / steps < 0.55  # 33 percent by chance; 61 in plain blocks of three


def test_the_seed_shows_nowhere():
    """Neither the log, nor the draw when printed, nor the fingerprint gives the seed away."""
    draw = drawn(40)
    shown = repr(draw) + fingerprint(SEED) + repr(draw.log)
    assert SEED.decode() not in shown and SEED.hex() not in shown


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
