"""What the journeys hold every page to: no complaint, no stranger, no violation, no sideways scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from tests.chromium import axe

if TYPE_CHECKING:
    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        WebError,
        WebSocket,
    )

OWN_SCHEMES = {"data", "blob", "about"}
# What fades in is measured when it is there; what pulses for ever is not waited for.
SETTLED = """Promise.all(document.getAnimations()
  .filter(one => one.playState === 'running' && isFinite(one.effect.getComputedTiming().endTime))
  .map(one => one.finished.catch(() => null)))"""

_seen: set[tuple[str, int]] = set()
_watches: WeakKeyDictionary[Page, Watch] = WeakKeyDictionary()


class Watch:
    """Listens to one browser (a context): `complaints` is what must stay empty.

    `allowed` holds parts of complaints that a journey causes on purpose, such as "status of 429".
    """

    def __init__(self, context: BrowserContext, *allowed: str) -> None:
        self.complaints: list[str] = []
        self.requests: list[Request] = []
        self.allowed = set(allowed)
        context.on("console", self._said)
        context.on("weberror", self._broke)
        context.on("request", self._asked)
        context.on("page", self._met)
        for page in context.pages:
            self._met(page)

    def allow(self, *parts: str) -> None:
        """Expect complaints with these parts from now on."""
        self.allowed.update(parts)

    def forget(self) -> None:
        """Begin anew: nothing was said, asked or allowed."""
        self.complaints.clear()
        self.requests.clear()
        self.allowed.clear()

    def _complain(self, text: str) -> None:
        if not any(part in text for part in self.allowed):
            self.complaints.append(text)

    def _said(self, message: ConsoleMessage) -> None:
        # A violation of the policy or of Trusted Types is an error of the console as well.
        if message.type == "error":
            self._complain(f"console: {message.text}")

    def _broke(self, error: WebError) -> None:
        self._complain(f"exception: {error.error}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        self._know(request.url)

    def _met(self, page: Page) -> None:
        _watches[page] = self
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self._know(socket.url)

    def _know(self, url: str) -> None:
        parts = urlsplit(url)
        home = (parts.hostname or "").endswith(".localhost")
        if parts.scheme not in OWN_SCHEMES and not home:
            self._complain(f"foreign host: {url}")


def watch_of(page: Page) -> Watch:
    """The watch of the browser that a page is in."""
    return _watches[page]


def examine(page: Page, state: str) -> None:
    """Check a state of a page, once a session for each width: WCAG 2.2 AA, no sideways scroll."""
    width = (page.viewport_size or {"width": 0})["width"]
    if (state, width) in _seen:
        return
    _seen.add((state, width))
    assert (found := _violations(page)) == [], f"{state} at {width} px: {found}"
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{state}: {wide} px wide in {width} px"


def _violations(page: Page) -> list[str]:
    page.evaluate(SETTLED)
    return axe(page)
