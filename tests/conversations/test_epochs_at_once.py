"""Two clients make the next epoch at the same moment."""

from __future__ import annotations

import os

from naere.conversations.models import Conversation, Epoch, EpochShare
from naere.conversations.services import epochs
from naere.conversations.services.access import seat
from naere.conversations.services.epochs import Share
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from tests.conversations.at_once import Work, at_once
from tests.factories.conversations import make_active
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team


def test_one_wins_and_its_shares_alone_are_kept(committed: Municipality) -> None:
    with tenant_scope(committed):
        young, peer = make_young(), make_member("volunteer")
        make_team("peers", peer)
        active = make_active(young, peer)
    works = [makes(active, by, young, peer) for by in (young, peer)]
    assert at_once(committed, *works) == ["done", "not-next"]
    with tenant_scope(committed):
        made = Epoch.objects.get(number=2)
        assert Conversation.objects.get().epoch == 2
        winner = made.made_by
        assert winner is not None
        stored = EpochShare.objects.filter(number=2)
        keys = {bytes(share.creator_public_key) for share in stored}
        assert keys == {bytes(winner.public_key)}
        assert stored.count() == 2


def makes(conversation: Conversation, by: Young | Member, *to: Young | Member) -> Work:
    commit = os.urandom(32)

    def work() -> None:
        here = seat(conversation.pk, by.identity)
        shares = [Share(2, one.identity.pk, os.urandom(72)) for one in to]
        epochs.next_epoch(here, 2, commit, os.urandom(32), shares)

    return work
