"""Which assessments of what the young can see run out, and when (R49)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from naere.toolbox.queries.assessments import newest_settled
from naere.toolbox.queries.catalogue import public_tools, toolbox_settings

if TYPE_CHECKING:
    from naere.toolbox.models import Round


def shown_rounds() -> list[Round]:
    """Return the newest settled round of each perspective of every public tool."""
    tools = public_tools().values_list("pk", flat=True)
    return list(newest_settled(tools).select_related("tool", "municipality"))


def running_out(on: date) -> list[Round]:
    """Return the rounds that have expired, or will within the days of the first reminder; soonest first."""
    last = on + timedelta(days=max(toolbox_settings().remind_days, default=0))
    found = [one for one in shown_rounds() if one.valid_until and one.valid_until <= last]
    return sorted(found, key=lambda one: (one.valid_until or on, one.tool.name))
