"""HTTP and WebSockets to one municipality's host, as a browser of it would (docs/wire.md)."""

from __future__ import annotations

import json
import re
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import httpx
from websockets.asyncio.client import ClientConnection, connect

_TOKEN = re.compile(r'name="csrf(?:middleware)?-?token" (?:content|value)="([^"]+)"')
_MOST_FRAME = 64 * 1024


class CallError(Exception):
    """The server's answer was an error: its HTTP status, code, sentence and the rest."""

    def __init__(self, status: int, code: str, message: str = "", **rest: Any) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.message, self.rest = status, code, message, rest


class Http:
    """A browser's cookies and headers at `address`, for example http://dragoer.localhost:8000.

    `*.localhost` is taken to be this machine, as browsers do and resolvers may not.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        parts = urlsplit(self.address)
        self.host, self.port = parts.netloc, parts.port
        self.is_local = (parts.hostname or "").endswith("localhost")
        self.is_secure = parts.scheme == "https"
        base = f"http://127.0.0.1:{parts.port or 80}" if self.is_local else self.address
        self.token = ""
        self.client = httpx.AsyncClient(
            base_url=base,
            headers={"Host": self.host, "Origin": self.address, "Referer": f"{self.address}/"},
            timeout=30,
            follow_redirects=False,
        )

    async def page(self, path: str) -> str:
        """Return a page's HTML and keep its CSRF token; raises CallError."""
        response = await self.client.get(path)
        _raise_for(response)
        found = _TOKEN.search(response.text)
        if found:
            self.token = found.group(1)
        return response.text

    async def post_form(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Send a form of the page that was read last."""
        return await self.client.post(path, data={"csrfmiddlewaretoken": self.token} | fields)

    async def get(self, path: str) -> dict[str, Any]:
        """GET a JSON object; raises CallError."""
        return _answer(await self.client.get(path))

    def keep_token(self) -> None:
        """Take the CSRF token from the cookie: signing in has changed it."""
        for cookie in self.client.cookies.jar:
            if cookie.name.endswith("naere-csrf"):
                self.token = cookie.value or self.token

    async def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """POST a JSON object and return the answer; raises CallError."""
        headers = {"X-CSRFToken": self.token}
        return _answer(await self.client.post(path, json=body or {}, headers=headers))

    async def connect(self, path: str) -> ClientConnection:
        """Open a WebSocket; raises websockets.InvalidStatus when the server refuses."""
        place: dict[str, Any] = {"host": "127.0.0.1", "port": self.port} if self.is_local else {}
        scheme = "wss" if self.is_secure else "ws"
        return await connect(
            f"{scheme}://{self.host}{path}",
            origin=self.address,  # type: ignore[arg-type]
            additional_headers={"Cookie": self._cookies()},
            compression=None,
            max_size=_MOST_FRAME,
            ping_interval=30,
            **place,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self.client.aclose()

    def _cookies(self) -> str:
        jar: SimpleCookie = SimpleCookie()
        for cookie in self.client.cookies.jar:
            jar[cookie.name] = cookie.value or ""
        return "; ".join(f"{name}={morsel.coded_value}" for name, morsel in jar.items())


def _answer(response: httpx.Response) -> dict[str, Any]:
    _raise_for(response)
    answer: dict[str, Any] = response.json()
    return answer


def _raise_for(response: httpx.Response) -> None:
    if response.status_code < 400:
        return
    try:
        given = response.json()
        code, message = given.pop("error"), given.pop("message", "")
    except (json.JSONDecodeError, KeyError, AttributeError, TypeError):
        raise CallError(response.status_code, "no-json") from None
    raise CallError(response.status_code, code, message, **given)
