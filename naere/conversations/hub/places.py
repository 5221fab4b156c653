"""The places of those who sit in this process: kept while they wait, looked at when that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.db import Error as DatabaseError

from naere.conversations.hub import seats
from naere.conversations.hub.sockets import GONE, SIGNED_OUT
from naere.conversations.hub.writer import persist

if TYPE_CHECKING:
    from naere.conversations.hub.hub import Hub
    from naere.conversations.hub.seats import Seat
    from naere.conversations.hub.sockets import Socket
    from naere.conversations.hub.store import Standing

# After these it may wait, or wait no more; "left": a peer handed it over.
CHANGES_WHO_WAITS = frozenset({"accepted", "kind", "closed", "left"})


class Places:
    """Who waits live keeps the place in the queue by being here (two minutes without, and it is lost)."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def keep(self, tenant: str, conversations: list[str]) -> None:
        """Keep the places of a municipality's conversations from this moment."""
        await persist(lambda: self.hub.store.here(tenant, conversations))

    async def keep_all(self, sockets: Iterable[Socket]) -> None:
        """Keep the place of everybody who waits live with an open socket."""
        waiting: dict[str, list[str]] = defaultdict(list)
        for socket in sockets:
            if socket.seat.waits_live and socket.ready and not socket.closed:
                waiting[socket.seat.tenant].append(socket.seat.conversation)
        for tenant, conversations in waiting.items():
            await self.keep(tenant, conversations)

    async def reseat(self, conversation: str) -> None:
        """Look again whether a conversation waits, for everybody who has it open."""
        for socket in self.hub.rooms.get(conversation, set()).copy():
            standing = await persist(lambda s=socket: self.hub.store.standing(s.seat))  # type: ignore[misc]
            if standing is not None:
                socket.seat = as_standing(socket.seat, standing)

    async def look_again(self, sockets: list[Socket]) -> None:
        """Look at every seat anew: a note may be lost. Who would not be let in any more is closed."""
        for socket in sockets:
            if not socket.closed and (status := await refused_now(socket.seat)):
                socket.shut(GONE if status == 404 else SIGNED_OUT)
        for conversation in {socket.seat.conversation for socket in sockets}:
            await self.reseat(conversation)


async def refused_now(seat: Seat) -> int:
    """Ask whether a seat still stands; while the database is away nobody is shut out."""
    try:
        return await sync_to_async(seats.refused_now, thread_sensitive=False)(seat)
    except DatabaseError:
        return 0


def as_standing(seat: Seat, standing: Standing) -> Seat:
    """Return the seat as the conversation stands now: waiting live, as a letter, or not at all."""
    waits = standing.state == "waiting"
    live, letter = waits and standing.kind == "now", waits and standing.kind == "letter"
    return replace(seat, waits_live=live, waits_as_letter=letter)
