"""Staff and volunteers: a login, and a membership with roles in each municipality."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from naere.accounts.staff.enums import Role
from naere.core.models import Identified
from naere.tenancy.base import TenantOwned, tracked


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new user with a hashed password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Identified, AbstractBaseUser, PermissionsMixin):
    """A login. What it may do is decided by its memberships, one per municipality."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.email


@tracked()
class Membership(TenantOwned):
    """Somebody's place in one municipality. `alias` is the name that a young person sees."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    alias = models.CharField(_("name that the young see"), max_length=40)
    is_active = models.BooleanField(default=True)
    is_program = models.BooleanField(default=False)
    wants_sound = models.BooleanField(_("sound"), default=True)
    wants_title = models.BooleanField(_("blinking title"), default=True)
    identity = models.OneToOneField(
        "keys.Identity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "user"], name="one_membership")
        ]

    def __str__(self) -> str:
        return self.alias

    def has_role(self, *roles: str) -> bool:
        """Return whether the membership holds any of `roles`."""
        return not set(self.roles).isdisjoint(roles)

    def role_names(self) -> list[str]:
        """Return the roles in the reader's language."""
        return [str(Role(role).label) for role in self.roles]
