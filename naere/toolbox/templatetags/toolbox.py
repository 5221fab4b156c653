"""What the toolbox's templates say in the reader's language, and the workshop's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import get_language

from naere.tenancy import queries
from naere.toolbox import workshop

if TYPE_CHECKING:
    from naere.tenancy.models import CrisisLine

register = template.Library()


@register.filter
def said(row: Any, field: str) -> str:
    """Return `field` of a row in the reader's language; Danish where there is no English."""
    languages = ("en", "da") if get_language() == "en" else ("da",)
    found = (str(getattr(row, f"{field}_{code}", "")) for code in languages)
    return next((text for text in found if text), "")


@register.simple_tag
def lines_to_talk() -> list[CrisisLine]:
    """Return the first of the crisis lines: 112 is a high step for a thought."""
    return queries.lines_to_talk()


@register.simple_tag(takes_context=True)
def workshop_sections(context: dict[str, Any]) -> list[workshop.Section]:
    """Return the workshop's menu for whoever is reading."""
    request = context["request"]
    return workshop.sections(request.membership, request.path)
