"""The epochs of one conversation for one reader: opens what is shared, makes the next when it is due.

The rules are those of the browser (frontend/chat/epochs.ts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from client.errors import ProtocolError
from client.http import CallError, Http
from client.protocol import KeyRing, Recipient, Share

Turn = Literal["at-once", "if-nobody-else", "not-me"]
Wire = dict[str, Any]
_SOMEONE_ELSE = {"not-next", "wrong-recipients", "closed"}


@dataclass(frozen=True)
class Me:
    """As whom one takes part: identity, key and party ("young", "peer", "professional")."""

    id: str
    public_key: str
    party: str


def newcomers_in(conversation: Wire) -> list[Wire]:
    """Return who must get the next epoch and had no part in the newest."""
    newest = next(
        (one for one in conversation["epochs"] if one["number"] == conversation["epoch"]), None
    )
    known = newest["recipients"] if newest else []
    return [one for one in conversation["required"] if one["publicKey"] not in known]


def turn(conversation: Wire, me: Me) -> Turn:
    """Return whose turn it is to make the next epoch (docs/protocol.md, life of a conversation)."""
    due = conversation["epochDue"]
    if not due or conversation["state"] == "closed":
        return "not-me"
    if due != "joined":
        return "at-once" if me.party == "young" else "if-nobody-else"
    newcomers = newcomers_in(conversation)
    if not newcomers:
        return "if-nobody-else"
    # A peer that just accepted must first read epoch 0 through the team's key, which goes then.
    if any(one["party"] == "peer" for one in newcomers):
        return "at-once" if any(one["id"] == me.id for one in newcomers) else "not-me"
    call = conversation["call"] or {}
    return "at-once" if call.get("callerParty") == me.party else "not-me"


class EpochKeeper:
    """Which epochs are held, which are broken, and which were read through the team's key."""

    def __init__(self, http: Http, ring: KeyRing, me: Me, conversation: str) -> None:
        self.http, self.ring, self.me, self.id = http, ring, me, conversation
        self.broken: dict[int, str] = {}
        self._via_team: set[int] = set()
        self._opened: dict[int, str] = {}

    @property
    def held(self) -> list[int]:
        """The epochs that can be read, oldest first."""
        return sorted(self._opened)

    def holds(self, epoch: int) -> bool:
        """Return whether messages of the epoch can be read."""
        return epoch in self._opened

    def made(self, epoch: int, commit: str) -> None:
        """Note an epoch that we made ourselves."""
        self._opened[epoch] = commit

    def open(self, conversation: Wire) -> None:
        """Open all that is shared with us, oldest first; a broken one is remembered, never raised."""
        for epoch in sorted(conversation["epochs"], key=lambda one: int(one["number"])):
            if epoch["share"] and self._opened.get(epoch["number"]) != epoch["commit"]:
                self._open_one(epoch)

    def _open_one(self, epoch: Wire) -> None:
        number, share = epoch["number"], epoch["share"]
        first = not any(held < number for held in self._opened)
        opened = Share(share["box"], share["creatorPublicKey"], share["recipientPublicKey"])
        try:
            linked = self.ring.open_epoch(
                self.id, number, epoch["commit"], epoch["link"], epoch["recipients"], opened
            )
            # Only a newcomer may start without the epoch before; the young person never is one.
            if not linked and number > 0 and not (first and self.me.party != "young"):
                raise ProtocolError("bad-link")
        except ProtocolError as error:
            self.broken[number] = error.code
            return
        self.broken.pop(number, None)
        self._opened[number] = epoch["commit"]
        if share["recipientPublicKey"] != self.me.public_key:
            self._via_team.add(number)

    async def next(self, conversation: Wire) -> Wire | None:
        """Make the next epoch for exactly `required`; None when another was quicker."""
        if not self.holds(conversation["epoch"]):
            return None
        wanted = [Recipient(one["id"], one["publicKey"]) for one in conversation["required"]]
        made = self.ring.create_epoch(self.id, conversation["epoch"] + 1, wanted)
        body = {
            "number": made.epoch,
            "commit": made.commit,
            "link": made.link,
            "shares": [{"recipient": one.recipient, "box": one.box} for one in made.shares],
            "reshares": self._reshares(conversation),
        }
        try:
            after = await self.http.post(f"/api/conversations/{self.id}/epochs", body)
        except CallError as error:
            if error.code in _SOMEONE_ELSE:
                return None
            raise
        self.made(made.epoch, made.commit)
        self._via_team.clear()
        return after

    def _reshares(self, conversation: Wire) -> list[Wire]:
        """Return older epochs for ourselves, when we read them by the team, and for who was called."""
        mine = next((one for one in conversation["required"] if one["id"] == self.me.id), None)
        found = self.share(self._via_team, mine) if mine else []
        for one in newcomers_in(conversation):
            if one["party"] == "professional" and one["id"] != self.me.id:
                found += self.share([conversation["epoch"]], one)
        return found

    def share(self, numbers: Iterable[int], to: Wire) -> list[Wire]:
        """Return the held ones of these epochs, boxed for one recipient."""
        return [
            {
                "number": number,
                "recipient": to["id"],
                "box": self.ring.reshare(self.id, number, to["publicKey"]),
            }
            for number in sorted(numbers)
            if self.holds(number)
        ]
