"""What the tests of links share: someone who looks without a pause, and a link to be looked at."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from naere.toolbox.models import ToolLink
from naere.toolbox.services.linkcheck import check_links
from naere.toolbox.services.looking import Heard, Known, Looker
from tests.factories.toolbox import make_tool

TLS = httpx.create_ssl_context(trust_env=False)


def looker(**options: Any) -> Looker:
    return Looker(**{"pause": 0, "timeout": 2, "longest": 5, "tls": TLS, **options})


def look(url: str, **options: Any) -> Heard:
    return asyncio.run(looker(**options).look(url, Known()))


def link_to(url: str, **fields: Any) -> ToolLink:
    link: ToolLink = make_tool(links={"web": url}).links.get()
    for name, value in fields.items():
        setattr(link, name, value)
    link.save()
    return link


def checked(link: ToolLink, **options: Any) -> ToolLink:
    check_links(looker(**options))
    link.refresh_from_db()
    return link
