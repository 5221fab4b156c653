"""Counting. A page view becomes a number on a day, and nothing about who (R70)."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from naere.core.ids import new_id
from naere.tenancy.scope import current_municipality

_ADD_ONE = """
INSERT INTO insight_hits (id, municipality_id, page, day, count)
VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (municipality_id, page, day) DO UPDATE SET count = insight_hits.count + 1
"""


def count_hit(page: str) -> None:
    """Add one to today's (Danish) count of `page` in the municipality in scope.

    One statement, so that two readers at once are both counted; call it last in a request, since
    it holds the day's row until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ADD_ONE, [new_id(), current_municipality().pk, page, timezone.localdate()])
