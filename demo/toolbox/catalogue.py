"""Brings an invented tool into the catalogue and on to the young people, through the services."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.utils import timezone

from demo.past import at
from demo.toolbox.cast import Cast
from demo.toolbox.drawings import drawing
from demo.toolbox.rounds import assess
from demo.toolbox.sheets import Sheet, facts
from naere.toolbox.enums import Audience, ToolState
from naere.toolbox.models import Picture, Tool
from naere.toolbox.queries.catalogue import facets
from naere.toolbox.services.catalogue import add_tool
from naere.toolbox.services.decisions import organisation_named
from naere.toolbox.services.guides import TEXTS, publish
from naere.toolbox.services.pictures import add_picture
from naere.toolbox.services.workflow import change_state

FOUND = "Fundet, da vi ledte efter værktøjer til det, de unge spørger om. Et opdigtet eksempel."
BEGUN = "Passer til det, vi leder efter. To perspektiver er bedt om en vurdering."
GOOD = "Begge vurderinger er afsluttet, og vejledningerne er skrevet."
_PICTURE = re.compile(r"\(billede:(\d+)\)")


def make_public(sheet: Sheet, cast: Cast, found: datetime) -> Tool:
    """Make a tool that was found on a day, assessed, described, and published a month later."""
    with at(found):
        tool = make_candidate(sheet, cast)
    with at(found + timedelta(days=6)):
        change_state(tool, ToolState.ASSESSING, BEGUN, cast.editor)
    assess(tool, sheet, cast, found + timedelta(days=7))
    with at(found + timedelta(days=27)):
        make_guides(tool, sheet, cast)
    with at(found + timedelta(days=30)):
        change_state(tool, ToolState.PUBLISHED, GOOD, cast.editor)
    return tool


def make_candidate(sheet: Sheet, cast: Cast) -> Tool:
    """Make a candidate with its facts, facets, links and pictures."""
    wanted = set(sheet["facets"])
    tool = add_tool(
        sheet["name"],
        cast.editor,
        FOUND,
        facets=[facet for facet in facets() if facet.key in wanted],
        links=sheet["links"],
        provider=organisation_named(sheet["provider"]),
        is_example=True,
        checked_on=timezone.localdate(),
        **facts(sheet),
    )
    for picture in sheet.get("pictures", ()):
        add_picture(tool, drawing(picture["motif"]), picture["alt_da"], picture["alt_en"])
    return tool


def make_guides(tool: Tool, sheet: Sheet, cast: Cast) -> None:
    """Publish the guides that a sheet has."""
    pictures = list(Picture.objects.filter(tool=tool).defer("data"))
    for audience in Audience:
        given = sheet["guides"][audience.value]
        texts = {field: _with_pictures(given.get(field, ""), pictures) for field in TEXTS}
        publish(tool, audience, texts, cast.editor, seen="")


def _with_pictures(text: str, pictures: list[Picture]) -> str:
    """Return a guide's text in which the numbers of pictures are their ids."""
    return _PICTURE.sub(lambda found: f"(billede:{pictures[int(found[1]) - 1].pk})", text).strip()
