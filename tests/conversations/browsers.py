"""Browsers of those who take part, and what a call answered."""

from __future__ import annotations

import os
from typing import Any

from naere.core.binary import to_text
from tests.factories.people import Member, Young
from tests.tenant_client import TenantClient


def browser(who: Young | Member) -> TenantClient:
    """Return a browser that is signed in as somebody."""
    if isinstance(who, Young):
        return TenantClient(who.person.municipality).be_young(who.token)
    return TenantClient(who.membership.municipality).be_staff(who.membership)


def post(who: Young | Member, path: str, **body: Any) -> tuple[int, Any]:
    """POST to /api/`path` as somebody; returns status and answer."""
    answer = browser(who).post_json(f"/api/{path}", body)
    return answer.status_code, answer.json()


def said(who: Young | Member, path: str, **body: Any) -> tuple[int, str]:
    """POST as `post`; returns status and the error's code, "" without one."""
    status, answer = post(who, path, **body)
    return status, answer.get("error", "")


def random_text(length: int) -> str:
    """Return random bytes as base64."""
    return to_text(os.urandom(length))


def shares(*recipients: Any, **more: Any) -> list[dict[str, Any]]:
    """Return a share for each recipient that nobody will open."""
    return [{"recipient": str(to), "box": random_text(72)} | more for to in recipients]
