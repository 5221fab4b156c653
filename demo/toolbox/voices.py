"""What invented young people say of the invented tools: last month, and some of it unread since."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from demo.past import at
from demo.toolbox.cast import Cast
from naere.toolbox.enums import Moderation, Verdict
from naere.toolbox.models import Tool
from naere.toolbox.services.voices import moderate, say

FILE = Path(__file__).with_name("voices.toml")
APART = timedelta(days=1)


def make(made: dict[str, Tool], cast: Cast) -> None:
    """Let some speak of the tools that were made; most of what they write has been read."""
    for slug, voices in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        if slug in made:
            _speak(made[slug], voices, cast)


def _speak(tool: Tool, voices: dict[str, Any], cast: Cast) -> None:
    left = {verdict: int(count) for verdict, count in voices["count"].items()}
    # Others see months that are over, and nothing of this one.
    over = timezone.now() - timedelta(days=timezone.localdate().day + 1)
    for place, said in enumerate(voices["said"]):
        left[said["verdict"]] -= 1
        with at((timezone.now() if said.get("waits") else over) - APART * place):
            _write(tool, said, cast)
    silent = [verdict for verdict, count in left.items() for _ in range(count)]
    for place, verdict in enumerate(silent):
        with at(over - APART * place):
            say(tool, Verdict(verdict))


def _write(tool: Tool, said: dict[str, Any], cast: Cast) -> None:
    kept = say(tool, Verdict(said["verdict"]), said["sentence"])
    if not said.get("waits"):
        to = Moderation.SHOWN if said["shown"] else Moderation.HIDDEN
        moderate(kept.pk, to, Moderation.WAITING, cast.editor)
