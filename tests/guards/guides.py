"""The guides and a catalogue that waits, for the walks through every address."""

from __future__ import annotations

import json
from typing import Any

from naere.accounts.staff.models import Membership
from naere.toolbox.models import Tool
from naere.toolbox.services.exchange import keep
from tests.factories.guides import make_guides


def make_written(tool: Tool, by: Membership) -> dict[str, Any]:
    """Return what fills the free parts of the addresses of guides and imports."""
    guide = make_guides(tool, by)[0]
    empty: dict[str, Any] = {
        "format": "urn:naere:catalogue:1",
        "organisations": [],
        "facets": [],
        "tools": [],
    }
    empty |= {"municipality": {"slug": "et", "name": "Et andet sted"}}
    kept = keep(json.dumps(empty).encode(), by)
    return {"audience": guide.guide.audience, "number": guide.number, "file": kept.pk}
