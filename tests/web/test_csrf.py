"""A posted form needs its token, and an origin that the browser vouches for."""

from __future__ import annotations

import pytest

from naere.tenancy.models import Municipality
from tests.tenant_client import TenantClient

FORM = "/konto/log-ind/"
SENT = {"login": "nobody@naere.example", "password": "wrong"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://dragoer.localhost"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://ishoej.localhost", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_whose_form_is_taken(dragoer: Municipality, headers: dict[str, str], status: int) -> None:
    client = TenantClient(dragoer)
    client.handler.enforce_csrf_checks = True
    client.get(FORM)
    token = {"csrfmiddlewaretoken": client.cookies["naere-csrf"].value}
    assert client.post(FORM, SENT | token, headers=headers).status_code == status


def test_the_token_is_needed_all_the_same(dragoer: Municipality) -> None:
    client = TenantClient(dragoer)
    client.handler.enforce_csrf_checks = True
    client.get(FORM)
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert client.post(FORM, SENT, headers=headers).status_code == 403
