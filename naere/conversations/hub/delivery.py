"""What is committed goes out: an acknowledgement to whoever sent it, the message to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.conversations.hub import frames
from naere.conversations.hub.late import Late

if TYPE_CHECKING:
    from naere.conversations.hub.frames import Send
    from naere.conversations.hub.hub import Hub
    from naere.conversations.hub.seats import Seat
    from naere.conversations.hub.sockets import Socket
    from naere.conversations.hub.store import Outcome
    from naere.conversations.hub.writer import Settled

_STORED = frozenset({"stored", "duplicate"})


class Delivery:
    """Passes on what the writer has settled, to the sockets of this process."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.late = Late()

    def settled(self, batch: Settled, took: float) -> None:
        """Acknowledge and pass on what was committed in `took` seconds; answer what was refused."""
        self.late.took(took)
        due = self.late.due()
        for socket, seat, send, outcome in batch:
            socket.waiting -= 1
            if outcome.code not in _STORED:
                socket.fail(outcome.code, send.id)
                continue
            self._acknowledge(socket, send.id, outcome, due)
            # Also when it came again: whoever stored it may have been stopped before telling.
            if outcome.seq == 1 and seat.waits_as_letter:
                self.hub.letter_written(seat)
            if outcome.code == "stored":
                self._pass_on(socket, seat, send, outcome)
            else:
                self._show_stored(seat, outcome)

    def _acknowledge(self, socket: Socket, message_id: str, outcome: Outcome, due: float) -> None:
        # The sender has its own message already: the acknowledgement takes the message's place.
        if socket.ready and not socket.catching and outcome.seq == socket.sent_seq + 1:
            socket.sent_seq = outcome.seq
        ack = frames.write_ack(message_id, outcome.seq, outcome.at)
        self.late.push(socket, ack, due)

    def _pass_on(self, sender: Socket, seat: Seat, send: Send, outcome: Outcome) -> None:
        room = self.hub.rooms.get(seat.conversation)
        if room and (len(room) > 1 or sender not in room or sender.sent_seq < outcome.seq):
            text = frames.write_message(
                outcome.seq, send.id, send.epoch, seat.identity, send.n, send.text, outcome.at
            )
            for socket in room:
                if socket.offer(outcome.seq, text):
                    self.hub.spawn(self.hub.catch_up(socket))
        self.hub.desk.message(seat.conversation)

    def _show_stored(self, seat: Seat, outcome: Outcome) -> None:
        """Have whoever lacks a message read it: what came again may not be what is stored."""
        for socket in self.hub.rooms.get(seat.conversation, ()):
            if socket.ready and socket.sent_seq < outcome.seq:
                self.hub.spawn(self.hub.catch_up(socket))
