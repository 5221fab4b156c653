"""Where a request came from, in a form that may be counted and never leads back to anybody.

An address is neither stored nor logged anywhere (R35): what is counted is a keyed hash of its
network, and the key changes with the date, so that counts cannot be linked across days.
"""

from __future__ import annotations

import hmac
from datetime import date
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """Return the network that a request came from: /24 or /48; "" when the server was not told.

    uvicorn puts the client's address into REMOTE_ADDR, from trusted proxies' headers too.
    """
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network(f"{mapped}/{24 if mapped.version == 4 else 48}", strict=False))


def bucket(name: str, day: date | None = None) -> bytes:
    """Return the keyed hash of `name` for one day (today when none is given): 32 bytes."""
    label = f"naere/buckets/{day or timezone.localdate()}"
    key = hmac.digest(settings.SECRET_KEY.encode(), label.encode(), "sha256")
    return hmac.digest(key, name.encode(), "sha256")
