"""The protocol: read with line and field, locked once, and changed only in the open."""

from datetime import date

import pytest

from samsyn.evaluation.protocol import InvalidProtocol, new_protocol
from samsyn.evaluation.protocol_reading import parse_protocol, read_protocol
from samsyn.evaluation.protocol_versions import (
    Analysis,
    CannotLock,
    LockedVersionChanged,
    NotInProtocol,
    changed_fields,
    lock,
    standing,
    versions,
)
from samsyn.evaluation.toml_lines import lines_of

DAY = date(2014, 10, 1)
COMPLETE = {
    'number = ""': 'number = "2014/123-31"',
    "# decided_on": "decided_on",
    "consulted = []": 'consulted = ["Försäkringskassan"]',
    'consent = ""': 'consent = "Samtycke, version 1"',
    'seed_fingerprint = ""': f'seed_fingerprint = "{"ab" * 32}"',
}
MAIN = Analysis("work_or_study", 15, "SE", "FS")


def changed(text, **changes):
    """The text with each old form replaced once; the old form must be there."""
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


def complete():
    return changed(new_protocol("a-study"), **COMPLETE)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "protocol.toml").write_text(complete(), encoding="utf-8")
    return tmp_path


def write(folder, **changes):
    path = folder / "protocol.toml"
    path.write_text(changed(path.read_text(encoding="utf-8"), **changes), encoding="utf-8")


def faults(**changes):
    with pytest.raises(InvalidProtocol) as caught:
        parse_protocol(changed(complete(), **changes))
    return [(fault.line, fault.field, fault.problem) for fault in caught.value.faults]


def test_the_new_protocol_reads_and_is_the_swedish_design():
    """Three arms, the reference by mark, all three contrasts, month 15 of 18."""
    protocol = parse_protocol(new_protocol("a-study"))
    assert protocol.study == "a-study"
    assert [arm.id for arm in protocol.arms] == ["FS", "SE", "CM"]
    assert protocol.reference == "FS"
    assert (protocol.horizons, protocol.follow_up_months) == ((15,), 18)
    assert len(protocol.contrasts) == 3
    assert protocol.prices[1].transfer and not protocol.prices[0].transfer


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('"education"]', '"eduction"]', "outcomes[0].statuses", "Did you mean 'education'?"),
        ('against = "FS"', 'agianst = "FS"', "contrasts[0].against", "is missing"),
        ('against = "FS"', 'against = "ES"', "contrasts[0].against", "is no arm here: FS, SE, CM"),
        ("reference = true", "reference = false", "arms[0]", "exactly one arm"),
        ("horizons = [15]", "horizons = [24]", "horizons", "after follow_up_months"),
        ("horizons = [15]", "horizons = 15", "horizons", "list of months"),
        ("level = 0.95", "level = 95", "level", "0.18 for 18 percent"),
        ('municipality = "0180"', 'municipality = "180"', "sites[0].municipality", "four digits"),
        ("joins_on = 2014-11-01", 'joins_on = "1/11"', "sites[0].joins_on", "without quotes"),
        ("data_cut = 2017-06-30", "data_cut = 2017-06-30T12:00:00", "data_cut", "date"),
        ('payer = "state"', 'payer = "staten"', "prices[1].payer", "Did you mean 'state'?"),
        ("low = 350", "low = 500", "prices[0].amount", "between low and high"),
        ("primary = true", "primary = 1", "outcomes[0].primary", "true or false"),
        ('correction = "holm"', 'corection = "holm"', "corection", "Did you mean 'correction'?"),
        ("study = ", "study = 1 # ", "study", "a text in quotes"),
        ('id = "CM"', 'id = "SE"', "arms[2].id", "stands more than once"),
        ("staff = 10 ", "# staff ", "arms[1].caseload", "needs staff"),
        ('statuses = ["work_unsubsidised"]', 'statuses = ["benefit"]', "outcomes[0].statuses",
         "parts must add up"),
    ],
)  # fmt: skip
def test_a_fault_is_met_with_its_line_and_field(old, new, field, problem):
    """Each message says where and what to do; the line is that of the field or its table."""
    found = faults(**{old: new})
    assert any(f == field and problem in p for _, f, p in found), found
    text = changed(complete(), **{old: new}).splitlines()
    line = next(number for number, f, p in found if f == field and problem in p)
    key = field.rpartition(".")[2].partition("[")[0]
    assert key in text[line - 1] or text[line - 1].startswith("[[")


def test_all_faults_are_listed_at_once_in_order():
    """A person corrects a file in one go."""
    found = faults(**{'payer = "state"': 'payer = "x"', "level = 0.95": "level = 2"})
    assert [field for _, field, _ in found] == ["level", "prices[1].payer"]


def test_a_file_that_is_not_toml_says_where():
    """The line of the slip, not a traceback."""
    with pytest.raises(InvalidProtocol, match="line 3, the file: is not TOML"):
        parse_protocol('a = 1\nb = 2\nc = "open\n')


def test_lines_are_found_in_nested_lists_and_past_long_texts():
    """A key inside a long text is no key; the second part of the first outcome is counted."""
    text = 'a = """\nb = 1\n"""\n[[o]]\n[[o.c]]\nx = 1\n[[o.c]]\nx = 2\n[[o]]\n[[o.c]]\nx = 3\n'
    found = lines_of(text)
    assert "b" not in found
    assert (found["o[0].c[1].x"], found["o[1].c[0].x"]) == (8, 11)


@pytest.mark.parametrize("needed", list(COMPLETE.values()))
def test_a_protocol_is_not_locked_without_approval_consent_and_seed(folder, needed):
    """Each of the five is needed; the message names it."""
    old = next(old for old, new in COMPLETE.items() if new == needed)
    write(folder, **{needed: old})
    with pytest.raises(CannotLock, match=r"without (approval|draw)"):
        lock(folder, on=DAY, people_entered=0)
    assert versions(folder) == ()


def test_locking_after_the_first_person_is_refused(folder):
    """What is decided with people in the study can only be exploratory."""
    with pytest.raises(CannotLock, match="1 people have entered"):
        lock(folder, on=DAY, people_entered=1)


def test_a_locked_version_is_kept_and_read_back(folder):
    """The copy is the text; the version has its day and hash."""
    version = lock(folder, on=DAY, people_entered=0)
    assert versions(folder) == (version,)
    kept = (folder / "locked" / "version-1.toml").read_text(encoding="utf-8")
    assert kept == (folder / "protocol.toml").read_text(encoding="utf-8")
    assert version.protocol == read_protocol(folder / "protocol.toml")


def test_a_change_needs_a_reason_and_a_change(folder):
    """Nothing new, no reason, an earlier day and another seed are refused."""
    lock(folder, on=DAY, people_entered=0)
    with pytest.raises(CannotLock, match="Nothing has changed"):
        lock(folder, on=DAY, people_entered=9, reason="x")
    write(folder, **{"horizons = [15]": "horizons = [15, 18]"})
    with pytest.raises(CannotLock, match="reason"):
        lock(folder, on=DAY, people_entered=9)
    with pytest.raises(CannotLock, match="after"):
        lock(folder, on=date(2014, 1, 1), people_entered=9, reason="x")
    write(folder, **{"ab" * 32: "cd" * 32})
    with pytest.raises(CannotLock, match="seed_fingerprint is fixed"):
        lock(folder, on=DAY, people_entered=9, reason="x")


def test_what_is_added_after_the_lock_is_exploratory(folder):
    """Month 18 came with people in the study; month 15 was planned and stays so."""
    lock(folder, on=DAY, people_entered=0)
    write(folder, **{"horizons = [15]": "horizons = [15, 18]"})
    reason = 'Längre uppföljning: "18 månader"'
    lock(folder, on=date(2016, 1, 1), people_entered=900, reason=reason)
    locked = versions(folder)
    assert locked[1].reason == reason
    assert changed_fields(locked[0].protocol, locked[1].protocol) == ("horizons",)
    assert standing(MAIN, locked) == "planned"
    assert standing(Analysis("work_or_study", 18, "SE", "FS"), locked) == "exploratory"


def test_a_change_before_anyone_enters_is_still_the_plan(folder):
    """The plan is the last version locked with no one in."""
    lock(folder, on=DAY, people_entered=0)
    write(folder, **{"horizons = [15]": "horizons = [12]"})
    lock(folder, on=DAY, people_entered=0, reason="Enligt råd")
    assert standing(Analysis("work_or_study", 12, "SE", "FS"), versions(folder)) == "planned"
    assert standing(MAIN, versions(folder)) == "exploratory"


def test_an_outcome_redefined_under_way_is_exploratory(folder):
    """The same name for another rule is not the same outcome."""
    lock(folder, on=DAY, people_entered=0)
    write(folder, **{', "education"]': ', "programme_practice"]',
                     'statuses = ["education"]': 'statuses = ["programme_practice"]'})  # fmt: skip
    lock(folder, on=DAY, people_entered=5, reason="Ny definition")
    assert standing(MAIN, versions(folder)) == "exploratory"


def test_what_no_version_names_needs_the_word_exploratory(folder):
    """Another month or subgroup is refused unless one says that it is exploratory."""
    lock(folder, on=DAY, people_entered=0)
    locked = versions(folder)
    for analysis in (
        Analysis("work_or_study", 6, "SE", "FS"),
        Analysis("work_or_study", 15, "SE", "FS", subgroup="region"),
        Analysis("earnings", 15, "SE", "FS"),
    ):
        with pytest.raises(NotInProtocol, match="exploratory"):
            standing(analysis, locked)
        assert standing(analysis, locked, exploratory=True) == "exploratory"
    assert standing(Analysis("work_or_study", 15, "FS", "SE", subgroup="sex"), locked) == "planned"


def test_a_locked_copy_cannot_be_changed_in_silence(folder):
    """A character altered in a locked version is found when it is read."""
    lock(folder, on=DAY, people_entered=0)
    path = folder / "locked" / "version-1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("15]", "18]"), encoding="utf-8")
    with pytest.raises(LockedVersionChanged, match=r"version-1\.toml"):
        versions(folder)
