"""The duty desk: the queue and the calls for those on duty, the place for those who wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async

from naere.conversations.hub import frames
from naere.conversations.hub.board import Board, board_of, conversations_of
from naere.conversations.hub.sockets import RESTART, SIGNED_OUT, Socket

if TYPE_CHECKING:
    from naere.conversations.hub.hub import Hub

STIR_AFTER = 0.15
STIR_EVERY = 20.0


class Desk:
    """Everybody on duty in this process, by municipality; the board is read again when it changed."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.sockets: dict[str, set[Socket]] = {}
        self.mine: dict[str, set[Socket]] = {}
        self.stirred: set[str] = set()
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
            stirred, self.stirred = self.stirred & self._watched(), set()
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

    async def _again(self, tenant: str) -> None:
        await asyncio.sleep(1)
        self.stir(tenant)

    def _send_places(self, board: Board) -> None:
        for position, (conversation, wait) in enumerate(board.places, start=1):
            frame: dict[str, Any] = {"t": "place", "position": position, "of": len(board.places)}
            self.hub.to_room(conversation, frame | {"expectedWaitSeconds": wait})

    def _watched(self) -> set[str]:
        on_duty = {tenant for tenant, sockets in self.sockets.items() if sockets}
        rooms = self.hub.rooms.values()
        return on_duty | {s.seat.tenant for room in rooms for s in room if s.seat.waits_live}

    def open(self) -> list[Socket]:
        """Return every socket."""
        return [socket for sockets in self.sockets.values() for socket in sockets]
