"""What should be true of a conversation, told without any key: the model of the state machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

PEERS, SAFEGUARDING = "the peers' team", "the safeguarding team"


@dataclass
class Talk:
    """A conversation as it should be. People are names; `shares` tells who may open an epoch."""

    pk: UUID
    young: str
    kind: str
    state: str = "waiting"
    peer: str = ""
    professional: str = ""
    due: str = ""
    call: str = ""
    reported: set[str] = field(default_factory=set)  # by whom; nobody opens any
    shares: list[set[str]] = field(default_factory=list)
    recipients: set[str] = field(default_factory=set)  # of the newest epoch, when it was made
    said: list[tuple[str, int, str]] = field(default_factory=list)  # sender, epoch, text

    @property
    def epoch(self) -> int:
        """The number of the newest epoch."""
        return len(self.shares) - 1

    @property
    def present(self) -> set[str]:
        """Who takes part now."""
        return {self.young, self.peer, self.professional} - {""}

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self.state == "closed"

    def holds(self, name: str, number: int) -> bool:
        """Whether a participant's client is shown an epoch's key."""
        through_team = name == self.peer and PEERS in self.shares[number]
        return name in self.shares[number] or through_team

    def new_epoch(self) -> None:
        """Share the next one with all present, and with the team while there is no peer."""
        self.recipients = self.present | (set() if self.peer else {PEERS})
        self.shares.append(set(self.recipients))
        self.due = ""
        if self.state == "active":
            for readers in self.shares:
                readers.discard(PEERS)

    def leave(self, name: str) -> None:
        """Take somebody's shares away; the next epoch is due."""
        for readers in self.shares:
            readers.discard(name)
        self.due = "left"

    def withdraw(self) -> None:
        """An unanswered call is over."""
        self.call = "over" if self.call == "open" else self.call

    def may_read(self, name: str, teams: set[str]) -> set[int]:
        """Return the epochs that somebody of `teams` can open with a copy of the database."""
        keys = {name} | teams
        return {number for number, readers in enumerate(self.shares) if readers & keys}
