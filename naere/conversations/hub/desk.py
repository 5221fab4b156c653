"""The duty desk: the queue and the calls for those on duty, the place for those who wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async

from naere.conversations.hub import frames
from naere.conversations.hub.board import Board, Reach, board_of, conversations_of
from naere.conversations.hub.sockets import RESTART, SIGNED_OUT, Socket

if TYPE_CHECKING:
    from naere.conversations.hub.hub import Hub
    from naere.conversations.hub.seats import Seat

STIR_AFTER = 0.15
STIR_EVERY = 20.0
AT_ONCE = 100  # sockets that are told before anything else gets its turn


class Desk:
    """Everybody on duty in this process, by municipality; the board is read again when it changed."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.sockets: dict[str, set[Socket]] = {}
        self.mine: dict[str, set[Socket]] = {}
        self.stirred: set[str] = set()
        self.professionals: dict[str, Reach] = {}  # where one can be called, as the rooms were told
        self.wake = asyncio.Event()

    def join(self, socket: Socket) -> None:
        """Take in a socket of somebody on duty."""
        socket.ready = True
        self.sockets.setdefault(socket.seat.tenant, set()).add(socket)
        self.hub.spawn(self._index(socket))
        self.stir(socket.seat.tenant)

    def part(self, socket: Socket) -> None:
        """Forget a socket."""
        socket.closed = True
        self.sockets.get(socket.seat.tenant, set()).discard(socket)
        for sockets in self.mine.values():
            sockets.discard(socket)

    def stop(self) -> None:
        """Close every socket; the clients come back."""
        for socket in self.open():
            socket.shut(RESTART)

    def stir(self, tenant: str) -> None:
        """Have the municipality's board read and sent again, soon."""
        self.stirred.add(tenant)
        self.wake.set()

    def duty(self, tenant: str) -> None:
        """Somebody went on or off duty: read the board, and tell the rooms whatever it says.

        Also what they were told already, for a conversation that was asked for in between may say
        otherwise.
        """
        self.professionals.pop(tenant, None)
        self.stir(tenant)

    def professional(self, seat: Seat) -> bool | None:
        """Return whether one can be called from a seat; None while unknown: the rooms are told soon."""
        there = self.professionals.get(seat.tenant)
        if there is None:
            self.stir(seat.tenant)
            return None
        return there.at(seat.conversation)

    def stir_all(self) -> None:
        """Have every board read again."""
        for tenant in self._watched():
            self.stir(tenant)

    async def run(self) -> None:
        """Read and send the boards that were stirred, and all of them now and then."""
        while True:
            try:
                await asyncio.wait_for(self.wake.wait(), STIR_EVERY)
            except TimeoutError:
                self.stirred |= self._watched()
            await asyncio.sleep(STIR_AFTER)
            self.wake.clear()
            watched = self._watched()
            stirred, self.stirred = self.stirred & watched, set()
            # Where nobody is there any more nothing is read: what was known there may grow old.
            self.professionals = {t: on for t, on in self.professionals.items() if t in watched}
            for tenant in stirred:
                await self._send_board(tenant)

    def message(self, conversation: str) -> None:
        """Tell the staff of a conversation that something was said in it."""
        for socket in self.mine.get(conversation, ()):
            socket.push(frames.write(t="conversation", id=conversation))

    def changed(self, conversation: str, tenant: str, what: str) -> None:
        """Tell the staff of a conversation that it changed; who is in it may be others now."""
        self.message(conversation)
        if what in {"accepted", "joined", "left", "deleted"}:
            self.stir(tenant)  # who can be called there may be others too
            for socket in self.sockets.get(tenant, ()):
                self.hub.spawn(self._index(socket))

    def team(self, tenant: str, kind: str) -> None:
        """Tell the staff that a team's members or keys changed."""
        for socket in self.sockets.get(tenant, ()):
            socket.push(frames.write(t="team", kind=kind))

    def signed_out(self, gone: set[str]) -> None:
        """Close the sockets of whoever signed out."""
        for socket in self.open():
            if socket.seat.membership in gone:
                socket.shut(SIGNED_OUT)

    async def _index(self, socket: Socket) -> None:
        ids = await sync_to_async(conversations_of, thread_sensitive=False)(socket.seat)
        for sockets in self.mine.values():
            sockets.discard(socket)
        self.mine = {
            conversation: sockets for conversation, sockets in self.mine.items() if sockets
        }
        if not socket.closed:
            for conversation in ids:
                self.mine.setdefault(conversation, set()).add(socket)

    async def _send_board(self, tenant: str) -> None:
        board = await sync_to_async(board_of, thread_sensitive=False)(tenant)
        if board is None:
            self.hub.spawn(self._again(tenant))
            return
        queue = frames.write(t="queue", items=board.items, onDuty=board.on_duty)
        calls = frames.write(t="calls", items=board.calls)
        for socket in self.sockets.get(tenant, set()).copy():
            socket.push(queue)
            if socket.seat.membership in board.professionals:
                socket.push(calls)
        self._send_places(board)
        await self._send_professional(tenant, board.reach)

    async def _send_professional(self, tenant: str, now: Reach) -> None:
        """Tell everybody who has a conversation open that somebody can be called there, or nobody."""
        before = self.professionals.get(tenant)
        if before == now:
            return
        self.professionals[tenant] = now
        for place, socket in enumerate(self.hub.open_in(tenant)):
            if place % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)  # messages go first
            on_duty = now.at(socket.seat.conversation)
            if before is None or before.at(socket.seat.conversation) is not on_duty:
                socket.push(frames.write(t="professional", onDuty=on_duty))

    async def _again(self, tenant: str) -> None:
        await asyncio.sleep(1)
        self.stir(tenant)

    def _send_places(self, board: Board) -> None:
        for position, (conversation, wait) in enumerate(board.places, start=1):
            frame: dict[str, Any] = {"t": "place", "position": position, "of": len(board.places)}
            self.hub.to_room(conversation, frame | {"expectedWaitSeconds": wait})

    def _watched(self) -> set[str]:
        on_duty = {tenant for tenant, sockets in self.sockets.items() if sockets}
        return on_duty | {s.seat.tenant for room in self.hub.rooms.values() for s in room}

    def open(self) -> list[Socket]:
        """Return every socket."""
        return [socket for sockets in self.sockets.values() for socket in sockets]
