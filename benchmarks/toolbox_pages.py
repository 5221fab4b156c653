"""Which addresses of the toolbox `bin/bench pages` measures: each kind of page once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

FINDER = "/vaerktoejer/"
FEED = "/vaerktoejer/katalog.json"
_LINK = re.compile(r'href="/vaerktoej/([\w-]+)/"')


def pages(client: Client, slug: str) -> list[str]:
    """Return the paths, of the municipality `slug`; a collection is made for it.

    Raises LookupError where the finder shows no two tools: then nothing of it could be measured.
    """
    found = list(dict.fromkeys(_LINK.findall(client.get(FINDER).content.decode())))
    if len(found) < 2:
        raise LookupError("the finder shows no two tools")
    first, second, *_ = found
    return [
        FINDER,
        f"/vaerktoej/{first}/",
        f"/vaerktoej/{first}/vejledning/young/",
        f"/vaerktoej/{first}/vurdering/",
        f"/vaerktoejer/sammenlign/?v={','.join(found[:3])}",
        f"/vaerktoejer/samling/{_collection(slug, [first, second])}/",
        "/vaerktoejer/indlejret/",
        FEED,
        "/gemt/",
        *exercises(),
    ]


def exercises() -> list[str]:
    """Return the list of the exercises and each of them."""
    from naere.toolbox.exercises import EXERCISES

    return ["/oevelser/", *(f"/oevelser/{one.slug}/" for one in EXERCISES)]


def is_toolbox(path: str) -> bool:
    """Return whether a path is one of these."""
    return path.startswith(("/vaerktoej", "/oevelser/", "/gemt/"))


def _collection(slug: str, tools: list[str]) -> str:
    """Make a collection of these tools and return its name in the address."""
    from naere.accounts.staff.models import Membership
    from naere.tenancy.models import Municipality
    from naere.tenancy.scope import tenant_scope
    from naere.toolbox.models import Tool
    from naere.toolbox.services.collections import make_collection

    with tenant_scope(Municipality.objects.get(slug=slug)):
        chosen: Any = [(tool, "Prøv den.") for tool in Tool.objects.filter(slug__in=tools)]
        by = Membership.objects.earliest("pk")
        return make_collection("Til 2.b", "Nogle ting, I kan prøve.", chosen, by).slug
