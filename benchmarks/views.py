"""Times the youth pages in process: `python -m benchmarks.views SLUG TIMES`, one JSON line."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import django

from benchmarks import toolbox_pages

if TYPE_CHECKING:
    from django.test import Client

WARM_UP = 5
COUNTED = 4  # times that a page's queries are counted


def main(slug: str, times: int) -> list[dict[str, Any]]:
    """Return what each page costs."""
    from django.conf import settings
    from django.test import Client

    client = Client(HTTP_HOST=f"{slug}.{settings.NAERE_BASE_HOST}")
    paths = [*pages(client), *toolbox_pages.pages(client, slug)]
    return [_cost(client, path, times) for path in paths]


def pages(client: Client) -> list[str]:
    """Return the paths of the youth pages, from the resolver."""
    from naere.web.urls import urlpatterns

    paths = [f"/{one.pattern}" for one in urlpatterns if not one.pattern.converters]
    return [path for path in paths if _is_page(client.get(path))]


def _is_page(response: Any) -> bool:
    return response.status_code == 200 and str(response.headers.get("Content-Type", "")).startswith(
        "text/html"
    )


def _cost(client: Client, path: str, times: int) -> dict[str, Any]:
    for _ in range(WARM_UP):
        status = client.get(path).status_code
    taken = [_milliseconds(client, path) for _ in range(times)]
    queries = [_queries(client, path) for _ in range(COUNTED)]
    return {
        "path": path,
        "status": status,
        "ms": round(statistics.median(taken), 1),
        "fastest_ms": round(min(taken), 1),
        "fewest_queries": min(queries),
        "most_queries": max(queries),
    }


def _queries(client: Client, path: str) -> int:
    """Count a page's queries; what only begins, ends or names the transaction counts too."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def _milliseconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    django.setup()
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
