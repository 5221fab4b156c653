"""The quick exit ends the session from pages that carry no token, and from ours alone."""

from __future__ import annotations

import pytest
from django.conf import settings

from naere.accounts.youth.models import YoungSession
from naere.tenancy.models import Municipality
from tests.factories.people import Young
from tests.tenant_client import TenantClient

PATH = "/api/young/leave"
OWN = "http://dragoer.localhost"


def strict(municipality: Municipality) -> TenantClient:
    return TenantClient(municipality, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, 200),
        ({"Origin": OWN}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://ishoej.localhost"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_whose_pages_may_say_it(
    dragoer: Municipality, young: Young, headers: dict[str, str], status: int
) -> None:
    answer = strict(dragoer).be_young(young.token).post(PATH, headers=headers)
    assert answer.status_code == status
    assert YoungSession.objects.exists() == (status == 403)
    assert (settings.YOUTH_COOKIE_NAME in answer.cookies) == (status == 200)


@pytest.mark.parametrize("token", ["", "unknown"])
def test_somebody_who_is_nobody_is_told_nothing(
    dragoer: Municipality, young: Young, token: str
) -> None:
    answer = strict(dragoer).be_young(token).post(PATH)
    assert (answer.status_code, answer.json()) == (200, {})
    assert YoungSession.objects.count() == 1


def test_another_municipalitys_session_stays(young: Young, ishoej: Municipality) -> None:
    assert strict(ishoej).be_young(young.token).post(PATH).status_code == 200
    assert YoungSession.objects.count() == 1
