"""Asta (demo): a peer that is a program, so that one person with one browser sees it all.

She uses the platform as any peer does, by `client`: logs in, goes on duty, accepts, writes. The
server marks her as a program, and only the demo's settings let one be on duty.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from contextlib import suppress
from typing import Any

import httpx
from websockets.exceptions import WebSocketException

from client.cards import card_body
from client.conversation import LiveConversation, Refused
from client.http import CallError
from client.session import StaffClient
from demo import asta_words
from demo.lifeline import hold
from demo.logins import PASSWORD, PROGRAM

PING_EVERY = 25.0  # seconds, docs/wire.md
PATIENCE = 15 * 60.0  # seconds of silence after which she says that she is still there
WAIT_AGAIN = 2.0
LOOK_AGAIN = 0.5
ON_DUTY = "on duty"
LETTERS_PER_SECOND = 45.0
AWAY = (httpx.HTTPError, WebSocketException, OSError, TimeoutError, CallError)


def accepts_after(*, alone: bool = True) -> tuple[float, float]:
    """Return the shortest and longest wait before she accepts, in seconds.

    With a volunteer on duty she holds back, so that whoever tries it with two browsers can be the
    one who accepts (NAERE_ASTA_WAIT: "2,3" alone, NAERE_ASTA_WAIT_BESIDE: "25,25").
    """
    name, usual = ("NAERE_ASTA_WAIT", "2,3") if alone else ("NAERE_ASTA_WAIT_BESIDE", "25,25")
    shortest, _, longest = os.environ.get(name, usual).partition(",")
    return float(shortest), float(longest or shortest)


def is_alone(on_duty: list[dict[str, Any]]) -> bool:
    """Tell whether nobody but programs is on duty as a peer; `on_duty` as the frame `queue` says."""
    return all(one["kind"] != "peer" or one["isProgram"] for one in on_duty)


class Asta:
    """One time on duty: it ends when the server goes away, and a new one begins."""

    def __init__(self, client: StaffClient) -> None:
        self.client = client
        self.left: set[str] = set()  # conversations that she gave away
        self.offered: set[str] = set()  # conversations in which she sent a tool
        self.busy: dict[str, asyncio.Task[None]] = {}
        self.chance = random.Random()
        self.alone = True

    async def work(self) -> None:
        """Go on duty and take what comes until the connection breaks."""
        await self.client.log_in(PROGRAM.email, PASSWORD)
        self.client.open_identity(PROGRAM.words)
        await self.client.duty()
        print(ON_DUTY, flush=True)
        for summary in self.client.me["conversations"]:
            if summary["state"] == "active":
                self._begin(summary["id"], self._resume(summary["id"]))
        async with await self.client.duty_socket() as socket:
            pinging = asyncio.create_task(self._ping(socket))
            try:
                async for text in socket:
                    for line in str(text).split("\n"):
                        await self._heard(json.loads(line))
            finally:
                pinging.cancel()
                for task in list(self.busy.values()):
                    task.cancel()

    async def _ping(self, socket: Any) -> None:
        while True:
            await asyncio.sleep(PING_EVERY)
            await socket.send('{"t":"ping"}')

    async def _heard(self, frame: dict[str, Any]) -> None:
        if frame["t"] == "queue":
            self.alone = is_alone(frame["onDuty"])
            for item in frame["items"]:
                if item["id"] not in self.busy and item["id"] not in self.left:
                    self._begin(item["id"], self._accept(item["id"]))
        elif frame["t"] == "team":
            await self.client.look()
            self.client.open_teams()
            await self.client.share_team("peers")

    def _begin(self, conversation_id: str, work: Any) -> None:
        task = asyncio.create_task(work)
        self.busy[conversation_id] = task
        task.add_done_callback(lambda _: self.busy.pop(conversation_id, None))

    async def _accept(self, conversation_id: str) -> None:
        await self._hold_back()
        try:
            accepted = await self.client.accept(conversation_id)
        except CallError:  # somebody was quicker, it was taken back, or her hands are full
            await asyncio.sleep(WAIT_AGAIN)
            return
        await self._talk(accepted, is_new=True)

    async def _hold_back(self) -> None:
        """Wait as long as it takes now: the last volunteer may go home, or one come, meanwhile."""
        waits_since = time.monotonic()
        share = self.chance.random()
        while True:
            shortest, longest = accepts_after(alone=self.alone)
            left = waits_since + shortest + share * (longest - shortest) - time.monotonic()
            if left <= 0:
                return
            await asyncio.sleep(min(left, LOOK_AGAIN))

    async def _resume(self, conversation_id: str) -> None:
        found = await self.client.conversation(conversation_id)
        await self._talk(self.client.live(found, "peer"), is_new=False)

    async def _talk(self, conversation: LiveConversation, *, is_new: bool) -> None:
        with suppress(Refused, *AWAY):
            async with conversation:
                if is_new:
                    await self._say(
                        conversation, asta_words.greeting(conversation.wire["nickname"])
                    )
                await self._answer(conversation)
            await self._after(conversation)

    async def _answer(self, conversation: LiveConversation) -> None:
        turn, spoke_at, asked = 0, time.monotonic(), False
        while not conversation.is_over:
            try:
                message = await conversation.next_message(1.0)
            except TimeoutError:
                if time.monotonic() - spoke_at > PATIENCE and not asked:
                    await self._say(conversation, [asta_words.STILL_THERE])
                    asked = True
                continue
            await conversation.seen(message.seq)
            spoke_at, asked = time.monotonic(), False
            await self._say(conversation, asta_words.reply(message.text, turn))
            await self._offer(conversation, message.text)
            turn += 1
            if asta_words.wants_human(message.text) and not asta_words.is_risk(message.text):
                self.left.add(conversation.id)
                await conversation.act("handover")
                return

    async def _offer(self, conversation: LiveConversation, text: str) -> None:
        """Send a tool that fits what was written, once a conversation."""
        if conversation.id in self.offered:
            return
        tool = asta_words.fitting(text, await self.client.tools())
        if tool is not None:
            self.offered.add(conversation.id)
            await self._say(conversation, [asta_words.TOOL])
            await conversation.send_body(card_body(tool))

    async def _say(self, conversation: LiveConversation, lines: list[str]) -> None:
        for line in lines:
            await conversation.typing()
            await asyncio.sleep(min(0.6 + len(line) / LETTERS_PER_SECOND, 2.5))
            await conversation.send(line)

    async def _after(self, conversation: LiveConversation) -> None:
        """Fill in the registration, as a peer does."""
        if conversation.wire["state"] != "closed":
            return
        form = self.client.me["closingForm"]
        answers = {
            field["key"]: _last_option(field) for field in form["fields"] if field.get("required")
        }
        await self.client.register(conversation.id, answers)


def _last_option(field: dict[str, Any]) -> Any:
    if field["type"] == "yesno":
        return False
    last = field["options"][-1]["key"]
    return last if field["type"] == "choice" else [last]


async def main(address: str) -> None:
    """Be on duty until the process is stopped; come back whenever the server does."""
    while True:
        with suppress(*AWAY):
            async with StaffClient(address) as client:
                await Asta(client).work()
        await asyncio.sleep(WAIT_AGAIN)


if __name__ == "__main__":
    hold()
    with suppress(KeyboardInterrupt):
        asyncio.run(main(sys.argv[1]))
