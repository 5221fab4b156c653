"""The link by which a new member chooses a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import ResetPasswordForm

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
