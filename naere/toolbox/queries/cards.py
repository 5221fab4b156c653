"""The public tools as somebody picks one to send in a conversation."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from naere.toolbox.enums import FacetGroup, SignUp
from naere.toolbox.models import Facet, Tool
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.finding import expired_tools, gone_tools


def cards(language: str) -> list[dict[str, Any]]:
    """Return every public tool by name, in "da" or "en" (Danish where there is none).

    What does not hold any more is marked and comes last, as in the finder. Always four queries.
    """
    situations = Facet.objects.filter(group=FacetGroup.SITUATION).order_by("order", "label_da")
    tools = public_tools().prefetch_related(
        Prefetch("facets", queryset=situations, to_attr="situations")
    )
    expired, gone = expired_tools(), gone_tools()
    found = [
        _card(tool, language) | {"expired": tool.pk in expired, "gone": tool.pk in gone}
        for tool in tools
    ]
    return sorted(found, key=lambda card: card["expired"] or card["gone"])


def _card(tool: Tool, language: str) -> dict[str, Any]:
    situations: list[Facet] = tool.situations  # type: ignore[attr-defined]
    return {
        "id": str(tool.stable_id),
        "slug": tool.slug,
        "name": tool.name,
        "line": (tool.line_en if language == "en" else "") or tool.line_da,
        "situations": [getattr(facet, f"label_{language}") for facet in situations],
        "ages": [tool.age_from, tool.age_to],
        "minutes": tool.minutes,
        "signUp": "" if tool.sign_up == SignUp.UNKNOWN else tool.get_sign_up_display(),
    }
