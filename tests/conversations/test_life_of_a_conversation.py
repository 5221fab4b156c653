"""A conversation's life in any order: who can read what is exactly what should be.

A state machine over the services, with the protocol's real keys. After every step the shares in
the database are tried with every key of everybody; at the end every message is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from client.errors import ProtocolError
from client.protocol import Header
from client.protocol.encoding import from_base64, to_base64
from naere.accounts.keys.queries import current_team_key
from naere.conversations.models import Conversation, Fact, Message, Participant
from naere.conversations.services import accept as accepting
from naere.conversations.services import calls, epochs, leaving, reports
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.core.binary import to_text
from naere.tenancy.models import Municipality, Profile
from naere.volunteers.services import go_on_duty
from tests.conversations.life import PEERS, SAFEGUARDING, Talk
from tests.conversations.readers import all_readable, as_shown
from tests.factories.conversations import make_conversation, next_epoch, say
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team

YOUNG, PEER, PROFESSIONAL = ("Sol", "Måne"), ("Mads", "Freja", "Noor"), ("Hanne", "Bo")
SIDES = ("young", "peer", "professional")
PLACES = 2  # live conversations of a peer at a time


class Life(RuleBasedStateMachine):
    """Several young people, peers and professionals; every verb at any time."""

    cast: ClassVar[dict[str, Young | Member]]
    talks = Bundle("talks")

    def __init__(self) -> None:
        super().__init__()
        self.known: list[Talk] = []
        self.gone: list[Talk] = []
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

    # what they do

    @rule(target=talks, who=st.sampled_from(YOUNG), kind=st.sampled_from(["now", "letter"]))
    def ask(self, who: str, kind: str) -> Any:
        if sum(1 for one in self.known if one.young == who and not one.is_closed) >= 3:
            assert self.outcome(lambda: make_conversation(self.young(who), kind)) == "too-many-open"
            return multiple()
        made = make_conversation(self.young(who), kind)
        talk = Talk(made.pk, who, kind, shares=[{who, PEERS}])
        self.known.append(talk)
        return self.touch(talk)

    @rule(talk=talks, who=st.sampled_from(PEER))
    def accept(self, talk: Talk, who: str) -> None:
        self.touch(talk)

        def work() -> object:
            return accepting.accept(self.member(who).membership, talk.pk)

        live = [one for one in self.known if one.peer == who and one.kind == "now"]
        busy = sum(1 for one in live if one.state == "active")
        if talk in self.gone:
            assert self.outcome(work) == "404"
        elif talk.kind == "now" and busy >= PLACES:
            assert self.outcome(work) == "too-many"
        elif talk.state != "waiting":
            assert self.outcome(work) == "taken"
        else:
            assert self.outcome(work) == ""
            talk.state, talk.peer = "active", who
            talk.due = "left" if talk.due == "left" else "joined"

    @rule(talk=talks, side=st.sampled_from(SIDES))
    def make_the_next_epoch(self, talk: Talk, side: str) -> None:
        who = self.at(talk, side)
        if not who or talk.is_closed or not talk.holds(who, talk.epoch):
            return
        next_epoch(self.row(talk), self.as_reloaded(talk, who))
        talk.new_epoch()

    @rule(talk=talks, by=st.sampled_from(SIDES), to=st.sampled_from(SIDES), back=st.integers(0, 3))
    def share_again(self, talk: Talk, by: str, to: str, back: int) -> None:
        maker, reader = self.at(talk, by), self.at(talk, to)
        number = max(talk.epoch - back, 0)
        if not maker or not reader or talk.is_closed or not talk.holds(maker, number):
            return
        key = to_text(self.cast[reader].identity.public_key)
        box = self.as_reloaded(talk, maker).ring.reshare(str(talk.pk), number, key)
        share = epochs.Share(number, self.cast[reader].identity.pk, from_base64(box))
        epochs.add_shares(self.seat(talk, maker), [share])
        talk.shares[number].add(reader)

    @rule(talk=talks, side=st.sampled_from(SIDES), text=st.text(max_size=20))
    def write(self, talk: Talk, side: str, text: str) -> None:
        who = self.at(talk, side)
        if not who or not talk.holds(who, talk.epoch):
            return
        told = say(self.row(talk), self.as_reloaded(talk, who), text)
        if talk.is_closed:
            assert told == ("closed", 0)
        elif talk.due in ("left", "reported"):
            assert told == ("epoch-due", 0)
        else:
            talk.said.append((who, talk.epoch, text))
            assert told == ("stored", len(talk.said))

    @rule(talk=talks)
    def hand_over(self, talk: Talk) -> None:
        leaver = self.at(talk, "peer")
        if not leaver:
            return
        told = self.outcome(lambda: leaving.hand_over(self.seat(talk, leaver)))
        assert told == ("closed" if talk.is_closed else "")
        if not talk.is_closed:
            talk.state, talk.peer = "waiting", ""
            talk.leave(leaver)
            talk.withdraw()

    @rule(talk=talks, side=st.sampled_from(["young", "peer"]))
    def call(self, talk: Talk, side: str) -> None:
        who = self.at(talk, side)
        if not who:
            return
        told = self.outcome(lambda: calls.call_professional(self.seat(talk, who)))
        if talk.is_closed:
            assert told == "closed"
        elif talk.professional or talk.call == "open":
            assert told == "already-called"
        else:
            assert told == ""
            talk.call = "open"

    @rule(talk=talks, who=st.sampled_from(PROFESSIONAL))
    def answer(self, talk: Talk, who: str) -> None:
        self.touch(talk)
        told = self.outcome(lambda: calls.answer_call(self.member(who).membership, talk.pk))
        if talk in self.gone or not talk.call:
            assert told == "404"
        elif talk.call != "open":
            assert told == "taken"
        else:
            assert told == ""
            talk.call, talk.professional, talk.due = "over", who, talk.due or "joined"

    @rule(talk=talks)
    def professional_leaves(self, talk: Talk) -> None:
        leaver = self.at(talk, "professional")
        if not leaver:
            return
        told = self.outcome(lambda: leaving.professional_leaves(self.seat(talk, leaver)))
        assert told == ("closed" if talk.is_closed else "")
        if not talk.is_closed:
            talk.professional = ""
            talk.leave(leaver)

    @rule(talk=talks, side=st.sampled_from(["young", "peer"]), back=st.integers(0, 3))
    def report(self, talk: Talk, side: str, back: int) -> None:
        who, number = self.at(talk, side), max(talk.epoch - back, 0)
        if not who or not talk.holds(who, number):
            return
        team = current_team_key("safeguarding")
        assert team is not None
        ring = self.as_reloaded(talk, who).ring
        box = ring.reshare(str(talk.pk), number, to_text(team.public_key))
        reports.report(self.seat(talk, who), {number: from_base64(box)})
        talk.shares[number].add(SAFEGUARDING)
        if not talk.is_closed and talk.due != "left":
            talk.due = "reported"

    @rule(talk=talks, side=st.sampled_from(SIDES))
    def end(self, talk: Talk, side: str) -> None:
        who = self.at(talk, side)
        if not who:
            return

        def work() -> None:
            here = self.seat(talk, who)
            leaving.end(here.conversation, leaving.ending_by(here))

        if side == "professional":
            assert self.outcome(work) == "not-yours"
        elif talk.is_closed:
            assert self.outcome(work) == "closed"
        else:
            assert self.outcome(work) == ""
            talk.state = "closed"
            talk.withdraw()

    @rule(talk=talks)
    def delete(self, talk: Talk) -> None:
        self.touch(talk)
        told = self.outcome(lambda: leaving.delete(self.seat(talk, talk.young).conversation))
        assert told == ("404" if talk in self.gone else "")
        if talk not in self.gone:
            self.known.remove(talk)
            self.gone.append(talk)

    # what holds after each step

    @invariant()
    def the_rows_are_as_they_should_be(self) -> None:
        talk = self.touched
        if talk is None or talk in self.gone:
            return
        found = self.row(talk)
        assert (found.state, found.epoch, found.epoch_due) == (talk.state, talk.epoch, talk.due)
        here = Participant.objects.filter(conversation=found, left_at__isnull=True)
        sides = {one.party: str(one.name) for one in here}
        assert len(sides) == here.count(), "one of each party at the most"
        assert sides == {side: self.at(talk, side) for side in SIDES if self.at(talk, side)}

    @invariant()
    def each_key_opens_what_it_should_and_nothing_else(self) -> None:
        talk = self.touched
        if talk is None or talk in self.gone:
            return
        found = all_readable(self.row(talk), self.cast)
        assert found == {name: talk.may_read(name, teams_of(name)) for name in self.cast}

    @invariant()
    def messages_are_numbered_without_a_gap(self) -> None:
        talk = self.touched
        if talk is None or talk in self.gone:
            return
        rows = Message.objects.filter(conversation=talk.pk).order_by("seq")
        told = [(name, epoch) for name, epoch, _ in talk.said]
        names = {one.identity.pk: name for name, one in self.cast.items()}
        assert [row.seq for row in rows] == list(range(1, len(told) + 1))
        assert [(names[row.sender], row.epoch) for row in rows] == told

    @invariant()
    def what_was_deleted_left_nothing(self) -> None:
        if self.touched not in self.gone:
            return
        for relation in Conversation._meta.related_objects:
            rows = relation.related_model._default_manager
            left = rows.filter(**{f"{relation.field.name}_id": self.touched.pk})
            assert left.count() == 0, relation.related_model
        assert Fact.objects.count() == len(self.known) + len(self.gone)

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

    def touch(self, talk: Talk) -> Talk:
        self.touched = talk
        return talk

    def at(self, talk: Talk, side: str) -> str:
        """Return who takes part as `side`, "" for nobody; the talk is the one to look at."""
        self.touch(talk)
        return "" if talk in self.gone else str(getattr(talk, side))

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

    def outcome(self, work: Callable[[], object]) -> str:
        """Return the code of what was refused, "404", or "" when it was done."""
        try:
            work()
        except ApiError as error:
            return error.code
        except Http404:
            return "404"
        return ""


def teams_of(name: str) -> set[str]:
    """Return the teams whose key somebody of the cast holds."""
    return {PEERS} if name in PEER else {SAFEGUARDING} if name in PROFESSIONAL else set()


def test_life_of_a_conversation(dragoer: Municipality) -> None:
    Profile.objects.update(parallel_conversations=PLACES, queue_limit=100)
    peers = [make_member("volunteer", alias=name) for name in PEER]
    called = [make_member("professional", alias=name) for name in PROFESSIONAL]
    make_team("peers", *peers)
    make_team("safeguarding", *called)
    for member in peers:
        go_on_duty(member.membership, "peer")
    for member in called:
        go_on_duty(member.membership, "professional")
    Life.cast = {name: make_young(name) for name in YOUNG}
    Life.cast |= dict(zip(PEER, peers, strict=True)) | dict(zip(PROFESSIONAL, called, strict=True))
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
