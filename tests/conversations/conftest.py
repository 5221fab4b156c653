"""Who takes part: one young person, two approved peers, a professional, teams with real keys."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.utils import timezone

from naere.accounts.keys.models import TeamKey
from naere.conversations.models import Conversation
from naere.tenancy.models import Municipality
from tests.conversations.clock import Clock
from tests.factories.conversations import make_active, make_conversation
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The time, which the test moves: `clock.pass_(seconds=…)`."""
    moved = Clock(timezone.now())
    with patch("django.utils.timezone.now", moved):
        yield moved


@pytest.fixture
def young(dragoer: Municipality) -> Young:
    return make_young("Sol")


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", alias="Mads")


@pytest.fixture
def other_peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", alias="Freja")


@pytest.fixture
def professional(dragoer: Municipality) -> Member:
    return make_member("professional", alias="Hanne")


@pytest.fixture
def team(peer: Member, other_peer: Member) -> TeamKey:
    """The peers' team key, held by both peers."""
    return make_team("peers", peer, other_peer)


@pytest.fixture
def safeguarding(professional: Member) -> TeamKey:
    """The safeguarding team's key, held by the professional."""
    return make_team("safeguarding", professional)


@pytest.fixture
def waiting(young: Young, team: TeamKey) -> Conversation:
    """A live conversation that waits."""
    return make_conversation(young)


@pytest.fixture
def active(young: Young, peer: Member, team: TeamKey) -> Conversation:
    """A live conversation between `young` and `peer`, who both hold epoch 1."""
    return make_active(young, peer)
