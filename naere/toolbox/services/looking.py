"""One careful look at somebody else's server: whether a page is still there.

Nothing of ours is sent: no cookie, no referrer, no address but the page's own. A name is resolved
once, every address is checked, and the connection goes to the checked one, so that neither a
redirect nor a name that changes its mind leads into our own network (OWASP, "Server-Side Request
Forgery Prevention"). Redirects are followed by hand, each checked the same way.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

import httpx
from django.conf import settings

MOST_BYTES: Final = 64 * 1024
MOST_REDIRECTS: Final = 5
TIMEOUT: Final = 10.0  # seconds, for each step: connect, send, wait, read
LONGEST: Final = 30.0  # seconds for a look with all its redirects: who drips does not hold us
PAUSE: Final = 5.0  # seconds between two requests to the same host

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LEAVE_ALONE: Final = frozenset({429, 503})  # a second question would be one too many
_PORTS: Final = frozenset({80, 443})
# Addresses that carry another one inside, which might be ours.
_CARRIERS: Final = tuple(ip_network(n) for n in ("64:ff9b::/96", "2002::/16", "2001::/32"))


class UnsafeAddressError(Exception):
    """An address that we do not go to: ours, nobody's, or not the web."""


@dataclass(frozen=True)
class Known:
    """What the last look learnt, to be asked about and not for."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Heard:
    """What a server said. `status` 0: nothing, or it led where we do not go."""

    status: int = 0
    etag: str = ""
    last_modified: str = ""
    host: str = ""
    retry_after: timedelta | None = None


@dataclass
class Looker:
    """Looks at pages one after the other, with a pause between two requests to a host."""

    agent: str = ""
    pause: float = PAUSE
    timeout: float = TIMEOUT
    longest: float = LONGEST
    tls: ssl.SSLContext = field(default_factory=lambda: httpx.create_ssl_context(trust_env=False))
    _last: dict[str, float] = field(default_factory=dict)

    async def look(self, url: str, known: Known) -> Heard:
        """Return what is said at `url`; what goes wrong is an answer with status 0."""
        try:
            async with asyncio.timeout(self.longest):
                heard = await self._follow("HEAD", url, known)
                if heard.status >= 400 and heard.status not in _LEAVE_ALONE:
                    # Some do not know HEAD, and some say anything to it.
                    heard = await self._follow("GET", url, known)
                return heard
        except (httpx.HTTPError, httpx.InvalidURL, UnsafeAddressError, OSError, ValueError):
            return Heard()

    async def _follow(self, method: str, url: str, known: Known) -> Heard:
        target = httpx.URL(url)
        for _hop in range(MOST_REDIRECTS + 1):
            status, headers = await self._ask(method, target, known)
            if status not in _REDIRECTS or "location" not in headers:
                return _heard(status, headers, target)
            target = target.join(headers["location"])
        raise httpx.TooManyRedirects("too many")

    async def _ask(self, method: str, url: httpx.URL, known: Known) -> tuple[int, httpx.Headers]:
        """Return the status and headers of one request; of the body no more than a little is read."""
        address = await checked_address(url)
        await self._wait_for(url.host)
        self._last[url.host] = time.monotonic()  # also when nobody answers
        request = httpx.Request(
            method,
            url.copy_with(host=str(address), username=None, password=None),
            headers=self._headers(url, known),
            extensions={
                "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.timeout),
                "sni_hostname": url.raw_host.decode("ascii"),
            },
        )
        async with httpx.AsyncHTTPTransport(verify=self.tls, trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            try:
                await _read_a_little(response)
            finally:
                await response.aclose()
                self._last[url.host] = time.monotonic()
        return response.status_code, response.headers

    def _headers(self, url: httpx.URL, known: Known) -> dict[str, str]:
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    async def _wait_for(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None:
            await asyncio.sleep(max(0.0, last + self.pause - time.monotonic()))


async def checked_address(url: httpx.URL) -> IPv4Address | IPv6Address:
    """Return the address to connect to; raises UnsafeAddressError unless every one of the name is public."""
    local = bool(settings.NAERE_LINKS_MAY_BE_LOCAL)
    if url.scheme not in {"http", "https"} or not url.host:
        raise UnsafeAddressError(url.scheme)
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    if port not in _PORTS and not local:
        raise UnsafeAddressError("port")
    found = await resolve(url.raw_host.decode("ascii"), port)
    if not found or not all(is_public(one) or (local and one.is_loopback) for one in found):
        raise UnsafeAddressError("address")
    # Version 4 first: a machine without version 6 gets both from some resolvers.
    return min(found, key=lambda one: one.version)


async def resolve(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    """Return the addresses of a name, in the resolver's order."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(where[0]).partition("%")[0]) for *_rest, where in found]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is out there for everyone, and nothing inside it is not."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(mapped)
    if address.version == 6 and any(address in network for network in _CARRIERS):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a server asks to be left alone: seconds or a date (RFC 9110, 10.2.3)."""
    if value.strip().isdigit():
        return timedelta(seconds=min(int(value), 10**8))
    try:
        until = parsedate_to_datetime(value)
        return until.replace(tzinfo=until.tzinfo or UTC) - now
    except (ValueError, OverflowError):  # a year of twenty digits is a date to the parser
        return None


async def _read_a_little(response: httpx.Response) -> None:
    came = 0
    async for piece in response.aiter_raw():
        came += len(piece)
        if came >= MOST_BYTES:
            return


def _heard(status: int, headers: httpx.Headers, url: httpx.URL) -> Heard:
    given = headers.get("retry-after", "")
    return Heard(
        status,
        _kept(headers.get("etag", ""), 200),
        _kept(headers.get("last-modified", ""), 60),
        url.host,
        retry_after(given, datetime.now(UTC)) if given else None,
    )


def _kept(value: str, most: int) -> str:
    """Return what can be asked about next time; nothing where it is too long or cannot be sent back."""
    return value if value.isascii() and len(value) <= most else ""
