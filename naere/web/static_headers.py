"""Headers of static files. Named in the settings, so nothing of Django is imported here."""

from __future__ import annotations

import re
from typing import Any

_HASHED = re.compile(r"[.-][0-9a-zA-Z_-]{8,}\.[a-z0-9]+$")
_WORKER = re.compile(r"/worker-[^/]+\.js$")


def is_immutable(_path: str, url: str) -> bool:
    """Return whether `url` carries a hash of its content, so that it never changes."""
    return bool(_HASHED.search(url))


def add_headers(headers: Any, _path: str, url: str) -> None:
    """Allow WebAssembly in the crypto worker alone, by the worker script's own policy."""
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if _WORKER.search(url):
        headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
        )
