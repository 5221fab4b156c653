"""What every page may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the municipality's profile and the languages."""
    return {"municipality": getattr(request, "municipality", None)}
