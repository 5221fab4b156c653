"""Closed sets of conversations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How a conversation goes."""

    NOW = "now", _("live")
    LETTER = "letter", _("letter")


class State(models.TextChoices):
    """Where a conversation is. A deleted one has no row."""

    WAITING = "waiting", _("waiting for a peer")
    ACTIVE = "active", _("going on")
    CLOSED = "closed", _("ended")


class Party(models.TextChoices):
    """As what somebody takes part."""

    YOUNG = "young", _("young person")
    PEER = "peer", _("peer")
    PROFESSIONAL = "professional", _("professional")


class Due(models.TextChoices):
    """Why the next epoch is due (docs/protocol.md, rotation)."""

    NONE = "", _("not due")
    JOINED = "joined", _("somebody joined")
    LEFT = "left", _("somebody left")
    REPORTED = "reported", _("the conversation was reported")
    AGED = "aged", _("seven days or 200 messages")


class Ending(models.TextChoices):
    """How a conversation ended."""

    YOUNG = "young", _("by the young person")
    PEER = "peer", _("by the peer")
    GONE = "gone", _("the young person went away while waiting")
    SILENT = "silent", _("nobody wrote any more")
    DELETED = "deleted", _("deleted by the young person")


class CallState(models.TextChoices):
    """A call for the professional on duty."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")
