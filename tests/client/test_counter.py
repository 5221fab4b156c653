"""The sender's `n` is used up when a message is stored, and not by a try (docs/wire.md)."""

from __future__ import annotations

from typing import Any, cast

import pytest

from client.conversation import LiveConversation, Refused
from client.http import Http
from client.keeper import Me
from client.protocol import Body, KeyRing

Wire = dict[str, Any]

_CONVERSATION: Wire = {"id": "c", "myLastN": 4, "professionalOnDuty": False}


class Scripted(LiveConversation):
    """A conversation whose server answers as written."""

    def __init__(self, *answers: Wire | None) -> None:
        me = Me("young", "key", "young")
        super().__init__(cast(Http, None), KeyRing(), me, _CONVERSATION)
        self.answers, self.tried, self.stored = list(answers), list[int](), 4
        self._ready.set()

    async def _try(self, message_id: str, body: Body, n: int) -> Wire | None:
        self.tried.append(n)
        return self.answers.pop(0)

    async def refresh(self) -> None:
        """Hear from the server what is stored."""
        self._n = max(self._n, self.stored)


ACK: Wire = {"t": "ack", "seq": 1}


def error(code: str) -> Wire:
    return {"t": "error", "code": code}


async def test_a_try_that_nothing_is_heard_of_goes_again_under_the_same_n() -> None:
    talk = Scripted(None, error("busy"), ACK, ACK)
    await talk.send("a")
    await talk.send("b")
    assert talk.tried == [5, 5, 5, 6]


async def test_a_refused_message_leaves_no_gap() -> None:
    talk = Scripted(error("wrong-epoch"), ACK, error("too-large"), ACK)
    await talk.send("a")
    with pytest.raises(Refused):
        await talk.send("b")
    await talk.send("c")
    assert talk.tried == [5, 5, 6, 6]


async def test_after_another_of_ours_was_quicker_the_next_free_n_is_taken() -> None:
    talk = Scripted(error("counter"), ACK)
    talk.stored = 7
    await talk.send("a")
    assert talk.tried == [5, 8]
