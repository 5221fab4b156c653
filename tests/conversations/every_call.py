"""Every JSON call there is, with a body that would do, for tests that go through all of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.conversations.browsers import random_text, shares


@dataclass(frozen=True)
class Call:
    """A call: its name in the urls, its address under /api/, its body; None for a GET."""

    name: str
    path: str
    body: dict[str, Any] | None = field(default_factory=dict)
    reads: bool = True  # whether it reads its body at all

    @property
    def method(self) -> str:
        """The one method that it answers."""
        return "GET" if self.body is None else "POST"

    def at(self, conversation: object) -> str:
        """Return the address for a conversation (or a report)."""
        return "/api/" + self.path.format(conversation)


def _nobody() -> str:
    return str(uuid.uuid4())


_EPOCH = {"commit": random_text(32), "shares": shares(_nobody())}
_WORDS = {"lookup": random_text(32), "auth": random_text(32)}
_NEXT = {"number": 2, "link": random_text(32), "reshares": []}

YOUNG = [
    Call("start", "young/start"),
    Call("me", "young/me", None),
    Call("words", "young/words", _WORDS | {"sealedPrivate": random_text(72)}),
    Call("sealed", "young/sealed", None),
    Call("return", "young/return", _WORDS),
    Call("forget", "young/forget", reads=False),
    Call("leave-session", "young/leave", reads=False),
    Call("ask", "conversations", {"id": _nobody(), "kind": "letter", "epoch": _EPOCH}),
]
OF_ONE = [
    Call("show", "conversations/{}", None),
    Call("kind", "conversations/{}/kind", {"kind": "letter"}),
    Call("epochs", "conversations/{}/epochs", _NEXT | _EPOCH),
    Call("shares", "conversations/{}/shares", {"shares": []}),
    Call("handover", "conversations/{}/handover", reads=False),
    Call("end", "conversations/{}/end", reads=False),
    Call("delete", "conversations/{}/delete", reads=False),
    Call("call", "conversations/{}/call", reads=False),
    Call("withdraw", "conversations/{}/call/withdraw", reads=False),
    Call("leave", "conversations/{}/leave", reads=False),
    Call(
        "report",
        "conversations/{}/report",
        {"team": _nobody(), "shares": [{"number": 0, "box": random_text(72)}]},
    ),
    Call("feedback", "conversations/{}/feedback", {"answers": {"heard": 5}}),
    Call("closing", "conversations/{}/closing", {"form": _nobody(), "answers": {}}),
]
TO_JOIN = [
    Call("accept", "conversations/{}/accept", reads=False),
    Call("answer", "conversations/{}/call/answer", reads=False),
]
REPORTS = [
    Call("reports", "reports", None),
    Call("open-report", "reports/{}/open", {"tellOther": True}),
]
STAFF = [
    Call("me", "staff/me", None),
    Call("identity", "staff/identity"),
    Call("preferences", "staff/preferences", {"wantsSound": True, "wantsTitle": True}),
    Call("duty", "staff/duty", {"kind": "peer", "on": True}),
    Call("members", "teams/peers/members", {"identity": _nobody(), "approved": True}),
    Call("shares", "teams/peers/shares", {"version": 1, "shares": []}),
    Call("versions", "teams/peers/versions", {"version": 1, "publicKey": "", "shares": []}),
]
CONVERSATIONS = [*YOUNG, *OF_ONE, *TO_JOIN, *REPORTS]
ALL = [*CONVERSATIONS, *STAFF]
