"""`client` stands alone: it could be given to anybody who wants to check the server (e2ee.md)."""

from __future__ import annotations

import subprocess
import sys


def test_client_brings_in_neither_the_server_nor_its_framework() -> None:
    code = "import sys, client.protocol, client.words; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    roots = {name.partition(".")[0] for name in loaded.stdout.split()}
    assert {"client", "nacl"} <= roots
    assert roots.isdisjoint({"naere", "django"})
