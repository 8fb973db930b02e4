"""All specifications, by subject."""

from tests.spec.associations import ASSOCIATIONS, MONEY
from tests.spec.cooperation import CASES, MEETINGS, SUPPORT
from tests.spec.heads import HEADS
from tests.spec.outcomes import LATER, OUTCOMES, TIME
from tests.spec.participants import COVERAGE, PARTICIPANTS

SPECS = (
    *ASSOCIATIONS,
    *PARTICIPANTS,
    *HEADS,
    *COVERAGE,
    *OUTCOMES,
    *LATER,
    *TIME,
    *MONEY,
    *CASES,
    *MEETINGS,
    *SUPPORT,
)
"""In the order of the contract's list."""
