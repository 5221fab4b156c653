"""What a real installation answers: HTTPS alone, its cookies bound to its host, the rest shut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from naere.config import env
from naere.config.embedded import WEB, EmbeddedPostgres
from tests.database import empty_copy
from tests.web.test_pages import POLICY

TWO_YEARS = 2 * 365 * 24 * 60 * 60


@pytest.fixture(scope="module")
def answered(cluster: EmbeddedPostgres) -> Iterator[dict[str, Any]]:
    """What production's settings answer, by page."""
    name = empty_copy(cluster, "production")
    given = {
        "DJANGO_SETTINGS_MODULE": "naere.config.settings.production",
        "DATABASE_URL": cluster.url(WEB, name),
        "NAERE_SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2,
        "NAERE_BASE_HOST": "naere.example",
    }
    command = (sys.executable, "-m", "tests.guards.production")
    done = subprocess.run(
        command, cwd=env.ROOT, env=os.environ | given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    yield json.loads(done.stdout)
    cluster.drop_database(name)


def test_plain_http_is_sent_to_https(answered: dict[str, Any]) -> None:
    assert answered["plain"]["status"] == 301
    assert answered["plain"]["headers"]["Location"] == "https://dragoer.naere.example/"
    assert answered["plain"]["cookies"] == {}


@pytest.mark.parametrize("page", ["front", "write", "login"])
def test_browsers_are_told_to_use_https_for_two_years(answered: dict[str, Any], page: str) -> None:
    kept = answered[page]["headers"]["Strict-Transport-Security"]
    assert kept == f"max-age={TWO_YEARS}; includeSubDomains; preload"


@pytest.mark.parametrize("page", ["front", "write"])
def test_the_policy_is_the_one_that_the_pages_are_tested_under(
    answered: dict[str, Any], page: str
) -> None:
    assert answered[page]["status"] == 200
    policy = answered[page]["headers"]["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == POLICY


@pytest.mark.parametrize(
    ("page", "cookie", "same_site"),
    [
        ("write", "__Host-naere-csrf", "Lax"),
        ("language", "__Host-naere-sprog", "Lax"),
        ("start", "__Host-naere-ung", "Strict"),
        ("login", "__Host-naere-fag", "Lax"),
    ],
)
def test_each_cookie_is_bound_to_its_host(
    answered: dict[str, Any], page: str, cookie: str, same_site: str
) -> None:
    found = answered[page]["cookies"][cookie]
    # What the prefix demands (RFC 6265bis, section 4.1.3.2), and no script reads it.
    assert (found["secure"], found["path"], found["domain"]) == (True, "/", "")
    assert (found["httponly"], found["samesite"]) == (True, same_site)


def test_no_other_cookie_is_set(answered: dict[str, Any]) -> None:
    names = {name for response in answered.values() for name in response["cookies"]}
    assert {name for name in names if not name.startswith("__Host-")} == set()
