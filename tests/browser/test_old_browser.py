"""A browser that cannot lock words: a clear page with phone numbers, and nothing begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.steps import headed
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("missing", ["WebAssembly", "WebSocket", "Worker", "indexedDB"])
def test_it_is_said_and_nothing_begins(
    server: Server, visit: Callable[..., Page], missing: str
) -> None:
    page = visit()
    page.context.add_init_script(f"delete globalThis.{missing}; delete Window.prototype.{missing};")
    for path in ("skriv/?som=nu", "retur/"):
        page.goto(f"{server.address()}/{path}")
        headed(page, "Din browser kan ikke låse dine ord")
        expect(page.get_by_role("main").locator("a[href='tel:112']")).to_be_visible()
        expect(page.get_by_role("link", name="70 201 201")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_count(0)
    examine(page, "young: a browser that cannot")
    asked = [request.url for request in watch_of(page).requests]
    assert [url for url in asked if "/api/" in url or "/ws/" in url or "worker" in url] == []


def test_a_worker_that_does_not_start_is_said_too(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit()
    watch_of(page).allow("ERR_FAILED", "Failed to load", "worker")
    page.context.route("**/*worker*.js", lambda route: route.abort())
    page.goto(f"{server.address()}/skriv/?som=nu")
    headed(page, "Din browser kan ikke låse dine ord")
