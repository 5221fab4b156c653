"""What a login is good for: one municipality, and only with a second factor.

A session belongs to the municipality at whose host it was made. Host-only cookies keep browsers
to that already; this keeps whoever copies a cookie to it as well.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user

from naere.accounts.staff.queries import membership_for_user
from naere.tenancy.scope import current_municipality

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from naere.accounts.staff.models import Membership

MUNICIPALITY = "municipality"
ADDED_FACTOR = "second_factor_added"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def bind(session: SessionBase, municipality_id: UUID) -> None:
    """Make a session good for one municipality: the one at whose host the login was."""
    session[MUNICIPALITY] = str(municipality_id)


def is_bound_to(session: SessionBase, municipality_id: UUID) -> bool:
    """Return whether a session was made at this municipality's host."""
    return bool(session.get(MUNICIPALITY) == str(municipality_id))


def is_fully_signed_in(user: Any, session: SessionBase) -> bool:
    """Return whether this login used a second factor, or none is demanded (the demo).

    A factor counts when it was asked for at this login, or was set up in this session; one that
    was set up elsewhere in the meantime does not.
    """
    if settings.NAERE_PASSWORD_ONLY_LOGIN:
        return True
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    proved = any(record.get("method") == "mfa" for record in records)
    return (proved or session.get(ADDED_FACTOR) is True) and is_mfa_enabled(user, FACTORS)


def membership_of_session(session: SessionBase) -> Membership | None:
    """Return whose session this is, if it is good here and now; for WebSockets.

    Inside the municipality's scope. Checks what a request is checked for: the password has not
    changed since, the municipality, the second factor, user and membership active.
    """
    if not is_bound_to(session, current_municipality().pk):
        return None
    user = get_user(SimpleNamespace(session=session))  # type: ignore[arg-type]
    if not user.is_authenticated or not is_fully_signed_in(user, session):
        return None
    return membership_for_user(user.pk)
