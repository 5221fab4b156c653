"""The young people's pages: each is there, is safe to leave, keeps nothing and allows nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings
from django.utils import timezone

from naere.tenancy.models import Profile, Text
from tests.tenant_client import TenantClient

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

READ_PAGES = [
    "/",
    "/saadan/",
    "/om/",
    "/for-paaroerende/",
    "/privatliv/",
    "/tilgaengelighed/",
    "/hjaelp/",
    "/vaerktoejer/",
]
YOUTH_PAGES = [*READ_PAGES, "/skriv/", "/retur/"]
TEXT_OF = {
    "/": "welcome",
    "/saadan/": "duty",
    "/om/": "about",
    "/for-paaroerende/": "relatives",
    "/privatliv/": "privacy",
    "/tilgaengelighed/": "accessibility",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types naere naere-offline lit-html",
}


def html_of(reader: TenantClient, path: str) -> str:
    response = reader.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_every_page_can_be_left_at_once(reader: TenantClient, path: str) -> None:
    link = re.search(r"<a [^>]*data-exit[^>]*>", html_of(reader, path))
    assert link is not None
    assert f'href="{Profile.objects.get().exit_url}"' in link[0]
    assert 'rel="noreferrer nofollow"' in link[0]


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_every_page_leads_to_help_in_one_tap(reader: TenantClient, path: str) -> None:
    assert 'class="pill pill-help" href="/hjaelp/"' in html_of(reader, path)


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_headers_shut_everything_that_is_not_needed(reader: TenantClient, path: str) -> None:
    headers = reader.get(path).headers
    policy = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    assert policy == POLICY
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Content-Language"] == "da"


@pytest.mark.parametrize("path", READ_PAGES)
def test_reading_sets_no_cookie(reader: TenantClient, path: str) -> None:
    assert dict(reader.get(path).cookies) == {}


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_only_what_holds_no_token_is_compressed(reader: TenantClient, path: str) -> None:
    response = reader.get(path, HTTP_ACCEPT_ENCODING="gzip")
    assert response.headers.get("Content-Encoding") == ("gzip" if path in READ_PAGES else None)
    assert ("csrf" in html_of(reader, path)) == (path not in READ_PAGES)


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(
    reader: TenantClient, path: str
) -> None:
    html = html_of(reader, path)
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert all('src="/static/' in s or 'type="application/json"' in s for s in scripts)
    assert not re.search(r"<style\b|\sstyle=|\son\w+=", html)
    loaded = re.findall(r"<(?:link|img|script|source)\b[^>]*?(?:href|src)=\"([^\"]*)\"", html)
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_only_get_and_head(reader: TenantClient, path: str) -> None:
    assert reader.post(path).status_code == 405
    assert reader.head(path).status_code == 200


@pytest.mark.parametrize(("path", "key"), TEXT_OF.items())
def test_the_municipality_speaks_for_itself(
    reader: TenantClient, ishoej: Municipality, path: str, key: str
) -> None:
    own = Text.objects.get(key=key)
    assert f"<p>{own.body_da}</p>" in html_of(reader, path)
    reader.cookies["naere-sprog"] = "en"
    assert f"<p>{own.body_en}</p>" in html_of(reader, path)
    assert f"{key} for Ishøj." in html_of(TenantClient(ishoej), path)


def test_a_text_is_never_markup(reader: TenantClient) -> None:
    Text.objects.filter(key="about").update(body_da="Hej <b>du</b>\n\n<script>x</script>")
    html = html_of(reader, "/om/")
    assert "<p>Hej &lt;b&gt;du&lt;/b&gt;</p>" in html
    assert "<script>x" not in html


@pytest.mark.parametrize("path", YOUTH_PAGES)
def test_every_link_leads_somewhere(reader: TenantClient, path: str) -> None:
    inside = {
        address.partition("?")[0]
        for address in re.findall(r"<a\b[^>]*href=\"(/[^\"]*)\"", html_of(reader, path))
    }
    assert len(inside) > 8
    statuses = {address: reader.get(address).status_code for address in inside}
    assert {a for a, status in statuses.items() if status not in {200, 302}} == set()


def test_the_manifest_has_the_name_and_no_worker(reader: TenantClient) -> None:
    body = reader.get_json("/manifest.webmanifest")
    assert body["name"] == "Netværket i Dragør"
    assert body["theme_color"] == "#0b6e4f"
    assert "serviceworker" not in body


def test_search_engines_stay_out_of_where_one_writes(reader: TenantClient) -> None:
    lines = reader.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /skriv/", "Disallow: /retur/", "Disallow: /api/"} <= set(lines)
    assert "Disallow: /" not in lines


def test_the_icon_is_found_without_the_page(reader: TenantClient) -> None:
    where = reader.get("/favicon.ico").headers["Location"]
    assert re.fullmatch(r"/static/naere/icon(\.[0-9a-f]+)?\.svg", where)


def test_whom_to_tell_of_a_hole_is_what_the_operator_said(reader: TenantClient) -> None:
    path = "/.well-known/security.txt"
    with override_settings(NAERE_SECURITY_CONTACT=[]):
        assert reader.get(path).status_code == 404
    with override_settings(NAERE_SECURITY_CONTACT=["mailto:a@naere.example", "https://b.example"]):
        said = reader.get(path).content.decode().splitlines()
    assert said[:2] == ["Contact: mailto:a@naere.example", "Contact: https://b.example"]
    expires = datetime.fromisoformat(said[2].removeprefix("Expires: "))
    assert timedelta(days=88) < expires - timezone.now() < timedelta(days=91)
    assert said[4].endswith(path)


@pytest.mark.parametrize("path", YOUTH_PAGES)
@override_settings(DEBUG=False)
def test_no_page_names_the_other_municipality(
    reader: TenantClient, ishoej: Municipality, path: str
) -> None:
    assert "Ishøj" not in html_of(reader, path)
    assert "Ishøj" in html_of(TenantClient(ishoej), path)
