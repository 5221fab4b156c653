"""What allauth may do here: nobody signs up alone; a coordinator or administrator invites."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes

from naere.accounts.staff import sessions
from naere.accounts.staff.doors import door_for
from naere.accounts.staff.queries import membership_for_user
from naere.core.network import bucket, network_of


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the open sign-up, binds a login to its municipality, and keeps no address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts are made by an invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what allauth counts tries by: a keyed hash of the network, never the address."""
        return bucket(f"sign-in from {network_of(request)}").hex()

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Send whoever has no place in this municipality back, kindly."""
        if user.is_active and membership_for_user(user.pk) is None:
            clear_login(request)
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in, and make the session good for this municipality alone."""
        super().login(request, user)
        sessions.bind(request.session, request.municipality.pk)  # type: ignore[attr-defined]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page of the member's own door."""
        return door_for(membership_for_user(request.user.pk))  # type: ignore[arg-type]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing about what the page itself shows (signed in, signed out)."""

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Send the link to choose a password: as an invitation when there was none before."""
        known = user.has_usable_password()
        template = "account/email/password_reset_key" if known else "account/email/invitation"
        context = context | {"municipality": context["request"].municipality}
        self.send_mail(template, email, context)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Encrypts second factors at rest, and draws the QR code without style or data address."""

    def encrypt(self, text: str) -> str:
        """Return `text` encrypted under a key that the database does not hold."""
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given; raises InvalidToken when SECRET_KEY was replaced."""
        return _ciphers().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an inline SVG, which the content security policy allows."""
        svg: str = segno.make(url, error="m").svg_inline(scale=5, border=4, light="#fff")
        return svg


def _ciphers() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        hashlib.sha256(b"naere/factors/" + force_bytes(secret)).digest() for secret in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
