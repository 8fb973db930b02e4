"""When the quality of the registrations was last counted."""

from datetime import date

from django.db.models import Max

from samsyn.register.models import Association, QualityMeasure


def counted_on(association: Association | None = None) -> date | None:
    """The latest day, of all associations or of one; None where it has never been."""
    rows = QualityMeasure.objects.all()
    if association is not None:
        rows = rows.filter(association=association)
    found: date | None = rows.aggregate(latest=Max("taken_on"))["latest"]
    return found
