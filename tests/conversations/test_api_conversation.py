"""The calls about one conversation (docs/wire.md): what they answer, and how they refuse."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import pytest

from naere.accounts.keys.models import TeamKey
from naere.conversations.models import Closing, Conversation, Epoch, Fact
from naere.conversations.queries import current_closing_form
from naere.core.binary import to_text
from naere.surveys.models import Answer
from naere.tenancy.models import OpeningHours
from naere.volunteers.services import go_on_duty
from tests.conversations.browsers import browser, post, random_text, said, shares
from tests.factories.conversations import close, make_conversation, somebody_on_duty
from tests.factories.people import Member, Young, make_young

SUMMARY = {
    "id",
    "kind",
    "state",
    "epoch",
    "lastSeq",
    "queuedAt",
    "acceptedAt",
    "closedAt",
    "deleteAfter",
    "peerName",
    "nickname",
    "lost",
}
CONVERSATION = SUMMARY | {
    "tenant",
    "ageGroup",
    "mayBeMinor",
    "topics",
    "sessionMinutes",
    "epochDue",
    "required",
    "participants",
    "epochs",
    "call",
    "gaveFeedback",
    "myLastN",
    "handedOver",
    "professionalOnDuty",
    "reportOpened",
}


def one(conversation: Conversation, verb: str = "") -> str:
    return f"conversations/{conversation.pk}" + (f"/{verb}" if verb else "")


def show(who: Young | Member, conversation: Conversation) -> Any:
    return browser(who).get_json(f"/api/{one(conversation)}")


def asked(young: Young, team: TeamKey, **changed: Any) -> dict[str, Any]:
    epoch = {"commit": random_text(32), "shares": shares(young.identity.pk, team.pk)}
    return {"id": str(uuid.uuid4()), "kind": "now", "epoch": epoch} | changed


# asking


def test_ask(young: Young, team: TeamKey) -> None:
    body = asked(young, team)
    with somebody_on_duty():
        status, answer = post(young, "conversations", **body)
    assert (status, set(answer)) == (200, CONVERSATION)
    assert {name: answer[name] for name in ("id", "kind", "state", "epoch", "epochDue")} == {
        "id": body["id"],
        "kind": "now",
        "state": "waiting",
        "epoch": 0,
        "epochDue": "",
    }
    mine, theirs = young.identity, team
    assert answer["required"] == [
        {"id": str(mine.pk), "publicKey": to_text(mine.public_key), "party": "young"},
        {"id": str(theirs.pk), "publicKey": to_text(theirs.public_key), "party": "team"},
    ]
    (epoch,) = answer["epochs"]
    assert epoch == {
        "number": 0,
        "commit": body["epoch"]["commit"],
        "link": None,
        "recipients": [
            to_text(key) for key in sorted([bytes(mine.public_key), bytes(theirs.public_key)])
        ],
        "share": {
            "box": body["epoch"]["shares"][0]["box"],
            "creatorPublicKey": to_text(mine.public_key),
            "recipientPublicKey": to_text(mine.public_key),
            "team": None,
        },
    }
    assert show(young, Conversation.objects.get()) == answer


BAD_ASK: list[tuple[dict[str, Any], str]] = [
    ({"id": None}, "bad-id"),
    ({"id": "1"}, "bad-id"),
    ({"id": 7}, "bad-id"),
    ({"kind": None}, "bad-kind"),
    ({"kind": "later"}, "bad-kind"),
    ({"kind": ["now"]}, "bad-kind"),
    ({"epoch": None}, "bad-epoch"),
    ({"epoch": []}, "bad-epoch"),
    ({"epoch": {}}, "bad-commit"),
    ({"epoch": {"commit": random_text(31), "shares": []}}, "bad-commit"),
    ({"epoch": {"commit": random_text(32), "shares": None}}, "bad-shares"),
    ({"epoch": {"commit": random_text(32), "shares": [1]}}, "bad-shares"),
    ({"epoch": {"commit": random_text(32), "shares": [{}]}}, "bad-recipient"),
    ({"epoch": {"commit": random_text(32), "shares": [{"recipient": "x"}]}}, "bad-recipient"),
    (
        {"epoch": {"commit": random_text(32), "shares": shares(uuid.uuid4(), box="AAAA")}},
        "bad-box",
    ),
    ({"epoch": {"commit": random_text(32), "shares": [{}] * 401}}, "bad-shares"),
    ({"epoch": {"commit": random_text(32), "shares": []}}, "wrong-recipients"),
]


def test_a_bad_ask_keeps_nothing(young: Young, team: TeamKey) -> None:
    for changed, code in BAD_ASK:
        with somebody_on_duty():
            assert said(young, "conversations", **asked(young, team, **changed)) == (400, code)
        assert (Conversation.objects.count(), Fact.objects.count()) == (0, 0)


def test_ask_while_closed_without_a_team_and_twice(young: Young, team: TeamKey) -> None:
    body = asked(young, team)
    assert said(young, "conversations", **body) == (409, "nobody-on-duty")
    OpeningHours.objects.all().delete()
    assert said(young, "conversations", **body) == (409, "closed-now")
    assert said(young, "conversations", **body | {"kind": "letter"}) == (200, "")
    assert said(young, "conversations", **body | {"kind": "letter"}) == (409, "id-taken")


def test_switch_the_kind(young: Young, waiting: Conversation) -> None:
    status, answer = post(young, one(waiting, "kind"), kind="letter")
    assert (status, set(answer), answer["kind"]) == (200, CONVERSATION, "letter")
    assert said(young, one(waiting, "kind"), kind="Letter") == (400, "bad-kind")
    assert said(young, one(waiting, "kind"), kind=None) == (400, "bad-kind")


# a peer


def test_accept(peer: Member, waiting: Conversation, team: TeamKey) -> None:
    assert said(peer, one(waiting, "accept")) == (409, "off-duty")
    go_on_duty(peer.membership, "peer")
    status, answer = post(peer, one(waiting, "accept"))
    assert (status, set(answer)) == (200, CONVERSATION)
    assert (answer["state"], answer["epochDue"], answer["peerName"]) == ("active", "joined", "Mads")
    assert [who["party"] for who in answer["required"]] == ["young", "peer"]
    assert answer["epochs"][0]["share"]["team"] == str(team.pk)
    assert answer["epochs"][0]["share"]["recipientPublicKey"] == to_text(team.public_key)
    assert said(peer, one(waiting, "accept")) == (409, "taken")


def test_who_takes_part(young: Young, peer: Member, active: Conversation) -> None:
    first, second = show(young, active)["participants"]
    assert set(first) == {
        "identity",
        "publicKey",
        "party",
        "name",
        "isProgram",
        "joinedAt",
        "leftAt",
        "seenSeq",
    }
    assert (first["party"], second["party"], second["name"]) == ("young", "peer", "Mads")
    assert second["identity"] == str(peer.identity.pk)
    assert (second["isProgram"], second["leftAt"], second["seenSeq"]) == (False, None, 0)
    joined = datetime.fromisoformat(second["joinedAt"])
    assert joined == active.participants.get(party="peer").joined_at


def test_each_sees_their_own_shares(young: Young, peer: Member, active: Conversation) -> None:
    def keys(who: Young | Member) -> list[Any]:
        found = [epoch["share"] for epoch in show(who, active)["epochs"]]
        return [share and share["recipientPublicKey"] for share in found]

    mine, theirs = to_text(young.identity.public_key), to_text(peer.identity.public_key)
    assert keys(young) == [mine, mine]
    assert keys(peer) == [None, theirs]


def next_one(young: Young, peer: Member, **changed: Any) -> dict[str, Any]:
    return {
        "number": 2,
        "commit": random_text(32),
        "link": random_text(32),
        "shares": shares(young.identity.pk, peer.identity.pk),
        "reshares": [],
    } | changed


def test_the_next_epoch(young: Young, peer: Member, active: Conversation) -> None:
    body = next_one(young, peer, reshares=shares(peer.identity.pk, number=0))
    status, answer = post(young, one(active, "epochs"), **body)
    assert (status, set(answer)) == (200, CONVERSATION)
    assert (answer["epoch"], answer["epochDue"]) == (2, "")
    assert (answer["epochs"][2]["link"], answer["epochs"][2]["commit"]) == (
        body["link"],
        body["commit"],
    )
    assert show(peer, active)["epochs"][0]["share"]["box"] == body["reshares"][0]["box"]
    assert said(peer, one(active, "epochs"), **body) == (409, "not-next")


BAD_NEXT: list[tuple[dict[str, Any], int, str]] = [
    ({"number": None}, 400, "bad-number"),
    ({"number": -1}, 400, "bad-number"),
    ({"number": 2.0}, 400, "bad-number"),
    ({"number": True}, 400, "bad-number"),
    ({"number": 2**31}, 400, "bad-number"),
    ({"number": 3}, 409, "not-next"),
    ({"number": 1}, 409, "not-next"),
    ({"commit": None}, 400, "bad-commit"),
    ({"link": None}, 400, "no-link"),
    ({"link": random_text(31)}, 400, "bad-link"),
    ({"link": 5}, 400, "bad-link"),
    ({"shares": []}, 400, "wrong-recipients"),
    ({"shares": {}}, 400, "bad-shares"),
    ({"shares": shares(*[uuid.uuid4()] * 401)}, 400, "bad-shares"),
    ({"reshares": None}, 400, "bad-reshares"),
    ({"reshares": shares(uuid.uuid4(), number=0)}, 400, "wrong-recipients"),
    ({"reshares": shares(uuid.uuid4())}, 400, "bad-number"),
]


def test_a_bad_epoch_keeps_nothing(young: Young, peer: Member, active: Conversation) -> None:
    again = shares(peer.identity.pk, number=0)
    for changed, status, code in BAD_NEXT:
        body = next_one(young, peer, **{"reshares": again} | changed)
        assert (changed, *said(young, one(active, "epochs"), **body)) == (changed, status, code)
        assert Epoch.objects.count() == 2
        assert active.shares.filter(number=0, identity=peer.identity).count() == 0


def test_sharing_again(young: Young, peer: Member, active: Conversation) -> None:
    again = shares(peer.identity.pk, number=0)
    status, answer = post(young, one(active, "shares"), shares=again)
    assert (status, set(answer)) == (200, CONVERSATION)
    assert show(peer, active)["epochs"][0]["share"]["box"] == again[0]["box"]
    for bad, code in (
        (None, "bad-shares"),
        ([None], "bad-shares"),
        (shares(peer.identity.pk), "bad-number"),
        (shares(peer.identity.pk, number=2**53 + 1), "bad-number"),
        (shares(peer.identity.pk, number=2), "wrong-recipients"),
        (shares(uuid.uuid4(), number=0), "wrong-recipients"),
    ):
        assert said(young, one(active, "shares"), shares=bad) == (400, code)


def test_hand_over(peer: Member, young: Young, active: Conversation) -> None:
    assert post(peer, one(active, "handover")) == (200, {})
    found = show(young, active)
    assert (found["state"], found["handedOver"], found["epochDue"]) == ("waiting", True, "left")
    assert found["peerName"] is None
    assert said(peer, one(active, "handover")) == (404, "not-found")


# the end


@pytest.mark.parametrize("party", ["young", "peer"])
def test_end(young: Young, peer: Member, active: Conversation, party: str) -> None:
    who: Any = {"young": young, "peer": peer}[party]
    status, answer = post(who, one(active, "end"))
    assert (status, set(answer), answer["state"]) == (200, CONVERSATION, "closed")
    assert answer["closedAt"] < answer["deleteAfter"]
    assert said(who, one(active, "end")) == (409, "closed")


def test_delete(young: Young, active: Conversation) -> None:
    assert post(young, one(active, "delete")) == (200, {"deleted": True})
    assert said(young, one(active, "delete")) == (404, "not-found")
    assert Conversation.objects.count() == 0


def test_feedback(young: Young, active: Conversation) -> None:
    path = one(active, "feedback")
    assert said(young, path, answers={"heard": 9}) == (409, "not-closed")
    close(active)
    for bad, code in (
        (None, "bad-answers"),
        ([], "bad-answers"),
        ({"heard": 11}, "bad-heard"),
        ({"heard": -1}, "bad-heard"),
        ({"heard": 9.5}, "bad-heard"),
        ({"heard": "9"}, "bad-heard"),
        ({"heard": None}, "bad-heard"),
        ({"name": 5}, "bad-answers"),
    ):
        assert said(young, path, answers=bad) == (400, code)
        assert Answer.objects.count() == 0
    assert post(young, path, answers={"heard": 0, "overall": 10}) == (200, {})
    assert said(young, path, answers={"heard": 1}) == (409, "already-given")
    assert show(young, active)["gaveFeedback"] is True
    assert sorted(one.value for one in Answer.objects.all()) == [0, 10]


def test_closing(peer: Member, active: Conversation) -> None:
    form = current_closing_form()
    assert form is not None
    path, right = one(active, "closing"), {"form": str(form.pk), "answers": {"themes": ["alone"]}}
    assert said(peer, path, **right) == (409, "not-closed")
    close(active)
    for changed, code in (
        ({"form": None}, "bad-form"),
        ({"form": str(uuid.uuid4())}, "bad-form"),
        ({"answers": None}, "bad-answers"),
        ({"answers": []}, "bad-answers"),
        ({"answers": {}}, "bad-answer-themes"),
        ({"answers": {"themes": "alone"}}, "bad-answer-themes"),
        ({"answers": {"themes": ["alone"], "note": "Mia"}}, "bad-answer-note"),
    ):
        assert said(peer, path, **right | changed) == (400, code)
    assert post(peer, path, **right) == (200, {})
    assert said(peer, path, **right) == (409, "already-given")
    assert [made.answers for made in Closing.objects.all()] == [{"themes": ["alone"]}]


# a professional


def test_a_call_from_beginning_to_end(
    young: Young, peer: Member, professional: Member, active: Conversation
) -> None:
    assert said(young, one(active, "call")) == (409, "nobody-on-duty")
    go_on_duty(professional.membership, "professional")
    status, answer = post(young, one(active, "call"))
    assert (status, set(answer)) == (200, CONVERSATION)
    assert answer["call"] == {
        "state": "open",
        "callerParty": "young",
        "callerIdentity": str(young.identity.pk),
        "answeredBy": None,
    }
    assert said(peer, one(active, "call")) == (409, "already-called")
    status, answer = post(peer, one(active, "call/withdraw"))
    assert (status, answer["call"]) == (200, None)
    assert said(peer, one(active, "call/withdraw")) == (409, "not-called")
    assert said(peer, one(active, "call")) == (200, "")
    status, answer = post(professional, one(active, "call/answer"))
    assert (status, set(answer), answer["epochDue"]) == (200, CONVERSATION, "joined")
    assert answer["call"]["answeredBy"] == "Hanne"
    assert [epoch["share"] for epoch in answer["epochs"]] == [None, None]
    assert said(professional, one(active, "call/answer")) == (409, "taken")
    assert post(professional, one(active, "leave")) == (200, {})
    assert said(professional, one(active, "leave")) == (404, "not-found")
    assert show(young, active)["epochDue"] == "left"


def test_one_browser_may_be_two_people(young: Young, peer: Member, waiting: Conversation) -> None:
    """A volunteer who is signed in may write as a young person in the same browser."""
    other = make_conversation(make_young("Måne"))
    go_on_duty(peer.membership, "peer")
    both = browser(peer).be_young(young.token)
    assert both.post_json(f"/api/{one(other, 'accept')}").status_code == 200
    assert both.get_json(f"/api/{one(other)}")["nickname"] == "Måne"
    assert both.get_json(f"/api/{one(waiting)}")["nickname"] == "Sol"
