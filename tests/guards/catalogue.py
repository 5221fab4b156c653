"""What belongs to a tool in the guards' world: a picture, a note, a suggestion, a provider's link."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from naere.toolbox.enums import Verdict
from naere.toolbox.exercises import EXERCISES
from naere.toolbox.services.collections import make_collection
from naere.toolbox.services.declarations import make_link
from naere.toolbox.services.pictures import add_picture
from naere.toolbox.services.research import write_note
from naere.toolbox.services.suggestions import suggest
from naere.toolbox.services.voices import say

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool


def make_catalogue(tool: Tool, by: Membership, owner: Membership) -> dict[str, Any]:
    """Return what fills the addresses of the catalogue: all of one tool, the collection `owner`'s."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    declaration, secret = make_link(tool, by)
    collection = make_collection("Til en klasse", "", [(tool, "")], owner)
    return {
        "name": EXERCISES[0].slug,
        "collection": collection.slug,
        "chosen": collection.pk,
        "picture": add_picture(tool, out.getvalue(), "En flade", "A plane").pk,
        "note": write_note(by, title="Et sted", example="open", why="Ved ikke.", tool=tool).pk,
        "suggestion": suggest("Andet", "", "Godt.").pk,
        "declaration": declaration.pk,
        "token": secret,
        "feedback": say(tool, Verdict.HELPED, "Det hjalp.").pk,
    }
