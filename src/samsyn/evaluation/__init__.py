"""Randomised comparisons: power, assignment, effects, costs.

Pure functions over NumPy arrays or the columns of any data frame; nothing here reads a register.

>>> from samsyn.evaluation import difference_in_shares
>>> two = dict(events=85, people=156, events_control=43, people_control=156)
>>> difference_in_shares(**two).rounded(3)
(0.269, 0.164, 0.374)
"""

from samsyn.evaluation.analysis import StudyData, analyse
from samsyn.evaluation.arms import inverse_share_weights
from samsyn.evaluation.assignment import Assignment, Draw, assign, draw_block, fingerprint, replay
from samsyn.evaluation.balance_table import balance, standardised_difference
from samsyn.evaluation.complier import complier_effect
from samsyn.evaluation.conclusions import difference_in_words, highest_arm
from samsyn.evaluation.cost_effectiveness import (
    acceptability,
    bootstrap_plane,
    icer,
    icer_of,
    net_benefit,
    one_way_sensitivity,
)
from samsyn.evaluation.costs import (
    CostItem,
    costs_by_payer,
    discounted,
    in_prices_of,
    staff_cost,
)
from samsyn.evaluation.delivery import promises_held
from samsyn.evaluation.intention_to_treat import contrasts, itt
from samsyn.evaluation.interval import Interval
from samsyn.evaluation.lee import lee_bounds
from samsyn.evaluation.means import difference_in_means
from samsyn.evaluation.monthly_paths import paths, raw_paths
from samsyn.evaluation.randomisation import randomisation_test
from samsyn.evaluation.sample_size import (
    Design,
    capacity,
    people_needed,
    power,
    power_curve,
    smallest_detectable_difference,
    within_capacity,
)
from samsyn.evaluation.screening import Screened, consort
from samsyn.evaluation.several_tests import holm, romano_wolf
from samsyn.evaluation.shares import (
    chi_square,
    difference_in_shares,
    odds_ratio,
    pairwise_shares,
    risk_ratio,
)
from samsyn.evaluation.simulation import simulate
from samsyn.evaluation.status_months import check_horizon, person_months
from samsyn.evaluation.subgroup_effects import subgroup
from samsyn.evaluation.time_to_event import kaplan_meier, log_rank

__all__ = [
    "Assignment",
    "CostItem",
    "Design",
    "Draw",
    "Interval",
    "Screened",
    "StudyData",
    "acceptability",
    "analyse",
    "assign",
    "balance",
    "bootstrap_plane",
    "capacity",
    "check_horizon",
    "chi_square",
    "complier_effect",
    "consort",
    "contrasts",
    "costs_by_payer",
    "difference_in_means",
    "difference_in_shares",
    "difference_in_words",
    "discounted",
    "draw_block",
    "fingerprint",
    "highest_arm",
    "holm",
    "icer",
    "icer_of",
    "in_prices_of",
    "inverse_share_weights",
    "itt",
    "kaplan_meier",
    "lee_bounds",
    "log_rank",
    "net_benefit",
    "odds_ratio",
    "one_way_sensitivity",
    "pairwise_shares",
    "paths",
    "people_needed",
    "person_months",
    "power",
    "power_curve",
    "promises_held",
    "randomisation_test",
    "raw_paths",
    "replay",
    "risk_ratio",
    "romano_wolf",
    "simulate",
    "smallest_detectable_difference",
    "staff_cost",
    "standardised_difference",
    "subgroup",
    "within_capacity",
]
