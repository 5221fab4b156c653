"""An editor at the workshop's desk: at which address, and what their browser would send."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.forms import NullBooleanField

from naere.toolbox.models import Tool
from tests.tenant_client import TenantClient

LIST = "/vaerksted/vaerktoejer/"


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def address(tool: Tool, rest: str = "") -> str:
    return f"{LIST}{tool.pk}/{rest}"


def filled_in(page: TenantClient, tool: Tool, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send from the tool's page, with some changes."""
    form = page.get(address(tool)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in values.items() if value not in (None, "", False, [])}
    # A box without a tick is not sent; a list with “no” chosen is.
    no = {
        name: "False"
        for name, field in form.fields.items()
        if isinstance(field, NullBooleanField) and values[name] is False
    }
    return kept | no | changes


def save(page: TenantClient, tool: Tool, **changes: Any) -> Any:
    return page.post(address(tool), filled_in(page, tool, **changes))
