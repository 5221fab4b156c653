"""Guides, written through the services. All inside a municipality's scope."""

from __future__ import annotations

from typing import Any

from naere.accounts.staff.models import Membership
from naere.toolbox.enums import Audience
from naere.toolbox.models import GuideVersion, Tool
from naere.toolbox.queries.guides import newest
from naere.toolbox.services.guides import fingerprint, publish, save_draft

TEXTS = {
    "body_da": "# Sådan gør du\n\nÅbn siden. Skriv det, du tænker på.",
    "not_when_da": "Når det haster.",
    "instead_da": "[Få hjælp nu](/hjaelp/).",
    "body_en": "# What to do\n\nOpen the page. Write what is on your mind.",
    "not_when_en": "When it is urgent.",
    "instead_en": "[Get help now](/hjaelp/).",
}


def make_guide(
    tool: Tool,
    audience: str = Audience.YOUNG,
    by: Membership | None = None,
    *,
    published: bool = True,
    note: str = "",
    **texts: Any,
) -> GuideVersion:
    """Return the next version of a tool's guide; a draft when it is not `published`."""
    act = publish if published else save_draft
    seen = fingerprint(newest(tool, audience))
    return act(tool, audience, TEXTS | texts, by, seen=seen, note=note)


def make_guides(tool: Tool, by: Membership | None = None, **texts: Any) -> list[GuideVersion]:
    """Return a published guide for each of the three audiences, as a tool needs to be published."""
    return [make_guide(tool, audience, by, **texts) for audience in Audience]
