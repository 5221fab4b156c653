"""How the invented tools were looked at on one day of the past: through the service that counts."""

from __future__ import annotations

import random
from typing import Final

from naere.insight.services import count_hit
from naere.toolbox.enums import Audience
from naere.toolbox.queries.catalogue import public_tools

# Fewest and most on a day. Of who looks at a tool, some open it, some read a guide, a few print it.
SHOWN: Final = (1, 4)
OPENED, READ, PRINTED = 0.45, 0.4, 0.1
FINDER, FRAMED = (4, 14), (0, 4)


def look_at_tools(chance: random.Random) -> None:
    """Count a day's showings of the current municipality's toolbox; the clock says which day."""
    for page, (few, many) in (("finder", FINDER), ("embed", FRAMED)):
        for _ in range(chance.randint(few, many)):
            count_hit(page)
    for slug in public_tools().values_list("slug", flat=True):
        for _ in range(chance.randint(*SHOWN)):
            _look_at(chance, slug)


def _look_at(chance: random.Random, slug: str) -> None:
    count_hit(f"tool:{slug}")
    if chance.random() < OPENED:
        count_hit(f"open:{slug}")
    if chance.random() < READ:
        audience = chance.choice((Audience.YOUNG, Audience.YOUNG, Audience.PEER))
        count_hit(f"guide:{audience.value}:{slug}")
    if chance.random() < PRINTED:
        count_hit(f"paper:{Audience.YOUNG.value}:{slug}")
