"""Static files: WebAssembly in the worker alone, and one name for each script."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from naere.web.static import CompressedStorage
from naere.web.static_headers import add_headers, is_immutable

WORKER = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"


@pytest.mark.parametrize(
    ("url", "policy"),
    [
        ("/static/worker-Ab12_-9z.js", WORKER),
        ("/static/main-Ab12_-9z.js", None),
        ("/static/other-worker.js", None),
        ("/static/worker-Ab12_-9z.css", None),
    ],
)
def test_only_the_worker_may_run_webassembly(url: str, policy: str | None) -> None:
    headers: dict[str, str] = {}
    add_headers(headers, "", url)
    assert headers.get("Content-Security-Policy") == policy
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/static/main-Ab12_-9z.js", True),
        ("/static/naere/icon.f75196b6907f.svg", True),
        ("/static/naere/icon.svg", False),
    ],
)
def test_a_name_with_a_fingerprint_is_kept_for_good(url: str, kept: bool) -> None:
    assert is_immutable("", url) is kept


@pytest.mark.parametrize("name", ["main-Ab12_-9z.js", "naere/not-collected.svg"])
def test_a_file_that_vite_named_or_nobody_collected_keeps_its_name(name: str) -> None:
    assert CompressedStorage().hashed_name(name) == name


def test_the_tests_manifest_has_the_entries_of_the_build() -> None:
    root = Path(__file__).resolve().parents[2]
    entries = re.findall(r'"(frontend/[^"]+)"', (root / "vite.config.ts").read_text())
    manifest = json.loads((root / "tests" / "vite-manifest.json").read_text())
    assert len(entries) >= 6
    assert {path for path, entry in manifest.items() if entry.get("isEntry")} == {
        entry for entry in entries if entry != "frontend/dist"
    }
