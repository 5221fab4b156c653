"""The watch itself: each thing that must not happen is seen when it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

WRONGS = {
    "status of 404": "() => fetch('/findes-ikke/')",
    "Content Security Policy": "() => { new Image().src = 'https://example.org/x.png'; }",
    "foreign host: https://example.org": "() => { new Image().src = 'https://example.org/y.png'; }",
    "TrustedHTML": "() => { try { document.body.innerHTML = '<b>x</b>'; } catch {} }",
    "exception: on purpose": "() => { setTimeout(() => { throw new Error('on purpose'); }); }",
}


@pytest.mark.parametrize("complaint", WRONGS)
def test_what_is_wrong_is_seen(server: Server, visit: Callable[..., Page], complaint: str) -> None:
    page = visit()
    page.goto(f"{server.address()}/om/")
    watch = watch_of(page)
    page.evaluate(WRONGS[complaint])
    for _ in range(50):
        if any(complaint in said for said in watch.complaints):
            break
        page.wait_for_timeout(100)
    else:
        pytest.fail(f"{complaint} was not seen in {watch.complaints}")
    watch.forget()


def test_what_cannot_be_read_or_is_too_wide_is_seen(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit()
    page.goto(f"{server.address()}/om/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        examine(page, "a button without a name")
    page.evaluate("document.querySelector('main button').remove()")
    page.evaluate("document.querySelector('main').style.minWidth = '900px'")
    with pytest.raises(AssertionError, match="px wide in 390 px"):
        examine(page, "a page that is too wide")
