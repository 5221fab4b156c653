"""The link by which a new member chooses a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from naere.tenancy.hosts import host_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from naere.accounts.staff.models import Membership


def invite(request: HttpRequest, membership: Membership) -> None:
    """Send a one-time link by e-mail; it ends with use and after PASSWORD_RESET_TIMEOUT.

    Somebody who already has a password gets allauth's ordinary reset mail.
    """
    form = ResetPasswordForm({"email": membership.user.email})
    if form.is_valid():
        form.save(request)


def link(membership: Membership) -> str:
    """Return such a link for an operator to hand over: before there is a mail server, for example."""
    user = membership.user
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    path = reverse("account_reset_password_from_key", kwargs=key)
    return f"{scheme}://{host_of(membership.municipality)}{path}"
