"""Makes the toolbox of a demo municipality, in every state that a tool can be in."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from demo.past import at
from demo.staff import Person
from demo.toolbox import log, reviews, voices
from demo.toolbox.cast import Cast, make_cast
from demo.toolbox.catalogue import make_public
from demo.toolbox.rounds import assess_from, give_up
from demo.toolbox.sheets import Sheet, sheet
from demo.toolbox.unfinished import make_unfinished
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Perspective, ToolState
from naere.toolbox.models import Tool
from naere.toolbox.services.founding import found_toolbox
from naere.toolbox.services.workflow import change_state

# Ten in Dragør, which together answer to every facet; in Ishøj six that are for adults too.
CHOSEN = {
    "dragoer": (
        *("ankerplads", "natlygten", "grublekassen", "proevedagen", "trappestien"),
        *("vejrkortet", "foerste-saetning", "femminutteren", "kroppens-kort", "baenken"),
    ),
    "ishoej": (
        *("koekkenbordet", "ankerplads", "foerste-saetning", "femminutteren"),
        *("natlygten", "baenken"),
    ),
}
RECENT, LONG_AGO, APART = 190, 430, 9  # days since the first was found, or the expired; between two
REVIEWED = timedelta(days=5)
# Of one there is a history to read: an assessment that was given up, and one that was replaced.
AGAIN = "ankerplads"
NEW_EDITION = timedelta(days=60)
GIVEN_UP = "Der kom en ny udgave, mens vi så på den gamle. Vi begynder forfra."


def make_toolbox(people: list[Person]) -> None:
    """Make the current municipality's toolbox: what is public, what is under way, what was rejected."""
    here = current_municipality()
    found_toolbox(here)
    cast = make_cast(people)
    made = {slug: _public(slug, place, cast) for place, slug in enumerate(CHOSEN[here.slug])}
    make_unfinished(cast, here.slug)
    log.write(cast, here.slug)
    reviews.make(made, cast)
    voices.make(made, cast)


def _public(slug: str, place: int, cast: Cast) -> Tool:
    about = sheet(slug)
    days = LONG_AGO if about.get("expired") else RECENT - place * APART
    tool = make_public(about, cast, timezone.now() - timedelta(days=days))
    if "reviewing" in about:
        _review(tool, about, cast)
    if slug == AGAIN:
        _assess_again(tool, about, cast)
    return tool


def _review(tool: Tool, about: Sheet, cast: Cast) -> None:
    with at(timezone.now() - REVIEWED):
        change_state(tool, ToolState.REVIEWING, about["reviewing"], cast.editor)


def _assess_again(tool: Tool, about: Sheet, cast: Cast) -> None:
    begins = timezone.now() - NEW_EDITION
    give_up(tool, about, cast, Perspective.USABILITY, begins, GIVEN_UP)
    assess_from(tool, about, cast, Perspective.USABILITY, begins + timedelta(days=5))
