"""Tools that the young people do not see: suggested, candidates, under assessment, turned down."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from demo.past import at
from demo.toolbox.cast import Cast
from demo.toolbox.catalogue import BEGUN, make_candidate
from demo.toolbox.rounds import hand_in
from demo.toolbox.sheets import Sheet, sheet
from naere.toolbox.enums import Perspective, ToolState
from naere.toolbox.services.assessing import open_round
from naere.toolbox.services.research import write_note
from naere.toolbox.services.suggestions import suggest
from naere.toolbox.services.workflow import change_state

OPEN, WAITING, REJECTED = "ugens-traad", "lydskoven", "humoerliga"
SUGGESTED = {
    "dragoer": (
        "Pausefuglen",
        "https://pausefuglen.example/",
        "Den synger, når man har siddet for længe. Den hjalp mig i min læseferie.",
    ),
    "ishoej": (
        "Pengeglasset",
        "https://pengeglasset.example/",
        "Man kan se, hvad der er tilbage til mad. Så ligger jeg ikke og tænker på det.",
    ),
}


def make_unfinished(cast: Cast, municipality: str) -> None:
    """Make a tool in each state that is not public."""
    _make_assessing(sheet(OPEN), cast)
    with at(timezone.now() - timedelta(days=4)):
        make_candidate(sheet(WAITING), cast)
    _make_rejected(sheet(REJECTED), cast)
    with at(timezone.now() - timedelta(days=1)):
        suggest(*SUGGESTED[municipality])


def _make_assessing(about: Sheet, cast: Cast) -> None:
    """One perspective has half its scores in, the other none: there is work for every assessor."""
    with at(timezone.now() - timedelta(days=20)):
        tool = make_candidate(about, cast)
    with at(timezone.now() - timedelta(days=12)):
        change_state(tool, ToolState.ASSESSING, BEGUN, cast.editor)
        rounds = {
            perspective: open_round(tool, perspective, cast.asked(perspective, ["a", "b"]), None)
            for perspective in Perspective
        }
    with at(timezone.now() - timedelta(days=2)):
        hand_in(rounds[Perspective.PEDAGOGICAL], about, cast, "b")


def _make_rejected(about: Sheet, cast: Cast) -> None:
    with at(timezone.now() - timedelta(days=75)):
        tool = make_candidate(about, cast)
    with at(timezone.now() - timedelta(days=68)):
        change_state(tool, ToolState.RETIRED, about["rejected"], cast.editor)
    write_note(cast.editor, title=about["name"], example="bad", why=about["why_bad"], tool=tool)
