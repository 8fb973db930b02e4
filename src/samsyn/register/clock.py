"""What day it is: the one place that asks, so that a test can fix it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(tz=UTC)


def today() -> date:
    """The day it is in Sweden."""
    return now().astimezone(SWEDEN).date()
