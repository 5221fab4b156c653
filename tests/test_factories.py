"""The factories make what they say: a conversation that both ends can read."""

from __future__ import annotations

from naere.conversations.models import Message
from naere.tenancy.models import Municipality, Profile
from tests.factories.conversations import make_active, say
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team


def test_a_conversation_from_asking_to_the_first_words(dragoer: Municipality) -> None:
    young, peer = make_young(), make_member("volunteer")
    make_team("peers", make_member("coordinator"), peer)
    conversation = make_active(young, peer)
    assert conversation.epoch == 1
    assert say(conversation, young, "Hej") == ("stored", 1)
    assert say(conversation, peer, "Hej, godt du skriver") == ("stored", 2)
    assert Message.objects.count() == 2


def test_municipalities_do_not_see_each_other(dragoer, ishoej, in_tenant) -> None:  # type: ignore[no-untyped-def]
    assert [profile.age_to for profile in Profile.objects.all()] == [30]
    with in_tenant(ishoej):
        assert [profile.age_to for profile in Profile.objects.all()] == [29]
    assert [profile.age_to for profile in Profile.objects.all()] == [30]
