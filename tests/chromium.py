"""Where Chromium is, and what is asked of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from demo.terminal import Problem

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


def ensure_chromium() -> str:
    """Return a Chromium that can be started: the PATH's, Playwright's own, or one installed now.

    Raises Problem when there is none to be had: a journey that did not run is a failure.
    """
    found = find_chromium() or _playwrights()
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-q")
        _try(
            "apt-get", "install", "-qy", "--no-install-recommends", "chromium", "fonts-dejavu-core"
        )
    else:
        _try(sys.executable, "-m", "playwright", "install", "chromium")
    found = find_chromium() or _playwrights()
    if not found:
        raise Problem(
            "The browser journeys need Chromium, and none was found or could be installed."
        )
    return found


def _playwrights() -> str | None:
    """Return Playwright's own Chromium when it has been downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and os.path.exists(path) else None


def _try(*command: str) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


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
