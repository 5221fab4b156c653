"""A committed database with two municipalities, the server on it, and people who share conversations.

Made through the services with real keys; what happens afterwards goes over HTTP and WebSockets.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from benchmarks.ground import Side, free_port
from naere.config import env
from naere.config.embedded import WEB
from naere.conversations.models import Conversation
from naere.conversations.queries import waiting
from naere.conversations.services import leaving
from naere.tenancy.models import Municipality, Profile
from naere.tenancy.queries import municipalities
from tests.conftest import acting_for
from tests.conversations.live.line import Line
from tests.factories.conversations import make_active, make_conversation
from tests.factories.municipalities import make_dragoer, make_ishoej
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team
from tests.live import Server
from tests.tenant_client import TenantClient

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

SLUGS = ("dragoer", "ishoej")
NO_SIDE = Side("", "", "")


@dataclass(frozen=True)
class Pair:
    """A conversation that goes on, and the two in it."""

    id: str
    young: Side
    peer: Side
    person: Young
    member: Member


@dataclass
class Place:
    """Where the tests of this folder happen: `server` on a database of its own."""

    server: Server
    blocker: DjangoDbBlocker
    peers: dict[str, Member]

    @contextmanager
    def inside(self, slug: str = "dragoer") -> Iterator[Municipality]:
        """Act for a municipality of this database in this thread; what is done is committed."""
        with self.blocker.unblock(), pointed_at(self.server.cluster.url(WEB, self.server.database)):
            municipality = municipalities().get(slug=slug)
            with acting_for(municipality):
                yield municipality

    def pair(self, slug: str = "dragoer") -> Pair:
        """Return a new conversation between a new young person and the municipality's peer."""
        with self.inside(slug) as municipality:
            young, peer = make_young(), self.peers[slug]
            # Ishøj is open for two hours a week, for letters at all times.
            conversation = make_active(young, peer, "now" if slug == "dragoer" else "letter")
            return Pair(
                str(conversation.pk),
                young_side(young, conversation),
                replace(member_side(peer, municipality), conversation=str(conversation.pk)),
                young,
                peer,
            )

    def waiting(self, kind: str = "now") -> Side:
        """Return a new young person in Dragør whose conversation waits in the queue."""
        with self.inside():
            young = make_young()
            return young_side(young, make_conversation(young, kind))

    def empty_queue(self) -> None:
        """Let nobody wait in Dragør."""
        with self.inside():
            for conversation in waiting():
                leaving.delete(conversation)

    def member(self, *roles: str, slug: str = "dragoer") -> Side:
        """Return a new member of staff."""
        with self.inside(slug) as municipality:
            return member_side(make_member(*roles), municipality)

    async def open(self, side: Side, *, after: int | None = 0, **options: Any) -> Line:
        """Open a side's socket, and say hello unless `after` is None."""
        port = options.pop("port", self.server.port)
        line = await Line.open(port, f"/ws/conversations/{side.conversation}/", side, **options)
        if after is not None:
            await line.hello(after)
        return line

    async def duty(self, side: Side, **options: Any) -> Line:
        """Open a member's socket of those on duty."""
        return await Line.open(self.server.port, "/ws/duty/", side, **options)

    async def call(self, side: Side, path: str, body: dict[str, Any] | None = None) -> Any:
        """POST to the API as a side; returns the answer, which must be a success."""
        response = await self.post(side, path, body)
        assert response.status_code == 200, response.text
        return response.json()

    async def post(
        self, side: Side, path: str, body: dict[str, Any] | None = None, slug: str = "dragoer"
    ) -> httpx.Response:
        """POST to the API as a side; returns the response."""
        return await self._ask("POST", side, path, slug, json=body or {})

    async def get(self, side: Side, path: str, slug: str = "dragoer") -> Any:
        """GET from the API as a side; returns the answer, which must be a success."""
        response = await self._ask("GET", side, path, slug)
        assert response.status_code == 200, response.text
        return response.json()

    async def _ask(
        self, method: str, side: Side, path: str, slug: str, **body: Any
    ) -> httpx.Response:
        token = secrets.token_hex(16)
        host = f"{slug}.localhost:{self.server.port}"
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.server.port}") as client:
            return await client.request(
                method,
                path,
                timeout=30,
                **body,
                headers={
                    "Host": host,
                    "Origin": f"http://{host}",
                    "X-CSRFToken": token,
                    "Cookie": f"{settings.CSRF_COOKIE_NAME}={token}; {side.cookie}",
                },
            )


def young_side(young: Young, conversation: Conversation) -> Side:
    """Return a young person as their browser holds them."""
    cookie = f"{settings.YOUTH_COOKIE_NAME}={young.token}"
    return Side(str(conversation.pk), str(young.identity.pk), cookie)


def member_side(member: Member, municipality: Municipality) -> Side:
    """Return a member of staff, logged in, as their browser holds them."""
    browser = TenantClient(municipality).be_staff(member.membership)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return Side("", str(member.identity.pk), f"{settings.SESSION_COOKIE_NAME}={key}")


@contextmanager
def pointed_at(url: str) -> Iterator[None]:
    """Let Django's models of this thread read and write another database."""
    own = connections["default"]
    other = DatabaseWrapper(own.settings_dict | env.database(url), "default")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = own


def settle(server: Server, blocker: DjangoDbBlocker) -> Place:
    """Make both municipalities, each with a peer who may take any number of conversations."""
    place = Place(server, blocker, {})
    with blocker.unblock(), pointed_at(server.cluster.url(WEB, server.database)):
        for municipality in (make_dragoer(), make_ishoej()):
            with acting_for(municipality):
                Profile.objects.update(parallel_conversations=1000, queue_limit=1000)
                place.peers[municipality.slug] = make_member("volunteer", alias="Mads")
                make_team("peers", place.peers[municipality.slug])
    return place


def any_id() -> UUID:
    """Return an id that is nobody's."""
    return UUID(bytes=secrets.token_bytes(16), version=4)


@contextmanager
def another_process(place: Place) -> Iterator[Server]:
    """Serve the place's database by one process more."""
    server = Server(place.server.cluster, place.server.database, free_port())
    server.log.unlink(missing_ok=True)
    server.start()
    try:
        yield server
    finally:
        server.kill()
