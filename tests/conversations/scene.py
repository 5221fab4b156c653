"""The people of the state machine, what they hold, and how they act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404
from hypothesis.stateful import RuleBasedStateMachine

from client.errors import ProtocolError
from client.protocol import Header
from client.protocol.encoding import to_base64
from naere.accounts.keys.queries import current_team_key
from naere.conversations.models import Conversation, Message, Participant
from naere.conversations.services import accept as accepting
from naere.conversations.services import calls, leaving
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from tests.conversations.life import PEERS, Talk
from tests.conversations.readers import as_shown
from tests.factories.conversations import make_conversation
from tests.factories.people import Member, Young

SIDES = ("young", "peer", "professional")


class Scene(RuleBasedStateMachine):
    """A cast with real keys; everything happens in one transaction that is undone."""

    cast: ClassVar[dict[str, Young | Member]]

    def __init__(self) -> None:
        super().__init__()
        self.known: list[Talk] = []
        self.touched: Talk | None = None
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        """Read everything as everybody, then leave the database as it was."""
        try:
            for talk in self.known:
                self.every_message_is_read_by_whom_it_should(talk)
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def every_message_is_read_by_whom_it_should(self, talk: Talk) -> None:
        """Decrypt every message as every participant, with a client that was just reloaded."""
        rows = list(Message.objects.filter(conversation=talk.pk).order_by("seq"))
        for who in talk.present:
            ring = as_shown(self.seat(talk, who), self.cast[who])
            for row, (_, epoch, text) in zip(rows, talk.said, strict=True):
                read = self.read(ring, row)
                assert read == (text if talk.holds(who, epoch) else None)

    def read(self, ring: Any, row: Message) -> str | None:
        """Return what a message says, None without its epoch's key."""
        ids = (row.municipality_id, row.conversation_id, row.message_id, row.sender)
        tenant, conversation, message_id, sender = map(str, ids)
        header = Header(tenant, conversation, row.epoch, message_id, sender, row.n)
        try:
            return str(ring.decrypt(header, to_base64(bytes(row.ciphertext)))["text"])
        except ProtocolError as error:
            return None if error.code == "no-epoch" else error.code

    # who they are

    def someone(
        self, talk: Talk, pick: int, of: tuple[str, ...] = SIDES, holds: int | None = None
    ) -> str:
        """Return one of those present (of some sides, who hold an epoch), "" for nobody."""
        there = [name for name in (getattr(talk, side) for side in of) if name]
        fitting = [name for name in there if holds is None or talk.holds(name, holds)]
        return str(fitting[pick % len(fitting)]) if fitting else ""

    @property
    def going_on(self) -> int:
        """How many conversations have not ended."""
        return sum(1 for talk in self.known if not talk.is_closed)

    def recipients(self, found: Conversation) -> set[str]:
        """Return the names of those whom the newest epoch says it is for."""
        names = {bytes(one.identity.public_key): name for name, one in self.cast.items()}
        team = current_team_key("peers")
        assert team is not None
        names[bytes(team.public_key)] = PEERS
        return {names[bytes(key)] for key in found.epochs.get(number=found.epoch).recipients}

    def new_talk(self, who: str, kind: str) -> Talk:
        made = make_conversation(self.young(who), kind)
        self.touched = Talk(made.pk, who, kind, shares=[{who, PEERS}], recipients={who, PEERS})
        self.known.append(self.touched)
        return self.touched

    def takes(self, talk: Talk, who: str) -> object:
        return accepting.accept(self.member(who).membership, talk.pk)

    def answers(self, talk: Talk, who: str) -> object:
        return calls.answer_call(self.member(who).membership, talk.pk)

    def ends(self, talk: Talk, who: str) -> None:
        here = self.seat(talk, who)
        leaving.end(here.conversation, leaving.ending_by(here))

    def young(self, name: str) -> Young:
        found = self.cast[name]
        assert isinstance(found, Young)
        return found

    def member(self, name: str) -> Member:
        found = self.cast[name]
        assert isinstance(found, Member)
        return found

    def row(self, talk: Talk) -> Conversation:
        return Conversation.objects.get(pk=talk.pk)

    def seat(self, talk: Talk, who: str) -> Participant:
        return seat(talk.pk, self.cast[who].identity)

    def as_reloaded(self, talk: Talk, who: str) -> Any:
        """Return somebody whose client holds what the server shows it now, and nothing more."""
        return replace(self.cast[who], ring=as_shown(self.seat(talk, who), self.cast[who]))

    def look(self, talk: Talk, work: Callable[[], object]) -> str:
        """Return `outcome`; the invariants look at `talk` afterwards."""
        self.touched = talk
        return self.outcome(work)

    def outcome(self, work: Callable[..., object], *arguments: Any) -> str:
        """Return the code of what was refused, "404", or "" when it was done."""
        try:
            work(*arguments)
        except ApiError as error:
            return error.code
        except Http404:
            return "404"
        return ""
