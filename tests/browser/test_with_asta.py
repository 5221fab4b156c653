"""The demo's promise: one person with one browser sees a whole conversation within a minute."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from demo import asta_words
from naere.config import env
from tests.browser import steps
from tests.browser.conftest import clear

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def asta(spare: Server) -> Iterator[Server]:
    """A server with nobody but Asta on duty, whom bin/demo starts like this."""
    clear(spare)
    asta = subprocess.Popen(
        (sys.executable, "-m", "demo.asta", spare.address()),
        cwd=env.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"NAERE_ASTA_WAIT": "2,3"},
    )
    assert asta.stdout is not None
    assert asta.stdout.readline() == b"on duty\n"
    yield spare
    assert asta.stdin is not None
    asta.stdin.close()  # the lifeline: she ends by herself
    assert asta.wait(15) is not None


def test_a_conversation_with_asta(asta: Server, page: Page) -> None:
    begun = time.monotonic()
    page.goto(f"{asta.address()}/")
    expect(page.get_by_role("link", name="Skriv nu")).to_be_visible()
    nickname = steps.begin(page, asta)
    steps.reads(page, f"Hej {nickname}. Jeg hedder Asta.")
    steps.reads(page, asta_words.PROGRAM)
    steps.can_read(page, "Du", "Asta (demo) (program)")
    steps.write(page, "Jeg er lidt ensom for tiden")
    steps.reads(page, asta_words.reply("ensom", 0)[1])
    steps.end(page)
    steps.headed(page, "Tak for snakken")
    assert time.monotonic() - begun < 60
