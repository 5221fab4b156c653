"""`manage.py check --deploy` refuses what must not be in production, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured

from naere.config import checks, env
from naere.config.embedded import OWNER, WEB, EmbeddedPostgres

GOOD = {
    "SECRET_KEY": "k" * 64,
    "NAERE_BASE_HOST": "naere.example",
    "NAERE_PROGRAM_PEERS": False,
    "NAERE_PASSWORD_ONLY_LOGIN": False,
    "SESSION_COOKIE_NAME": "__Host-naere-fag",
    "CSRF_COOKIE_NAME": "__Host-naere-csrf",
    "YOUTH_COOKIE_NAME": "__Host-naere-ung",
    "LANGUAGE_COOKIE_NAME": "__Host-naere-sprog",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
}


def found(settings: Any, **changed: Any) -> list[str | None]:
    for name, value in (GOOD | changed).items():
        setattr(settings, name, value)
    return [message.id for message in checks.settings_are_for_real()]


def test_good_settings(settings: Any) -> None:
    assert found(settings) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SECRET_KEY", "short", "naere.E001"),
        ("SECRET_KEY", "demo-only-" + "x" * 60, "naere.E001"),
        ("NAERE_BASE_HOST", "localhost", "naere.E002"),
        ("NAERE_PROGRAM_PEERS", True, "naere.E003"),
        ("NAERE_PASSWORD_ONLY_LOGIN", True, "naere.E004"),
        ("SESSION_COOKIE_NAME", "sessionid", "naere.E005"),
        ("CSRF_COOKIE_NAME", "csrftoken", "naere.E005"),
        ("YOUTH_COOKIE_NAME", "__Secure-naere-ung", "naere.E005"),
        ("LANGUAGE_COOKIE_NAME", "naere-sprog", "naere.E005"),
        ("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", True, "naere.E006"),
        ("MIDDLEWARE", ["csp.middleware.CSPMiddleware"], "naere.E008"),
    ],
)
def test_what_is_refused(settings: Any, name: str, value: Any, code: str) -> None:
    assert found(settings, **{name: value}) == [code]


@pytest.mark.parametrize(
    ("role", "expected"),
    [(WEB, (False, False, False)), (OWNER, (False, False, True)), ("postgres", (True, True, True))],
)
def test_the_database_role(
    db: None, cluster: EmbeddedPostgres, role: str, expected: tuple[bool, ...]
) -> None:
    name = str(configured.DATABASES["default"]["NAME"])
    with psycopg.connect(cluster.url(role, name)) as connection:
        assert connection.execute(checks._UNBOUND).fetchone() == expected


def test_the_web_role_passes(db: None) -> None:
    assert checks.web_role_is_bound(databases=["default"]) == []
    assert checks.web_role_is_bound() == []


def deployed(**changed: str) -> subprocess.CompletedProcess[str]:
    given = {
        "DJANGO_SETTINGS_MODULE": "naere.config.settings.production",
        "NAERE_SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2,
        "NAERE_BASE_HOST": "naere.example",
    }
    command = (sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    return subprocess.run(
        command, cwd=env.ROOT, env=os.environ | given | changed, capture_output=True, text=True
    )


def test_production_with_what_it_needs_is_clean() -> None:
    result = deployed()
    assert (result.returncode, result.stderr) == (0, "")


def test_production_without_its_own_secret_is_refused() -> None:
    result = deployed(NAERE_SECRET_KEY="short")
    assert result.returncode == 1
    assert "naere.E001" in result.stderr
