"""Times the finder in process: `python -m benchmarks.tool_costs TIMES`, one JSON line."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

from benchmarks.tool_rows import SLUG
from benchmarks.views import _cost

LONG = "+".join(["angst"] * 12)

# Nothing asked; a word that stands in most tools; a mistake; a sentence with choices; twelve words; nonsense.
ASKED = (
    "",
    "?q=ro",
    "?q=sovn",
    "?q=jeg+kna+ikke+soove+om+natten&situation=cannot-sleep&situation=ruminating&krav=:free",
    "?q=eksamensangst+og+tanker+om+skole+venner+krop+aften+plan+liste+trin+dag+nat",
    f"?q={LONG}",
    "?q=qwxzqwxz",
)


def main(times: int) -> list[dict[str, Any]]:
    """Return what each search costs, through every middleware, whole pages."""
    from django.conf import settings
    from django.test import Client

    client = Client(HTTP_HOST=f"{SLUG}.{settings.NAERE_BASE_HOST}")
    return [_cost(client, f"/vaerktoejer/{query}", times) for query in ASKED]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
