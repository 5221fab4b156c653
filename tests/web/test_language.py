"""The reader's language: Danish, or what the reader has chosen."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from tests.tenant_client import TenantClient


def test_english_when_chosen_and_back(reader: TenantClient) -> None:
    assert 'href="/sprog/en/?next=/om/"' in reader.get("/om/").content.decode()
    response = reader.get("/sprog/en/?next=/om/")
    assert (response.status_code, response.headers["Location"]) == (302, "/om/")
    english = reader.get("/om/")
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en">' in english.content.decode()
    assert 'href="/sprog/da/?next=/om/"' in english.content.decode()
    reader.get("/sprog/da/")
    assert '<html lang="da">' in reader.get("/om/").content.decode()


def test_the_cookie_says_nothing_else(reader: TenantClient) -> None:
    cookie = reader.get("/sprog/en/").cookies["naere-sprog"]
    assert cookie.value == "en"
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("to", ["//ond.example/", "https://ond.example/", "om/", "\\\\ond.example"])
def test_it_leads_back_to_this_site_only(reader: TenantClient, to: str) -> None:
    response = reader.get("/sprog/en/", {"next": to})
    assert response.headers["Location"] == "/"


def test_an_unknown_language_is_not_there(reader: TenantClient) -> None:
    response = reader.get("/sprog/de/")
    assert response.status_code == 404
    assert dict(response.cookies) == {}


def test_a_forged_cookie_means_danish(reader: TenantClient) -> None:
    reader.cookies["naere-sprog"] = "xx"
    assert reader.get("/").headers["Content-Language"] == "da"


def test_a_day_in_english_is_written_in_one_way() -> None:
    day = date(2026, 11, 12)
    with translation.override("en"):
        shown = {date_format(day, form) for form in ("DATE_FORMAT", "SHORT_DATE_FORMAT")}
        assert shown == {"12 November 2026"}
