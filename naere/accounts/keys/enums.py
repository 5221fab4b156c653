"""Closed sets of keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityKind(models.TextChoices):
    """Whose key an identity is."""

    YOUNG = "young", _("young person")
    STAFF = "staff", _("staff or volunteer")


class TeamKind(models.TextChoices):
    """A team that shares a key (docs/protocol.md, team key)."""

    PEERS = "peers", _("the peers")
    SAFEGUARDING = "safeguarding", _("the safeguarding team")
