"""The hub: rooms of open sockets, what is committed goes out, what others commit is caught up."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from base64 import b64decode
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog

from naere.conversations.hub import frames
from naere.conversations.hub.delivery import Delivery
from naere.conversations.hub.desk import Desk
from naere.conversations.hub.listener import Listener
from naere.conversations.hub.pace import MOST_WAITING_EACH, Pace
from naere.conversations.hub.places import CHANGES_WHO_WAITS, Places, as_standing
from naere.conversations.hub.presence import Presence
from naere.conversations.hub.sockets import GONE, RESTART, SIGNED_OUT, Socket
from naere.conversations.hub.store import MOST_ROWS, Store
from naere.conversations.hub.writer import Writer, persist

if TYPE_CHECKING:
    from naere.conversations.hub.frames import Send
    from naere.conversations.hub.seats import Seat
    from naere.conversations.hub.store import Row, Standing

log = structlog.get_logger("naere.hub")

SEEN_EVERY = 0.25
HEARTBEAT = 15.0


class Hub:
    """Everything live of one process. Other processes are met through PostgreSQL alone."""

    def __init__(self, conninfo: str) -> None:
        self.process = secrets.token_hex(6)
        self.store = Store(conninfo)
        self.rooms: dict[str, set[Socket]] = {}
        self.writer = Writer(self.store, self.process, Delivery(self).settled)
        self.listener = Listener(conninfo, self.heard, self.lost_track)
        self.presence = Presence(self)
        self.places = Places(self)
        self.desk = Desk(self)
        self.pace = Pace()
        self.seen: dict[str, dict[tuple[str, str], int]] = {}
        self.tasks: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Open the database and start the tasks."""
        await self.store.open()
        for work in (
            self.writer.run(),
            self.listener.run(),
            self._flush_seen(),
            self._beat(),
            self.desk.run(),
        ):
            self.spawn(work)

    async def stop(self) -> None:
        """Close every socket with 1012 (the client comes back), then the tasks and the database."""
        for socket in [s for room in self.rooms.values() for s in room]:
            socket.shut(RESTART)
        self.desk.stop()
        await asyncio.sleep(0.05)
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.store.close()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` beside everything else, and keep it from being collected."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("task failed", error=type(error).__name__, exc_info=error)

    # -- coming and going

    def join(self, socket: Socket) -> None:
        """Put a socket in its conversation's room."""
        self.rooms.setdefault(socket.seat.conversation, set()).add(socket)

    def part(self, socket: Socket) -> None:
        """Take a socket out; its place in the queue is kept from this moment."""
        seat = socket.seat
        socket.closed = True
        room = self.rooms.get(seat.conversation, set())
        room.discard(socket)
        if not room:
            self.rooms.pop(seat.conversation, None)
        if socket.ready:
            self.presence.left(seat)
            if seat.waits_live:
                self.spawn(self.places.keep(seat.tenant, [seat.conversation]))

    async def hello(self, socket: Socket, after: int) -> None:
        """Welcome a socket and send it what it missed since `after`."""
        # From here what is committed marks the socket as behind, so that nothing falls in between.
        socket.sent_seq, socket.ready, socket.catching = after, True, True
        try:
            standing, rows = await persist(lambda: self.store.arrive(socket.seat, after))
            # Who left between the handshake and now was not yet in the room when that was told.
            if standing is None or socket.seat.identity not in standing.seen:
                socket.shut(GONE)
                return
            socket.seat = as_standing(socket.seat, standing)
            socket.push(self._welcome(socket.seat, standing))
            self._send_rows(socket, rows)
        finally:
            socket.catching = False
        self.presence.came(socket.seat)
        if socket.behind or len(rows) == MOST_ROWS:
            self.spawn(self.catch_up(socket))
        if socket.seat.waits_live:
            await self.places.keep(socket.seat.tenant, [socket.seat.conversation])
            self.desk.stir(socket.seat.tenant)

    async def catch_up(self, socket: Socket) -> None:
        """Send every stored message after `sent_seq`, until there is none that came meanwhile."""
        if socket.catching:
            socket.behind = True
            return
        socket.catching = True
        try:
            while not socket.closed:
                await socket.drained()
                socket.behind = False
                rows = await persist(lambda: self.store.after(socket.seat, socket.sent_seq))
                self._send_rows(socket, rows)
                if len(rows) < MOST_ROWS and not socket.behind:
                    return
        finally:
            socket.catching = False

    def _send_rows(self, socket: Socket, rows: list[Row]) -> None:
        for row in rows:
            socket.sent_seq = row.seq
            socket.push(
                frames.write_message(
                    row.seq, row.id, row.epoch, row.sender, row.n, row.text, row.at
                )
            )

    def _welcome(self, seat: Seat, standing: Standing) -> str:
        return frames.write(
            t="welcome",
            lastSeq=standing.last_seq,
            present=sorted(self.presence.of(seat.conversation)),
            seen=standing.seen,
            professionalOnDuty=self.desk.professional(seat),
        )

    # -- messages

    def send(self, socket: Socket, send: Send) -> None:
        """Take a message in: checked against the session's identity, then queued for the commit."""
        if send.sender != socket.seat.identity:
            raise frames.FrameError("not-sender", send.id)
        fair = socket.waiting < MOST_WAITING_EACH and self.pace.take(send.sender)
        if not fair or not self.writer.put(socket, socket.seat, send):
            socket.fail("busy", send.id)
            return
        socket.waiting += 1

    def letter_written(self, seat: Seat) -> None:
        """Tell every process that a letter is there to be taken: its first message is stored."""
        self.spawn(self._tell_queue(seat.tenant))

    def saw(self, socket: Socket, seq: int) -> None:
        """Note how far a participant has read, and tell the others."""
        seat = socket.seat
        seq = min(seq, socket.sent_seq)
        mine = self.seen.setdefault(seat.tenant, {})
        key = (seat.conversation, seat.identity)
        if mine.get(key, 0) < seq:
            mine[key] = seq
        self.tell_room(seat, {"t": "seen", "s": seat.identity, "seq": seq}, socket)

    def typing(self, socket: Socket) -> None:
        """Tell the others that somebody is writing, at most every two seconds."""
        now = time.monotonic()
        if now - socket.typed_at >= 2:
            socket.typed_at = now
            self.tell_room(socket.seat, {"t": "typing", "s": socket.seat.identity}, socket)

    def tell_room(self, seat: Seat, frame: dict[str, Any], but: Socket | None = None) -> None:
        """Send a passing frame to the others in the room, here and in other processes."""
        self.to_room(seat.conversation, frame, but)
        self.presence.relay(seat.conversation, frame)

    def to_room(self, conversation: str, frame: dict[str, Any], but: Socket | None = None) -> None:
        """Send a frame to the sockets of a room in this process."""
        text = frames.write(**frame)
        for socket in self.rooms.get(conversation, ()):
            if socket is not but and socket.ready:
                socket.push(text)

    # -- what is heard from the database

    def heard(self, note: dict[str, Any]) -> None:
        """Act on a note of another process, or of a service's transaction."""
        act = getattr(self, f"_heard_{note.get('k')}", None)
        if act is not None:
            act(note)

    def lost_track(self) -> None:
        """Catch everybody up: notes may have been missed while the listener was away."""
        self.spawn(persist(self.store.wake))
        for socket in self._open():
            self.spawn(self.catch_up(socket))
        self.spawn(self.places.look_again([*self._open(), *self.desk.open()]))
        self.desk.stir_all()
        # Processes meet at once, not at the next heartbeat.
        self.presence.beat()

    def _heard_msgs(self, note: dict[str, Any]) -> None:
        if note["p"] == self.process:
            return
        for conversation in _unpack(note["c"]):
            for socket in self.rooms.get(conversation, ()):
                socket.behind = True
                if socket.ready:
                    self.spawn(self.catch_up(socket))
            self.desk.message(conversation)

    def _heard_relay(self, note: dict[str, Any]) -> None:
        if note["p"] != self.process:
            self.to_room(note["c"], note["f"])

    def _heard_here(self, note: dict[str, Any]) -> None:
        self.presence.heard(note)

    def _heard_changed(self, note: dict[str, Any]) -> None:
        conversation, what = note["c"], note["what"]
        self.to_room(conversation, {"t": "changed", "what": what})
        if what in CHANGES_WHO_WAITS:
            self.spawn(self.places.reseat(conversation))
        if what == "deleted":
            for socket in list(self.rooms.get(conversation, ())):
                socket.shut(GONE)
        self.desk.changed(conversation, note["m"], what)

    def _heard_left(self, note: dict[str, Any]) -> None:
        for socket in list(self.rooms.get(note["c"], ())):
            if socket.seat.identity == note["i"]:
                socket.shut(GONE)

    def _heard_session(self, note: dict[str, Any]) -> None:
        gone = {str(note[key]) for key in ("person", "membership", "identity") if note.get(key)}
        for socket in [s for room in self.rooms.values() for s in room]:
            if gone & {socket.seat.person, socket.seat.membership, socket.seat.identity}:
                socket.shut(SIGNED_OUT)
        self.desk.signed_out(gone)

    def _heard_queue(self, note: dict[str, Any]) -> None:
        self.desk.stir(note["m"])

    _heard_call = _heard_reports = _heard_queue

    def _heard_duty(self, note: dict[str, Any]) -> None:
        self.desk.duty(note["m"])

    def _heard_team(self, note: dict[str, Any]) -> None:
        self.desk.team(note["m"], str(note.get("kind", "")))

    # -- what happens by itself

    def _open(self) -> list[Socket]:
        return [s for room in self.rooms.values() for s in room if s.ready]

    def open_in(self, tenant: str) -> list[Socket]:
        """Return the sockets of a municipality's conversations that were welcomed."""
        return [socket for socket in self._open() if socket.seat.tenant == tenant]

    async def _tell_queue(self, tenant: str) -> None:
        note = json.dumps({"k": "queue", "m": tenant})
        await persist(lambda: self.store.tell(note))

    async def _flush_seen(self) -> None:
        while True:
            await asyncio.sleep(SEEN_EVERY)
            taken, self.seen = self.seen, {}
            for tenant, seen in taken.items():
                await persist(lambda t=tenant, s=seen: self.store.seen(t, s))  # type: ignore[misc]

    async def _beat(self) -> None:
        """Keep places, end sessions that ran out, and say who is here."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            now = time.time()
            sockets = [s for room in self.rooms.values() for s in room]
            for socket in [*self.desk.open(), *sockets]:
                if socket.seat.expires_at < now:
                    socket.shut(SIGNED_OUT)
            await self.places.keep_all(sockets)
            self.presence.beat()
            self.pace.forget()


def _unpack(packed: str) -> list[str]:
    parts = [packed[start : start + 22] for start in range(0, len(packed), 22)]
    return [str(UUID(bytes=b64decode(part + "=="))) for part in parts]
