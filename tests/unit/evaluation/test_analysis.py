"""A whole invented study, from drawn arms and status spells to results by the locked protocol."""

from datetime import date, timedelta

import numpy as np
import pytest

from samsyn.errors import UnknownName, WrongUse
from samsyn.evaluation import (
    Draw,
    inverse_share_weights,
    itt,
    person_months,
    randomisation_test,
)
from samsyn.evaluation.analysis import StudyData, analyse
from samsyn.evaluation.protocol import new_protocol
from samsyn.evaluation.protocol_reading import parse_protocol
from samsyn.evaluation.protocol_versions import Version
from samsyn.evaluation.status_months import HorizonNotReached

STATUSES = ["work_unsubsidised", "work_supported", "education", "benefit"]
COVARIATES = ["age", "sex", "children", "foreign_born", "upper_secondary", "daily_activities"]


def locked(**changes):
    text = new_protocol("a-study")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    return (Version(1, date(2014, 10, 1), "", 0, "", parse_protocol(text)),)


def invented(people=600, *, lift=0.25, last_entry=300):
    """Arms drawn in blocks at five sites; SE works with support more often from month seven."""
    draw, log = np.random.default_rng(9), Draw(study="a-study", seed=b"0123456789abcdef")
    names = [f"p{number}" for number in range(people)]
    drawn = [
        log.assign(
            name, stratum=f"site {n % 5}", shares={"FS": 1, "SE": 1, "CM": 1}, consented=True
        )
        for n, name in enumerate(names)
    ]
    entered = [date(2014, 11, 1) + timedelta(int(n)) for n in draw.integers(0, last_entry, people)]
    spells = []
    for each, entry in zip(drawn, entered, strict=True):
        chance = 0.2 + lift * (each.arm == "SE")
        status = "work_supported" if each.arm == "SE" else "education"
        if draw.random() < chance:
            spells.append((each.person, status, entry + timedelta(210), None))
        spells.append((each.person, "benefit", entry, None))
    cut = [date(2017, 6, 30)] * people
    lost = draw.random(people) < 0.05
    cut = [entry + timedelta(100) if gone else day
           for entry, gone, day in zip(entered, lost, cut, strict=True)]  # fmt: skip
    months = person_months(
        people=names, entered_on=entered, observed_to=cut,
        spell_person=[s[0] for s in spells], spell_status=[s[1] for s in spells],
        spell_first_day=[s[2] for s in spells], spell_last_day=[s[3] for s in spells],
        precedence=["work_unsubsidised", "work_subsidised", "work_supported", "work_sheltered",
                    "education", "benefit"], months=18,
    )  # fmt: skip
    return StudyData(
        arm=[each.arm for each in drawn], stratum=[each.stratum for each in drawn],
        block=[each.block for each in drawn], share=[each.share for each in drawn],
        entered_on=entered,
        covariates={name: draw.random(people).tolist() for name in COVARIATES},
        groups={"sex": draw.choice(["woman", "man"], people).tolist(),
                "daily_activities": draw.choice(["yes", "no"], people).tolist()},
        months=months,
    )  # fmt: skip


@pytest.fixture(scope="module")
def study():
    data = invented()
    return data, analyse(locked(), data, draws=500)


def test_everything_planned_is_there_and_planned(study):
    """One outcome at one horizon, three contrasts in the order of the protocol, two subgroups."""
    _, results = study
    (horizon,) = results.horizons
    assert [(each.arm, each.against) for each in horizon.compared] == [
        ("SE", "FS"), ("CM", "FS"), ("SE", "CM"),
    ]  # fmt: skip
    assert {each.standing for each in horizon.compared} == {"planned"}
    assert set(horizon.subgroups) == {"sex", "daily_activities"}
    assert [row.covariate for row in results.balance.rows] == COVARIATES


def test_the_effect_put_in_comes_out(study):
    """SE lifts by 25 points: every way of looking finds it, and the two others differ by nil."""
    _, results = study
    first, second, _ = results.horizons[0].compared
    assert first.plain.effect.covers(0.25) and first.adjusted.effect.covers(0.25)
    assert first.plain.p_holm < 0.001 and first.p_redrawn < 0.01
    assert second.plain.effect.covers(0) and second.p_redrawn > 0.05
    assert first.bounds.lower <= first.bounds.unadjusted <= first.bounds.upper


def test_the_paths_part_in_month_seven(study):
    """Work starts 210 days after entry: nothing before month seven, the effect after."""
    _, results = study
    path = next(each for each in results.paths["work_or_study"] if each.arm == "SE")
    assert len(path.months) == 15
    assert np.abs(path.estimate[:6]).max() == 0
    assert path.lower_all[7:].min() > 0


def test_components_add_up_to_the_outcome(study):
    """The parts' shares sum to the whole in every arm."""
    _, results = study
    (horizon,) = results.horizons
    for place, whole in enumerate(horizon.shares):
        parts = sum(shares[place].share for shares in horizon.components.values())
        assert parts == pytest.approx(whole.share)


def test_lost_people_are_counted_and_remarked(study):
    """Observed and assigned stand beside each share, and the remark says how many are missing."""
    data, results = study
    (horizon,) = results.horizons
    missing = sum(each.assigned - each.people for each in horizon.shares)
    assert missing == int((data.months.status[:, 14] == -1).sum()) > 0
    assert horizon.remark.startswith(f"{missing} of 600")


def test_redraws_are_within_the_blocks_of_the_log(study):
    """The p-value is that of permuting SE and FS inside each site's drawn blocks."""
    data, results = study
    y = data.months.outcome(["work_supported", "education"])[:, 14]
    arm = np.array(data.arm)
    chosen = (arm != "SE") & np.isfinite(y)
    blocks = np.array([f"{s} {b}" for s, b in zip(data.stratum, data.block, strict=True)])
    expected = randomisation_test(
        y[chosen], arm[chosen] == "CM", strata=np.array(data.stratum)[chosen],
        blocks=blocks[chosen], draws=500,
    )  # fmt: skip
    assert results.horizons[0].compared[1].p_redrawn == expected.p[0]
    over_sites = randomisation_test(
        y[chosen], arm[chosen] == "CM", strata=np.array(data.stratum)[chosen], draws=500
    )
    assert over_sites.p[0] != expected.p[0]


def test_shares_that_changed_under_way_weight_the_people(study):
    """With the chance of one's own arm differing between people, weights are its inverse."""
    data, results = study
    share = [1 / 2 if stratum == "site 0" else 1 / 4 for stratum in data.stratum]
    changed = analyse(locked(), StudyData(**{**vars(data), "share": share}), draws=10)
    y = data.months.outcome(["work_supported", "education"])[:, 14]
    expected = itt(
        y, data.arm, reference="FS", strata=data.stratum, weights=inverse_share_weights(share)
    ).effect("SE")
    found = changed.horizons[0].compared[0].plain.effect
    assert found == expected
    assert found != results.horizons[0].compared[0].plain.effect


def test_a_horizon_that_some_have_not_reached_is_refused():
    """People who entered a year before the cut cannot be seen at month 15."""
    with pytest.raises(HorizonNotReached, match="month 15"):
        analyse(locked(), invented(60, last_entry=900), draws=10)


def test_data_that_are_not_the_protocols_are_refused():
    """No lock, an arm the protocol does not have, a covariate that the data do not have."""
    data = invented(60)
    with pytest.raises(WrongUse, match="not locked"):
        analyse((), data)
    with pytest.raises(UnknownName, match="arm of the protocol"):
        analyse(locked(), StudyData(**{**vars(data), "arm": ["XX", *data.arm[1:]]}))
    with pytest.raises(UnknownName, match="covariate"):
        analyse(locked(**{'"age", ': '"height", '}), data)


def test_clusters_are_not_analysed_as_individuals():
    """Data drawn in clusters under a protocol that says HC2 are refused."""
    data = StudyData(**{**vars(invented(60)), "cluster": [str(n // 4) for n in range(60)]})
    with pytest.raises(WrongUse, match="cluster"):
        analyse(locked(), data, draws=10)
