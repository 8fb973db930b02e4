"""Answers kept beside a snapshot: read again as they were, and never trusted when they changed."""

import json

import pytest
from tests.unit.disclosure.register import random_register, written

from samsyn.disclosure import Question, door, open_snapshot, release
from samsyn.vocabulary.period import parse_period

ASKED = [
    Question("participants_identified", (parse_period("2019"),), level="municipality"),
    Question("outcome_work_or_study", (parse_period("2019"),), against=parse_period("2018")),
]


@pytest.fixture
def snapshot(tmp_path):
    tables = random_register(7, people=60, municipalities=("0114", "0115", "1480"))
    with open_snapshot(written(tables, tmp_path)) as opened:
        yield opened


@pytest.fixture
def counting(monkeypatch):
    """The questions that were worked out, in the order they were."""
    seen = []

    def noted(questions, snapshot, counted=door.worked_out):
        seen.extend(questions)
        return counted(questions, snapshot)

    monkeypatch.setattr(door, "worked_out", noted)
    return seen


def kept_files(home):
    return sorted(home.glob("released/*/*/*.json"))


def test_an_answer_is_worked_out_once(snapshot, counting):
    """The second time it is read, and every number is the same."""
    first = release(ASKED, snapshot).figures()
    again = release(ASKED, snapshot).figures()
    assert first == again
    assert counting == ASKED


def test_a_new_question_does_not_work_out_the_old(snapshot, counting):
    """Only what is missing is counted."""
    release(ASKED[:1], snapshot)
    release(ASKED, snapshot)
    assert counting == ASKED


def test_nothing_withheld_is_kept(snapshot, samsyn_home):
    """A withheld number has no value on disk either."""
    release(ASKED, snapshot)
    rows = [row for path in kept_files(samsyn_home) for row in json.loads(path.read_text())]
    withheld = [row for row in rows if row["status"] == "withheld"]
    assert withheld
    assert all(row["value"] is None and row["n"] is None for row in withheld)


@pytest.mark.parametrize("content", ["[{", '[{"indicator": "completed"}]', "[1]", ""])
def test_a_broken_file_is_worked_out_anew(snapshot, counting, samsyn_home, content):
    """What cannot be read is as if it were not there."""
    first = release(ASKED[:1], snapshot).figures()
    kept_files(samsyn_home)[0].write_text(content)
    assert release(ASKED[:1], snapshot).figures() == first
    assert counting == ASKED[:1] * 2


def test_newer_code_finds_nothing_kept(snapshot, counting, samsyn_home, monkeypatch):
    """A changed line of what counts or protects makes every answer new, and the old ones go."""
    release(ASKED, snapshot)
    old = kept_files(samsyn_home)
    monkeypatch.setattr("samsyn.disclosure.kept._fingerprint", lambda: "newer")
    release(ASKED, snapshot)
    assert counting == ASKED * 2
    assert not any(path.exists() for path in old)
