"""Where Chromium is, and what is asked of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",  # Chromium has no sandbox for root, and CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the Chromium on the PATH; None lets Playwright take its own, or fail."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


def axe(page: Page) -> list[str]:
    """Return the violations of WCAG 2.2 A and AA that axe finds on a page, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": tags}}
    found = Axe().run(page, options=options).response["violations"]
    return [_line(violation) for violation in found]


def _line(violation: dict[str, Any]) -> str:
    places = "; ".join(str(node["target"]) for node in violation["nodes"][:4])
    return f"{violation['id']}: {violation['help']} — {places}"
