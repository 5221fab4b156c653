"""What must follow when allauth has done something."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from naere.accounts.staff.queries import membership_for_user
from naere.accounts.staff.sessions import ADDED_FACTOR, FACTORS
from naere.core.signals import notify


@receiver(post_save, sender=Authenticator)
def note_added_factor(instance: Authenticator, created: bool, **_: Any) -> None:
    """Let the session in which a second factor was set up go on, without asking for it at once.

    allauth's own signal comes when the transaction has committed, and the session is saved before.
    """
    request = context.request
    if created and instance.type in FACTORS and request and request.user == instance.user:
        request.session[ADDED_FACTOR] = True


@receiver([user_logged_out, password_changed, password_reset])
def close_sockets(request: HttpRequest, user: Any, **_: Any) -> None:
    """Close the sockets of whoever signed out; those still signed in elsewhere come back."""
    municipality = getattr(request, "municipality", None)
    membership = membership_for_user(user.pk) if user and municipality else None
    if membership is not None:
        notify("session", membership.municipality_id, membership=membership.pk)
