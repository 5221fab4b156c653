"""What the session must remember when allauth has done something."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from naere.accounts.staff.sessions import ADDED_FACTOR


@receiver(authenticator_added)
def note_added_factor(request: HttpRequest, **_: Any) -> None:
    """Let the session in which a second factor was set up go on, without asking for it at once."""
    request.session[ADDED_FACTOR] = True
