"""The epochs of one conversation for one reader: opens what is shared, makes the next when it is due.

The rules are those of the browser (frontend/chat/epochs.ts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from client.errors import Code, ProtocolError
from client.http import CallError, Http
from client.protocol import KeyRing, Recipient, Share
from client.trust import Pins

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
        self._commits: dict[int, str] = {}  # what was once taken never changes
        self._unlinked: set[int] = set()
        self._highest = -1
        self._pins = Pins(me.id, me.public_key)
        self.doubt: Code | None = None  # why the server's last word is not believed

    @property
    def held(self) -> list[int]:
        """The epochs that can be read, oldest first."""
        return sorted(self._opened)

    def holds(self, epoch: int) -> bool:
        """Return whether messages of the epoch can be read."""
        return epoch in self._opened

    def made(self, epoch: int, commit: str) -> None:
        """Note an epoch that we made ourselves."""
        self._opened[epoch] = self._commits[epoch] = commit
        self._highest = max(self._highest, epoch)

    def may_write(self, conversation: Wire) -> bool:
        """Return whether the newest epoch is ours to write in and the server is believed."""
        return self.doubt is None and self.holds(conversation["epoch"])

    def open(self, conversation: Wire) -> None:
        """Open all that is shared with us, oldest first; a broken one is remembered, never raised."""
        if self._pins.learn(conversation):
            makers = {one["publicKey"] for one in conversation["participants"]}
            for epoch in sorted(conversation["epochs"], key=lambda one: int(one["number"])):
                if epoch["share"] and self._is_news(epoch):
                    self._open_one(epoch, makers)
        self.doubt = self._doubt_in(conversation)

    def _is_news(self, epoch: Wire) -> bool:
        """Not opened yet, or opened before the one that its link can be checked against."""
        number = epoch["number"]
        if self._opened.get(number) != epoch["commit"]:
            return True
        return number in self._unlinked and self.holds(number - 1)

    def _doubt_in(self, conversation: Wire) -> Code | None:
        if conversation["epoch"] < self._highest:
            return "bad-link"  # back to a key that somebody who left may hold
        due = conversation["epochDue"] and conversation["state"] != "closed"
        check = self._pins.fits if due else self._pins.learn
        return None if check(conversation) else "bad-share"

    def fits(self, conversation: Wire) -> bool:
        """Return whether the recipients that the server demands are us and those who are shown."""
        return int(conversation["epoch"]) >= self._highest and self._pins.fits(conversation)

    def _may_start(self, number: int, share: Share, makers: set[str]) -> bool:
        """Return whether an epoch may be taken without a link.

        The young person made epoch 0 and boxed it to itself, which nobody else can. A newcomer starts
        with what a participant made.
        """
        mine = self.me.public_key
        if self.me.party == "young":
            return number == 0 and share.creator_public_key == share.recipient_public_key == mine
        first = all(held > number for held in self._opened)
        return first and share.creator_public_key in makers

    def _open_one(self, epoch: Wire, makers: set[str]) -> None:
        number, share = epoch["number"], epoch["share"]
        opened = Share(share["box"], share["creatorPublicKey"], share["recipientPublicKey"])
        try:
            linked = self._checked(epoch, opened, self._may_start(number, opened, makers))
        except ProtocolError as error:
            self._opened.pop(number, None)
            # A team's key that we do not hold: not ours to read, and nothing is wrong.
            if error.code != "no-key":
                self.broken[number] = error.code
            return
        self.broken.pop(number, None)
        self.made(number, epoch["commit"])
        if linked or number == 0:
            self._unlinked.discard(number)
        else:
            self._unlinked.add(number)
        if share["recipientPublicKey"] != self.me.public_key:
            self._via_team.add(number)

    def _checked(self, epoch: Wire, share: Share, may_start: bool) -> bool:
        """Open the share; whether it is linked. Raises ProtocolError."""
        number, commit, link = epoch["number"], epoch["commit"], epoch["link"]
        if self._commits.get(number, commit) != commit:
            raise ProtocolError("bad-link")
        linked = self.ring.open_epoch(
            self.id, number, commit, link, epoch["recipients"], share, may_start=may_start
        )
        if not may_start and not (linked and self.holds(number - 1)):
            raise ProtocolError("bad-link")
        return linked

    async def next(self, conversation: Wire) -> Wire | None:
        """Make the next epoch for exactly `required`; None when another was quicker."""
        if not self.holds(conversation["epoch"]) or not self.fits(conversation):
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
        mine = {"id": self.me.id, "publicKey": self.me.public_key}
        found = self.share(self._via_team, mine)
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
