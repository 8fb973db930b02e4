"""Disposing of what is kept for a while only; done daily, and whenever someone brings in more."""

from samsyn.register.clock import now
from samsyn.register.drafts import old_drafts
from samsyn.register.kept_files import dispose_of_old_files
from samsyn.register.models import IdempotencyKey
from samsyn.register.refused import dispose_of_old_refused
from samsyn.register.retention import ANSWERS_KEPT
from samsyn.register.sealed_package import sweep_leftovers


def dispose_of_old() -> None:
    """Throw away old uploads, exports, refused rows, drafts and answers of the API, and packages
    in clear that a killed process left."""
    sweep_leftovers()
    dispose_of_old_files()
    dispose_of_old_refused()
    old_drafts().delete()
    IdempotencyKey.objects.filter(answered_at__lt=now() - ANSWERS_KEPT).delete()
