"""Who has a conversation open, here and in other processes."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from naere.conversations.hub.writer import persist

if TYPE_CHECKING:
    from naere.conversations.hub.hub import Hub
    from naere.conversations.hub.seats import Seat

FORGOTTEN_AFTER = 40.0
_PAIRS_IN_NOTE = 80


class Presence:
    """Presence is a courtesy: never stored. Other processes say theirs again every heartbeat."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.elsewhere: dict[str, dict[str, float]] = {}
        self.others: dict[str, float] = {}

    def of(self, conversation: str) -> set[str]:
        """Return the identities that have the conversation open."""
        here = {s.seat.identity for s in self.hub.rooms.get(conversation, ()) if s.ready}
        recent = time.monotonic() - FORGOTTEN_AFTER
        remote = self.elsewhere.get(conversation, {})
        return here | {identity for identity, at in remote.items() if at > recent}

    def came(self, seat: Seat) -> None:
        """Say that somebody is here."""
        self._say(seat, True)

    def left(self, seat: Seat) -> None:
        """Say that somebody left, unless another of their sockets is open."""
        if seat.identity not in self.of(seat.conversation):
            self._say(seat, False)

    def _say(self, seat: Seat, here: bool) -> None:
        frame = {"t": "presence", "s": seat.identity, "here": here}
        self.hub.to_room(seat.conversation, frame)
        if self._alone():
            return
        self._tell({"k": "here", "p": self.hub.process, "on": here, "ask": here,
                    "w": [[seat.conversation, seat.identity]]})  # fmt: skip

    def relay(self, conversation: str, frame: dict[str, Any]) -> None:
        """Pass a passing frame to the other processes, when there are some."""
        if not self._alone():
            self._tell({"k": "relay", "p": self.hub.process, "c": conversation, "f": frame})

    def beat(self) -> None:
        """Say again who is here; a process that says nothing for long is forgotten."""
        pairs = [
            [conversation, identity]
            for conversation in list(self.hub.rooms)
            for identity in self._local(conversation)
        ]
        chunks = [pairs[i : i + _PAIRS_IN_NOTE] for i in range(0, len(pairs), _PAIRS_IN_NOTE)]
        for chunk in [[], *chunks] if not self._alone() else [[]]:
            self._tell({"k": "here", "p": self.hub.process, "on": True, "w": chunk})
        self._forget()

    def heard(self, note: dict[str, Any]) -> None:
        """Take in what another process says of who is there."""
        if note["p"] == self.hub.process:
            return
        if note["p"] not in self.others:
            self.others[note["p"]] = time.monotonic()
            self.beat()
        self.others[note["p"]] = time.monotonic()
        for conversation, identity in note["w"]:
            if conversation in self.hub.rooms:
                self._heard_one(conversation, identity, note["on"], note.get("ask", False))

    def _heard_one(self, conversation: str, identity: str, here: bool, ask: bool) -> None:
        before = self.of(conversation)
        known = self.elsewhere.setdefault(conversation, {})
        if here:
            known[identity] = time.monotonic()
        else:
            known.pop(identity, None)
        if (identity in before) != (identity in self.of(conversation)):
            self.hub.to_room(conversation, {"t": "presence", "s": identity, "here": here})
        if ask and (mine := self._local(conversation)):
            self._tell({"k": "here", "p": self.hub.process, "on": True,
                        "w": [[conversation, one] for one in mine]})  # fmt: skip

    def _local(self, conversation: str) -> set[str]:
        return {s.seat.identity for s in self.hub.rooms.get(conversation, ()) if s.ready}

    def _alone(self) -> bool:
        return not self.others

    def _forget(self) -> None:
        recent = time.monotonic() - FORGOTTEN_AFTER
        self.others = {p: at for p, at in self.others.items() if at > recent}
        for conversation, known in list(self.elsewhere.items()):
            for identity in [one for one, at in known.items() if at <= recent]:
                self._gone(conversation, identity)
            if not known or conversation not in self.hub.rooms:
                del self.elsewhere[conversation]

    def _gone(self, conversation: str, identity: str) -> None:
        del self.elsewhere[conversation][identity]
        if identity not in self._local(conversation):
            self.hub.to_room(conversation, {"t": "presence", "s": identity, "here": False})

    def _tell(self, note: dict[str, Any]) -> None:
        payload = json.dumps(note, separators=(",", ":"))
        self.hub.spawn(self._send(payload))

    async def _send(self, payload: str) -> None:
        await persist(lambda: self.hub.store.tell(payload))
