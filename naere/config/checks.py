"""Deploy checks: what a real installation must not get wrong (`manage.py check --deploy`)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError, connection
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

LONG_ENOUGH = 50
COOKIES = (
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "YOUTH_COOKIE_NAME",
    "LANGUAGE_COOKIE_NAME",
)


@register(Tags.security, deploy=True)
def settings_are_for_real(**_: Any) -> list[CheckMessage]:
    """Refuse the demo's liberties, and a secret or a host name that was never set."""
    wrong = {
        "E001": len(str(settings.SECRET_KEY)) < LONG_ENOUGH
        or str(settings.SECRET_KEY).startswith("demo-only"),
        "E002": settings.NAERE_BASE_HOST in {"", "localhost"},
        "E003": settings.NAERE_PROGRAM_PEERS,
        "E004": settings.NAERE_PASSWORD_ONLY_LOGIN,
        "E005": bool(_unbound_cookies()),
        "E006": getattr(settings, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False),
        "E008": not _checks_csrf(),
    }
    return [Error(_SAID[code], id=f"naere.{code}") for code, is_so in wrong.items() if is_so]


_SAID = {
    "E001": f"NAERE_SECRET_KEY must be a secret of at least {LONG_ENOUGH} characters of your own.",
    "E002": "NAERE_BASE_HOST must be the host name of the installation.",
    "E003": "NAERE_PROGRAM_PEERS is on: programs could be on duty as peers.",
    "E004": "NAERE_PASSWORD_ONLY_LOGIN is on: a password alone would let staff in.",
    "E005": "The names of the four cookies must start with __Host-.",
    "E006": "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN is on.",
    "E008": "MIDDLEWARE has no CsrfViewMiddleware: other sites could post for the reader.",
}


def _unbound_cookies() -> list[str]:
    """Return the settings whose cookie another host of the domain could set (RFC 6265bis, 4.1.3.2)."""
    return [name for name in COOKIES if not str(getattr(settings, name)).startswith("__Host-")]


def _checks_csrf() -> bool:
    used = [import_string(path) for path in settings.MIDDLEWARE]
    return any(isinstance(one, type) and issubclass(one, CsrfViewMiddleware) for one in used)


@register(Tags.database, deploy=True)
def web_role_is_bound(
    app_configs: Any = None, databases: Any = None, **_: Any
) -> list[CheckMessage]:
    """Refuse a database role that row-level security would not bind (deploy/roles.sql).

    Runs with `check --deploy --database default`; a database that does not answer is a warning.
    """
    if "default" not in (databases or []):
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(_UNBOUND)
            is_super, bypasses, owns = cursor.fetchone() or (True, True, True)
    except DatabaseError as error:
        return [CheckWarning(f"The database does not answer: {error}.", id="naere.W001")]
    wrong = {"a superuser": is_super, "free of row-level security": bypasses, "the owner": owns}
    return [
        Error(f"The web role is {what}: tenants would not be kept apart.", id="naere.E007")
        for what, is_so in wrong.items()
        if is_so
    ]


_UNBOUND = """
SELECT rolsuper, rolbypassrls, EXISTS (
    SELECT 1 FROM pg_class JOIN pg_namespace spaces ON spaces.oid = relnamespace
    WHERE relkind = 'r' AND nspname = 'public' AND pg_has_role(current_user, relowner, 'USAGE'))
FROM pg_roles WHERE rolname = current_user
"""
