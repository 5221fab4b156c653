"""Run by test_production in a process of its own: production's settings, and what they answer."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from django.conf import settings

from naere.config import env


def main() -> None:
    """Print, as JSON, what pages, calls and a login answer over HTTPS, and one page over HTTP."""
    import django

    # The one thing that differs: no front end needs to be built.
    settings.DJANGO_VITE = {"default": {"manifest_path": env.ROOT / "tests" / "vite-manifest.json"}}
    django.setup()
    from django.test import Client

    from tests.factories.municipalities import make_dragoer

    make_dragoer()
    browser = Client(HTTP_HOST="dragoer.naere.example")
    found = {
        "plain": shown(browser.get("/")),
        "front": shown(browser.get("/", secure=True)),
        "write": shown(browser.get("/skriv/", secure=True)),
        "language": shown(browser.get("/sprog/en/", secure=True)),
        "start": shown(start(browser)),
        "login": shown(login(browser)),
    }
    json.dump(found, sys.stdout)


def shown(response: Any) -> dict[str, Any]:
    """Return a response's status, headers and cookies."""
    cookies = {name: dict(one) for name, one in response.cookies.items()}
    return {
        "status": response.status_code,
        "headers": dict(response.headers),
        "cookies": cookies,
    }


def start(browser: Any) -> Any:
    """Begin as a young person."""
    from naere.core.binary import to_text
    from naere.tenancy.models import Municipality
    from naere.tenancy.queries import age_groups
    from tests.conftest import acting_for

    with acting_for(Municipality.objects.get()):
        group = str(age_groups()[0].pk)
    body = {"nickname": "Sol", "ageGroup": group, "topics": []}
    body |= {"publicKey": to_text(os.urandom(32))}
    given = {"content_type": "application/json", "secure": True}
    return browser.post("/api/young/start", json.dumps(body), **given)


def login(browser: Any) -> Any:
    """Log in with a password alone, which leads on to the second factor."""
    from naere.tenancy.models import Municipality
    from tests.conftest import acting_for
    from tests.factories.people import PASSWORD, make_member

    with acting_for(Municipality.objects.get()):
        member = make_member("volunteer", with_identity=False)
    body = {"login": member.email, "password": PASSWORD}
    return browser.post("/konto/log-ind/", body, secure=True)


if __name__ == "__main__":
    main()
