"""A page view is a number on a day (R70)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from naere.insight.models import Hits
from naere.insight.queries import hits_by_page
from tests.tenant_client import TenantClient

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


def today() -> date:
    return timezone.localdate()


def test_each_view_is_counted_on_its_page_and_day(reader: TenantClient) -> None:
    for path in ("/", "/", "/hjaelp/"):
        reader.get(path)
    assert hits_by_page(today(), today()) == {"front": 2, "help": 1}
    assert hits_by_page(today() - timedelta(days=9), today() - timedelta(days=1)) == {}


def test_a_look_ahead_a_head_and_an_error_are_not_views(reader: TenantClient) -> None:
    reader.head("/")
    reader.get("/", HTTP_SEC_PURPOSE="prefetch;prerender")
    reader.get("/findes-ikke/")
    reader.post("/")
    assert hits_by_page(today(), today()) == {}


def test_each_municipality_has_its_own_count(
    reader: TenantClient,
    ishoej: Municipality,
    in_tenant: Callable[[Municipality], AbstractContextManager[None]],
) -> None:
    reader.get("/om/")
    TenantClient(ishoej).get("/privatliv/")
    assert hits_by_page(today(), today()) == {"about": 1}
    with in_tenant(ishoej):
        assert hits_by_page(today(), today()) == {"privacy": 1}


def test_a_count_has_no_room_for_a_person() -> None:
    assert {field.name for field in Hits._meta.get_fields()} == {
        "id",
        "municipality",
        "page",
        "day",
        "count",
    }
