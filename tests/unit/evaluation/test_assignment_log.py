"""The log on disk: many hands at once, one arm a person, nothing changed, replayed."""

import sqlite3
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import pytest

from samsyn.evaluation import Draw, replay
from samsyn.evaluation.assignment import AlreadyAssigned, WaitsForRoom
from samsyn.evaluation.assignment_log import AssignmentLog

SEED = b"a seed for tests, not secret!!!!"
SHARES = {"SE": 1, "FS": 1, "CM": 1}


def draw_some(path, hand, people):
    """One hand: assigns its people at three sites, and ten whom every hand tries."""
    log, taken = AssignmentLog(path, study="s"), 0
    for number in range(people):
        log.assign(
            f"{hand}-{number}", seed=SEED, stratum=f"site {number % 3}",
            shares=SHARES, consented=True,
        )  # fmt: skip
    for number in range(10):
        try:
            log.assign(
                f"shared {number}", seed=SEED, stratum="site 0", shares=SHARES, consented=True
            )
            taken += 1
        except AlreadyAssigned:
            pass
    return taken


@pytest.mark.parametrize("people", [160, pytest.param(10_000, marks=pytest.mark.national)])
def test_many_hands_leave_no_gap_and_no_duplicate(tmp_path, people):
    """Four processes draw at once, ten people all four try: each once, and the log replays."""
    path = tmp_path / "assignments.sqlite"
    AssignmentLog(path, study="s").close()
    with ProcessPoolExecutor(4) as pool:
        taken = sum(pool.map(draw_some, [path] * 4, range(4), [people // 4] * 4))
    log = AssignmentLog(path, study="s").read()
    assert taken == 10
    assert [each.number for each in log] == list(range(1, people + 11))
    assert len({each.person for each in log}) == people + 10
    assert max(Counter((e.stratum, e.block, e.position) for e in log).values()) == 1
    assert replay(log, study="s", seed=SEED) == log


def test_the_log_and_the_draw_in_memory_agree(tmp_path):
    """What is stored is what is drawn, with changed shares and a late site."""
    log, draw = AssignmentLog(tmp_path / "log", study="s"), Draw(study="s", seed=SEED)
    for number in range(30):
        place = {"stratum": "late" if number > 20 else "early", "consented": True,
                 "shares": SHARES if number < 10 else {"SE": 2, "FS": 1}}  # fmt: skip
        assert log.assign(f"p{number}", seed=SEED, **place) == draw.assign(f"p{number}", **place)
    assert log.read() == draw.log


def test_a_refused_draw_leaves_no_trace(tmp_path):
    """No consent, no room, an arm already: the log stays as it was and the draw is not moved."""
    log = AssignmentLog(tmp_path / "log", study="s")
    place = {"seed": SEED, "stratum": "x", "shares": SHARES}
    first = log.assign("a", consented=True, **place)
    with pytest.raises(AlreadyAssigned):
        log.assign("a", consented=True, **place)
    with pytest.raises(WaitsForRoom):
        log.assign("b", consented=True, room={"SE": 0}, **place)
    assert log.read() == (first,)
    assert log.assign("b", consented=True, **place).position == 2


@pytest.mark.parametrize("attempt", ["update assignment set arm = 'SE'", "delete from assignment"])
def test_the_database_refuses_to_change_a_line(tmp_path, attempt):
    """Even one who opens the file with other tools meets the refusal."""
    log = AssignmentLog(tmp_path / "log", study="s")
    log.assign("a", seed=SEED, stratum="x", shares=SHARES, consented=True)
    connection = sqlite3.connect(tmp_path / "log")
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(attempt)
    connection.close()


def test_the_seed_is_not_in_the_file(tmp_path):
    """Whoever gets the log does not get the draw."""
    log = AssignmentLog(tmp_path / "log", study="s")
    log.assign("a", seed=SEED, stratum="x", shares=SHARES, consented=True)
    assert all(SEED not in path.read_bytes() for path in tmp_path.iterdir())
