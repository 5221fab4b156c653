"""A conversation's life in any order: who can read what is exactly what should be.

A state machine over the services, with the protocol's real keys. After every step the shares in
the database are tried with every key of everybody; at the end every message is.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from client.protocol.encoding import from_base64
from naere.accounts.keys.queries import current_team_key
from naere.conversations.models import Conversation, Message, Participant
from naere.conversations.services import calls, epochs, leaving, reports
from naere.core.binary import to_text
from naere.tenancy.models import Municipality, Profile
from naere.volunteers.services import go_on_duty
from tests.conversations.life import PEERS, SAFEGUARDING, Talk
from tests.conversations.readers import all_readable
from tests.conversations.scene import SIDES, Scene
from tests.factories.conversations import next_epoch, say
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team

YOUNG, PEER, PROFESSIONAL = ("Sol", "Måne"), ("Mads", "Freja", "Noor"), ("Hanne", "Bo")
PICK = st.integers(0, 5)  # whom of those who are there
PLACES = 2  # live conversations of a peer at a time


class Life(Scene):
    """Several young people, peers and professionals; every verb at any time."""

    talks = Bundle("talks")

    # what they do

    @initialize(target=talks, who=st.sampled_from(YOUNG))
    def begin(self, who: str) -> Any:
        return self.new_talk(who, "now")

    @precondition(lambda self: self.going_on < 2)
    @rule(target=talks, who=st.sampled_from(YOUNG), kind=st.sampled_from(["now", "letter"]))
    def ask(self, who: str, kind: str) -> Any:
        return self.new_talk(who, kind)

    @rule(talk=talks, who=st.sampled_from(PEER))
    def accept(self, talk: Talk, who: str) -> None:
        told = self.look(talk, lambda: self.takes(talk, who))
        live = [one for one in self.known if one.peer == who and one.kind == "now"]
        busy = sum(1 for one in live if one.state == "active")
        if (talk.kind, talk.state, talk.said) == ("letter", "waiting", []):
            assert told == "404"
        elif talk.kind == "now" and busy >= PLACES:
            assert told == "too-many"
        elif talk.state != "waiting":
            assert told == "taken"
        else:
            assert told == ""
            talk.state, talk.peer = "active", who
            talk.due = "left" if talk.due == "left" else "joined"

    @rule(talk=talks, pick=PICK)
    def make_the_next_epoch(self, talk: Talk, pick: int) -> None:
        who = self.someone(talk, pick, holds=talk.epoch)
        if not who:
            return
        told = self.look(talk, lambda: next_epoch(self.row(talk), self.as_reloaded(talk, who)))
        assert told == ("closed" if talk.is_closed else "")
        if not talk.is_closed:
            talk.new_epoch()

    @rule(talk=talks, by=PICK, to=PICK, back=st.integers(0, 3))
    def share_again(self, talk: Talk, by: int, to: int, back: int) -> None:
        number = max(talk.epoch - back, 0)
        maker, reader = self.someone(talk, by, holds=number), self.someone(talk, to)
        if not maker:
            return
        key = to_text(self.cast[reader].identity.public_key)
        box = self.as_reloaded(talk, maker).ring.reshare(str(talk.pk), number, key)
        share = epochs.Share(number, self.cast[reader].identity.pk, from_base64(box))
        told = self.look(talk, lambda: epochs.add_shares(self.seat(talk, maker), [share]))
        assert told == ("closed" if talk.is_closed else "")
        if not talk.is_closed:
            talk.shares[number].add(reader)

    @rule(talk=talks, pick=PICK, text=st.text(max_size=20))
    def write(self, talk: Talk, pick: int, text: str) -> None:
        who = self.someone(talk, pick, holds=talk.epoch)
        if not who:
            return
        self.touched = talk
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
        leaver = talk.peer
        if not leaver:
            return
        told = self.look(talk, lambda: leaving.hand_over(self.seat(talk, leaver)))
        assert told == ("closed" if talk.is_closed else "")
        if not talk.is_closed:
            talk.state, talk.peer = "waiting", ""
            talk.leave(leaver)
            talk.withdraw()

    @rule(talk=talks, pick=PICK)
    def call(self, talk: Talk, pick: int) -> None:
        who = self.someone(talk, pick, of=("young", "peer"))
        told = self.look(talk, lambda: calls.call_professional(self.seat(talk, who)))
        if talk.is_closed:
            assert told == "closed"
        elif talk.professional or talk.call == "open":
            assert told == "already-called"
        else:
            assert told == ""
            talk.call = "open"

    @rule(talk=talks, who=st.sampled_from(PROFESSIONAL))
    def answer(self, talk: Talk, who: str) -> None:
        told = self.look(talk, lambda: self.answers(talk, who))
        if not talk.call:
            assert told == "404"
        elif talk.call != "open":
            assert told == "taken"
        else:
            assert told == ""
            talk.call, talk.professional, talk.due = "over", who, talk.due or "joined"

    @rule(talk=talks)
    def professional_leaves(self, talk: Talk) -> None:
        leaver = talk.professional
        if not leaver:
            return
        told = self.look(talk, lambda: leaving.professional_leaves(self.seat(talk, leaver)))
        assert told == ("closed" if talk.is_closed else "")
        if not talk.is_closed:
            talk.professional = ""
            talk.leave(leaver)

    @rule(talk=talks, pick=PICK, back=st.integers(0, 3))
    def report(self, talk: Talk, pick: int, back: int) -> None:
        number = max(talk.epoch - back, 0)
        who = self.someone(talk, pick, of=("young", "peer"), holds=number)
        team = current_team_key("safeguarding")
        if not who or team is None:
            return
        ring = self.as_reloaded(talk, who).ring
        box = from_base64(ring.reshare(str(talk.pk), number, to_text(team.public_key)))
        told = self.look(talk, lambda: reports.report(self.seat(talk, who), team.pk, {number: box}))
        if who in talk.reported:
            assert told == "already-reported"
            return
        assert told == ""
        talk.reported.add(who)
        talk.shares[number].add(SAFEGUARDING)
        if not talk.is_closed and talk.due != "left":
            talk.due = "reported"

    @precondition(lambda self: self.going_on > 1)
    @rule(talk=talks, pick=PICK)
    def end(self, talk: Talk, pick: int) -> None:
        who = self.someone(talk, pick)
        told = self.look(talk, lambda: self.ends(talk, who))
        if who == talk.professional:
            assert told == "not-yours"
        elif talk.is_closed:
            assert told == "closed"
        else:
            assert told == ""
            talk.state = "closed"
            talk.withdraw()

    @precondition(lambda self: len(self.known) > 1)
    @rule(talk=consumes(talks))
    def delete(self, talk: Talk) -> None:
        here = self.seat(talk, talk.young)
        leaving.delete(here.conversation)
        self.known.remove(talk)
        self.touched = None
        for relation in Conversation._meta.related_objects:
            rows = relation.related_model._default_manager
            left = rows.filter(**{f"{relation.field.name}_id": talk.pk})
            assert left.count() == 0, relation.related_model
        for name in PEER:
            assert self.outcome(self.takes, talk, name) in ("404", "too-many")
        for name in (*YOUNG, *PEER):
            assert self.outcome(self.seat, talk, name) == "404"
        assert self.outcome(self.answers, talk, PROFESSIONAL[0]) == "404"

    # what holds after each step

    @invariant()
    def the_rows_are_as_they_should_be(self) -> None:
        talk = self.touched
        if talk is None:
            return
        found = self.row(talk)
        assert (found.state, found.epoch, found.epoch_due) == (talk.state, talk.epoch, talk.due)
        here = Participant.objects.filter(conversation=found, left_at__isnull=True)
        sides = sorted((one.party, one.name) for one in here)
        should = {side: getattr(talk, side) for side in SIDES}
        assert sides == sorted((side, name) for side, name in should.items() if name)
        assert self.recipients(found) == talk.recipients

    @invariant()
    def each_key_opens_what_it_should_and_nothing_else(self) -> None:
        talk = self.touched
        if talk is None:
            return
        found = all_readable(self.row(talk), self.cast)
        assert found == {name: talk.may_read(name, teams_of(name)) for name in self.cast}

    @invariant()
    def messages_are_numbered_without_a_gap(self) -> None:
        talk = self.touched
        if talk is None:
            return
        rows = Message.objects.filter(conversation=talk.pk).order_by("seq")
        told = [(name, epoch) for name, epoch, _ in talk.said]
        names = {one.identity.pk: name for name, one in self.cast.items()}
        assert [row.seq for row in rows] == list(range(1, len(told) + 1))
        assert [(names[row.sender], row.epoch) for row in rows] == told


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
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
