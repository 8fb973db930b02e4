"""Reaching an association that one may see."""

from django.shortcuts import get_object_or_404

from samsyn.register.access import Acting, visible_associations
from samsyn.register.models import Association


def association_of(acting: Acting, association_code: str) -> Association:
    """The association; else 404."""
    return get_object_or_404(visible_associations(acting), pk=association_code)
