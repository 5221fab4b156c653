"""Reports over HTTP: what the safeguarding team is given, and nobody else."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from client.protocol import Header, KeyRing
from client.protocol import Share as BoxedShare
from client.protocol.encoding import to_base64
from naere.accounts.keys.models import TeamKey
from naere.conversations.models import Conversation, Report
from naere.safeguarding.models import AccessEntry
from tests.conversations.browsers import browser, post, random_text, said
from tests.conversations.readers import afresh
from tests.factories.conversations import next_epoch, open_own, say
from tests.factories.people import Member, Young, make_member


@pytest.fixture
def reported(
    active: Conversation, young: Young, peer: Member, safeguarding: TeamKey
) -> Conversation:
    """A conversation with two epochs that speak, the first of which was reported."""
    say(active, peer, "noget, der ikke skulle siges")
    next_epoch(active, young)
    open_own(Conversation.objects.get(pk=active.pk), peer)
    say(active, young, "det her er ikke meldt")
    public = to_base64(bytes(safeguarding.public_key))
    box = young.ring.reshare(str(active.pk), 1, public)
    path = f"conversations/{active.pk}/report"
    given = {"team": str(safeguarding.pk), "shares": [{"number": 1, "box": box}]}
    assert post(young, path, **given) == (200, {"reported": True})
    return Conversation.objects.get(pk=active.pk)


def opened(professional: Member, **body: Any) -> tuple[int, Any]:
    return post(professional, f"reports/{Report.objects.get().pk}/open", **body)


def test_the_list_tells_no_content(professional: Member, reported: Conversation) -> None:
    made = Report.objects.get()
    assert browser(professional).get_json("/api/reports") == {
        "reports": [
            {
                "id": str(made.pk),
                "conversation": str(reported.pk),
                "reporter": "young",
                "reporterName": "Sol",
                "reportedAt": made.reported_at.isoformat(),
                "openedAt": None,
                "otherTold": False,
                "kind": "now",
                "state": "active",
            }
        ]
    }


def test_the_professional_reads_what_was_sent(professional: Member, reported: Conversation) -> None:
    status, found = opened(professional, tellOther=True)
    assert status == 200
    assert set(found) >= {"tenant", "epochs", "participants", "messages"}
    (message,) = found["messages"]
    assert set(message) == {"t", "seq", "id", "e", "s", "n", "c", "at"}
    assert read(afresh(professional), found, message) == "noget, der ikke skulle siges"


def read(ring: KeyRing, found: Any, message: Any) -> str:
    (epoch,) = found["epochs"]
    share = epoch["share"]
    ring.open_epoch(
        found["conversation"],
        epoch["number"],
        epoch["commit"],
        epoch["link"],
        epoch["recipients"],
        BoxedShare(share["box"], share["creatorPublicKey"], share["recipientPublicKey"]),
        may_start=True,
    )
    names = ("tenant", "conversation", "id", "s", "n")
    tenant, conversation, message_id, sender, n = (
        (found | message | {"id": message["id"]})[name] for name in names
    )
    header = Header(tenant, conversation, message["e"], message_id, sender, n)
    return str(ring.decrypt(header, message["c"])["text"])


def test_opening_is_logged_and_told(professional: Member, reported: Conversation) -> None:
    opened(professional, tellOther=True)
    listed = browser(professional).get_json("/api/reports")["reports"][0]
    assert (listed["otherTold"], listed["openedAt"] is None) == (True, False)
    entry = AccessEntry.objects.get()
    assert (entry.membership, entry.action) == (professional.membership, "report-opened")
    assert entry.subject == str(Report.objects.get().pk)


def shown_as_told(reader: Young | Member) -> bool:
    found = browser(reader).get_json(f"/api/conversations/{Report.objects.get().conversation_id}")
    assert isinstance(found["reportOpened"], bool)
    return bool(found["reportOpened"])


def test_the_other_reads_that_it_was_opened_and_the_reporter_does_not(
    young: Young, peer: Member, professional: Member, reported: Conversation
) -> None:
    assert [shown_as_told(who) for who in (young, peer)] == [False, False]
    assert opened(professional, tellOther=True)[0] == 200
    assert [shown_as_told(who) for who in (young, peer)] == [False, True]


def test_who_is_not_to_be_told_reads_nothing_of_it(
    young: Young, peer: Member, professional: Member, reported: Conversation
) -> None:
    assert opened(professional, tellOther=False, reason="fare for barnet")[0] == 200
    assert [shown_as_told(who) for who in (young, peer)] == [False, False]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad-tellOther"),
        ({"tellOther": 1}, "bad-tellOther"),
        ({"tellOther": False}, "no-reason"),
        ({"tellOther": False, "reason": "  "}, "no-reason"),
        ({"tellOther": False, "reason": 5}, "bad-reason"),
        ({"tellOther": False, "reason": "x" * 301}, "bad-reason"),
        ({"tellOther": False, "reason": "\ud800"}, "bad-reason"),
    ],
)
def test_a_bad_opening_shows_nothing(
    professional: Member, reported: Conversation, body: dict[str, Any], code: str
) -> None:
    status, answer = opened(professional, **body)
    assert (status, answer["error"], set(answer)) == (400, code, {"error", "message"})
    assert AccessEntry.objects.count() == 0


def test_not_telling_with_a_reason(professional: Member, reported: Conversation) -> None:
    assert opened(professional, tellOther=False, reason=" fare for barnet ")[0] == 200
    assert AccessEntry.objects.get().note == "fare for barnet"
    assert Report.objects.get().not_told_because == "fare for barnet"


@pytest.mark.parametrize("role", ["volunteer", "coordinator", "teacher", "administrator"])
def test_other_roles_find_nothing(reported: Conversation, role: str) -> None:
    member = make_member(role)
    client = browser(member)
    assert client.get("/api/reports").status_code == 404
    assert opened(member, tellOther=True)[0] == 404
    assert AccessEntry.objects.count() == 0


def test_not_yet_approved(reported: Conversation) -> None:
    newcomer = make_member("professional")
    status, answer = opened(newcomer, tellOther=True)
    assert (status, answer["error"], set(answer)) == (403, "not-approved", {"error", "message"})
    listed = browser(newcomer).get("/api/reports")
    assert (listed.status_code, listed.json()["error"]) == (403, "not-approved")
    assert b"Sol" not in listed.content


def test_without_keys_nothing_is_listed(reported: Conversation) -> None:
    nobody = make_member("on_duty", with_identity=False)
    assert browser(nobody).get("/api/reports").status_code == 403


def test_one_report_at_a_time(
    professional: Member, reported: Conversation, young: Young, safeguarding: TeamKey
) -> None:
    box = young.ring.reshare(str(reported.pk), 2, to_base64(bytes(safeguarding.public_key)))
    path = f"conversations/{reported.pk}/report"
    body = {"team": str(safeguarding.pk), "shares": [{"number": 2, "box": box}]}
    status, answer = post(young, path, **body)
    assert (status, answer["error"]) == (409, "already-reported")
    assert answer["message"] == "Du har allerede meldt det. En fagperson læser det."
    assert reported.shares.filter(team_key=safeguarding).count() == 1
    opened(professional, tellOther=True)
    assert post(young, path, **body) == (200, {"reported": True})
    assert [made.numbers for made in Report.objects.order_by("reported_at")] == [[1], [2]]


def test_no_such_report(professional: Member, safeguarding: TeamKey) -> None:
    assert said(professional, f"reports/{uuid.uuid4()}/open", tellOther=True) == (404, "not-found")


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        (None, "bad-shares"),
        ([], "wrong-epochs"),
        ([{"number": 2, "box": random_text(72)}], "wrong-epochs"),
        ([{"number": 2**53, "box": random_text(72)}], "wrong-epochs"),
        ([{"number": "1", "box": random_text(72)}], "bad-number"),
        ([{"number": 1, "box": random_text(71)}], "bad-box"),
        ([{"number": 1}], "bad-box"),
        ([{}] * 401, "bad-shares"),
    ],
)
def test_a_bad_report_keeps_nothing(
    active: Conversation, young: Young, safeguarding: TeamKey, shares: Any, code: str
) -> None:
    path, team = f"conversations/{active.pk}/report", str(safeguarding.pk)
    assert said(young, path, team=team, shares=shares) == (400, code)
    assert Report.objects.count() == 0
    assert active.shares.filter(team_key=safeguarding).count() == 0


def test_for_another_key_than_the_newest(
    active: Conversation, young: Young, safeguarding: TeamKey
) -> None:
    path, shares = f"conversations/{active.pk}/report", [{"number": 1, "box": random_text(72)}]
    assert said(young, path, team=str(uuid.uuid4()), shares=shares) == (409, "old-team")
    assert said(young, path, shares=shares) == (400, "bad-team")
    assert Report.objects.count() == 0
