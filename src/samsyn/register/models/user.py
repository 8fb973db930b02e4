"""Användare."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from samsyn.register.models.association import Association
from samsyn.register.models.organisation import Organisation


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no open self-registration."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A user who signs in with ``email``; without a password until they choose one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Someone who signs in, or an authority's own system that calls the API (``is_system``).

    ``organisation`` is who employs them, and so whose people they may meet; an association's own
    employee has ``employed_by`` instead. ``own_lookups`` has, by controller, the keyed hash of
    their own personal identity number, so that no one opens their own record.
    """

    email = models.EmailField("e-postadressen", unique=True)
    name = models.CharField("namnet")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    employed_by = models.ForeignKey(
        Association, on_delete=models.PROTECT, null=True, blank=True, related_name="employees"
    )
    own_lookups = models.JSONField(default=dict, blank=True, editable=False)
    is_system = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "user_account"
        verbose_name = "användare"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) | models.Q(employed_by__isnull=True),
                name="user_has_one_employer",
            ),
        )

    def __str__(self) -> str:
        return self.name
