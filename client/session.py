"""Complete participants in Python: a young person, and a member of staff (docs/wire.md).

For the demo, the tests and the load tests. What a browser does, without a browser.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from websockets.asyncio.client import ClientConnection

from client.conversation import LiveConversation
from client.http import CallError, Http
from client.keeper import Me, Wire
from client.protocol import KeyRing, Recipient
from client.words import create_words


class Client:
    """What young people and staff have in common: a browser and keys."""

    def __init__(self, address: str) -> None:
        self.http = Http(address)
        self.ring = KeyRing()
        self.me: Wire = {}

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()

    @property
    def tenant(self) -> str:
        """The municipality's id."""
        return str(self.me["tenant"])

    @property
    def identity(self) -> str:
        """The id of one's identity."""
        return str(self.me["identity"]["id"])

    async def conversation(self, conversation_id: str) -> Wire:
        """Return a conversation as one may see it; raises CallError 404."""
        return await self.http.get(f"/api/conversations/{conversation_id}")

    def live(self, conversation: Wire, party: str) -> LiveConversation:
        """Return the conversation to be opened with `async with`."""
        me = Me(self.identity, self.ring.public_key(), party)
        return LiveConversation(self.http, self.ring, me, conversation)


class YoungClient(Client):
    """A young person: starts, asks, writes, ends, comes back by words, deletes."""

    async def start(self, nickname: str, age_group: str, topics: Sequence[str] = ()) -> Wire:
        """Become somebody; `age_group` and `topics` are ids of the municipality's. Returns `Me`."""
        await self.http.page("/skriv/")
        body = {
            "nickname": nickname,
            "ageGroup": age_group,
            "topics": list(topics),
            "publicKey": self.ring.create_identity(),
        }
        self.me = await self.http.post("/api/young/start", body)
        return self.me

    async def look(self) -> Wire:
        """Return `Me` as it is now."""
        self.me = await self.http.get("/api/young/me")
        return self.me

    async def ask(self, kind: str = "now") -> LiveConversation:
        """Ask for a peer; returns the waiting conversation, to be opened with `async with`."""
        team = self.me["peersTeam"]
        if team is None:
            raise CallError(409, "no-team")
        conversation_id = str(uuid.uuid4())
        made = self.ring.create_epoch(
            conversation_id,
            0,
            [
                Recipient(self.identity, self.ring.public_key()),
                Recipient(team["id"], team["publicKey"]),
            ],
        )
        shares = [{"recipient": one.recipient, "box": one.box} for one in made.shares]
        body = {"id": conversation_id, "kind": kind}
        asked = await self.http.post(
            "/api/conversations", body | {"epoch": {"commit": made.commit, "shares": shares}}
        )
        return self.live(asked, "young")

    async def keep(self) -> list[str]:
        """Return six new words by which one can come back."""
        words = create_words()
        sealed = self.ring.seal_with_words(words, self.tenant)
        body = {
            "lookup": sealed.lookup,
            "auth": sealed.auth,
            "sealedPrivate": sealed.sealed_private,
        }
        await self.http.post("/api/young/words", body)
        return words

    async def come_back(self, words: str | Sequence[str], tenant: str) -> Wire:
        """Come back by six words; returns `Me`. Raises CallError 403 or 429."""
        await self.http.page("/retur/")
        lookup, auth = self.ring.derive_from_words(words, tenant)
        self.me = await self.http.post("/api/young/return", {"lookup": lookup, "auth": auth})
        mine = self.me["identity"]
        self.ring.unseal_identity(mine["sealedPrivate"], mine["publicKey"])
        return self.me

    async def feedback(self, conversation_id: str, answers: dict[str, int]) -> None:
        """Say what one thought of it."""
        path = f"/api/conversations/{conversation_id}/feedback"
        await self.http.post(path, {"answers": answers})

    async def forget(self) -> None:
        """Delete oneself and everything."""
        await self.http.post("/api/young/forget")


class StaffClient(Client):
    """A member of staff: logs in, opens identity and teams by six words, goes on duty, accepts."""

    async def log_in(self, email: str, password: str) -> Wire:
        """Log in through the login page; returns `staff/me`. Raises CallError 401."""
        await self.http.page("/konto/log-ind/")
        fields = {"login": email, "password": password}
        response = await self.http.post_form("/konto/log-ind/", fields)
        if response.status_code != 302:
            raise CallError(401, "wrong-login")
        self.http.keep_token()
        return await self.look()

    async def look(self) -> Wire:
        """Return `staff/me` as it is now."""
        self.me = await self.http.get("/api/staff/me")
        return self.me

    async def make_identity(self, words: str | Sequence[str]) -> Wire:
        """Make an identity under six words, as at the first login."""
        public_key = self.ring.create_identity()
        sealed = self.ring.seal_with_words(words, self.tenant)
        self.me = await self.http.post(
            "/api/staff/identity",
            {
                "publicKey": public_key,
                "lookup": sealed.lookup,
                "auth": sealed.auth,
                "sealedPrivate": sealed.sealed_private,
            },
        )
        return self.me

    def open_identity(self, words: str | Sequence[str]) -> None:
        """Open one's identity and the team keys that one holds. Raises ProtocolError `wrong-words`."""
        mine = self.me["identity"]
        self.ring.derive_from_words(words, self.tenant)
        self.ring.unseal_identity(mine["sealedPrivate"], mine["publicKey"])
        self.open_teams()

    def open_teams(self) -> None:
        """Hold every team key that was shared with us."""
        for team in self.me["teams"]:
            for held in team["held"]:
                self.ring.open_team_key(
                    held["team"]["publicKey"], held["box"], held["creatorPublicKey"]
                )

    async def share_team(self, kind: str) -> int:
        """Give every approved member without it the team's key; returns to how many."""
        team = next(one for one in self.me["teams"] if one["kind"] == kind)
        current = team["current"]
        without = [
            one for one in team.get("members", []) if one["approved"] and not one["hasShare"]
        ]
        if current is None or not without:
            return 0
        shares = [
            {
                "recipient": one["identity"],
                "box": self.ring.share_team_key(current["publicKey"], one["publicKey"]),
            }
            for one in without
        ]
        body = {"version": current["version"], "shares": shares}
        await self.http.post(f"/api/teams/{kind}/shares", body)
        return len(shares)

    async def duty(self, on: bool = True, kind: str = "peer") -> None:
        """Go on or off duty."""
        await self.http.post("/api/staff/duty", {"kind": kind, "on": on})

    async def duty_socket(self) -> ClientConnection:
        """Open the socket of those on duty."""
        return await self.http.connect("/ws/duty/")

    async def accept(self, conversation_id: str) -> LiveConversation:
        """Take a waiting conversation; raises CallError 409 `taken`, `too-many`, `off-duty`."""
        found = await self.http.post(f"/api/conversations/{conversation_id}/accept")
        return self.live(found, "peer")

    async def answer_call(self, conversation_id: str) -> LiveConversation:
        """Join a conversation as the professional who was called."""
        found = await self.http.post(f"/api/conversations/{conversation_id}/call/answer")
        return self.live(found, "professional")

    async def tools(self) -> list[Wire]:
        """The public tools that may be sent (`client.cards.card_body`)."""
        found: list[Wire] = (await self.http.get("/api/staff/tools"))["tools"]
        return found

    async def register(self, conversation_id: str, answers: dict[str, Any]) -> None:
        """Fill in the registration after a conversation."""
        form = self.me["closingForm"]
        body = {"form": form["id"], "answers": answers}
        await self.http.post(f"/api/conversations/{conversation_id}/closing", body)
