"""What two people write to each other is nowhere on the server, and no address is either.

Random strings are written in a whole conversation between complete clients, then searched for in
everything the server leaves behind. A string that is stored openly shows that the search finds.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from client.http import CallError
from client.protocol import KeyRing
from client.session import StaffClient, YoungClient
from client.words import create_words
from demo.logins import PASSWORD, PEOPLE
from tests.conversations.live.line import Line
from tests.conversations.live.place import Place
from tests.conversations.live.search import (
    DUMP,
    LOG,
    Traces,
    forms_of,
    keep_write_ahead_log_plain,
    traces_of,
)
from tests.factories.people import Member
from tests.live import Server

pytest_plugins = ["tests.conversations.live.fixtures"]

ADDRESS = "203.0.113.77"
FORWARDED = {"X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Forwarded": f"for={ADDRESS}"}
STRONG = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # as the server under test has it


def some_letters() -> str:
    """Return sixteen letters: with digits a nickname might look like a phone number."""
    return "".join(secrets.choice("abcdefghijklmnop") for _ in range(16))


@dataclass
class Secrets:
    """What must be nowhere. Everything written begins with `mark`."""

    mark: str = field(default_factory=lambda: secrets.token_hex(10))
    nickname: str = field(default_factory=lambda: f"Sol {some_letters()}")
    words: list[str] = field(default_factory=create_words)
    email: str = ""
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    keys: dict[str, bytes] = field(default_factory=dict)

    def text(self, number: int) -> str:
        """Return something to write."""
        return f"{self.mark} linje {number} æøå"

    def keep_keys(self, who: str, ring: KeyRing) -> None:
        """Remember the keys that a client holds."""
        assert ring._private is not None
        self.keys[f"{who}: identity"] = bytes(ring._private)
        self.keys |= {f"{who}: epoch {e}": bytes(key) for (_, e), key in ring._epochs.items()}
        self.keys |= {f"{who}: team": bytes(key) for key in ring._teams.values()}


@pytest.fixture
def left_behind(frail: Place, monkeypatch: pytest.MonkeyPatch) -> tuple[Secrets, Traces]:
    """A whole conversation, some mischief, and all that is left on the server of it."""
    keep_write_ahead_log_plain(frail.server.cluster)
    frail.server.settings |= {"NAERE_TRUSTED_PROXIES": "127.0.0.1"}
    frail.server.start()
    told, peer = Secrets(), frail.peers["dragoer"]
    told.email = f"peer.{secrets.token_hex(8)}@naere.example"
    with frail.inside(), override_settings(PASSWORD_HASHERS=STRONG):
        peer.membership.user.email = peer.email = told.email
        peer.membership.user.set_password(told.password)
        peer.membership.user.save()
    asyncio.run(everything(frail, told, peer))
    return told, traces_of(frail.server)


async def everything(place: Place, told: Secrets, peer: Member) -> None:
    address = place.server.address()
    async with YoungClient(address) as young, StaffClient(address) as staff:
        for client in (young, staff):
            client.http.client.headers.update(FORWARDED)
        await go_wrong(place, told, young, staff, peer)
        await converse(place, told, young, staff, peer)
    await send_nonsense(place, told, peer)


async def converse(
    place: Place, told: Secrets, young: YoungClient, staff: StaffClient, peer: Member
) -> None:
    """Ask, accept, write both ways, type, keep words, end, say how it was, come back."""
    await staff.log_in(peer.email, told.password)
    staff.ring = peer.ring
    with_age = await asyncio.to_thread(age_group, place)
    await young.start(told.nickname, with_age)
    await staff.duty()
    async with await young.ask("now") as mine:
        await mine.send(told.text(0))
        async with await staff.accept(mine.id) as theirs:
            for number in range(1, 5):
                await mine.send(told.text(number))
                await mine.typing()
                await theirs.seen((await theirs.send(told.text(-number)))["seq"])
            read = [(await theirs.next_message()).text for _ in range(5)]
            assert read == [told.text(number) for number in range(5)]
            assert (await mine.next_message()).text == told.text(-1)
            await young.http.post("/api/young/words", sealed(told, young))
            told.keep_keys("young", young.ring)
            told.keep_keys("peer", staff.ring)
            await mine.act("end")
    await young.feedback(mine.id, {"heard": 9})
    async with YoungClient(place.server.address()) as again:
        await again.come_back(told.words, young.tenant)
        assert again.me["person"]["nickname"] == told.nickname


def sealed(told: Secrets, young: YoungClient) -> dict[str, str]:
    """Return what the server is given of the six words."""
    made = young.ring.seal_with_words(told.words, young.tenant)
    return {"lookup": made.lookup, "auth": made.auth, "sealedPrivate": made.sealed_private}


def some_key() -> str:
    """Return what some six words could have led to."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def age_group(place: Place) -> str:
    from naere.tenancy.queries import age_groups

    with place.inside():
        return str(age_groups()[0].pk)


async def go_wrong(
    place: Place, told: Secrets, young: YoungClient, staff: StaffClient, peer: Member
) -> None:
    """Log in with the wrong password, come back with the wrong words, ask for mail, break things."""
    with pytest.raises(CallError):
        await staff.log_in(peer.email, f"{told.mark} wrong")
    await young.http.page("/konto/log-ind/")
    for _ in range(3):
        with pytest.raises(CallError) as refused:
            await young.http.post("/api/young/return", {"lookup": some_key(), "auth": some_key()})
        assert refused.value.code == "wrong-words"
    await staff.http.page("/konto/glemt/")
    await staff.http.post_form("/konto/glemt/", {"email": peer.email})
    await young.http.page("/konto/log-ind/")
    for body in (f'{{"nickname": "{told.mark}', f'{{"publicKey": "{told.mark}"}}', told.mark):
        response = await young.http.client.post(
            "/api/young/start", content=body, headers={"X-CSRFToken": young.http.token}
        )
        assert response.status_code == 400
    async with httpx.AsyncClient() as bare:
        for path in (f"/nowhere/{told.mark}/", f"/?q={told.mark}"):
            host = {"Host": f"dragoer.localhost:{place.server.port}"} | FORWARDED
            await bare.get(f"http://127.0.0.1:{place.server.port}{path}", headers=host)
        wrong = {"Host": f"{told.mark}.example"} | FORWARDED
        answer = await bare.get(f"http://127.0.0.1:{place.server.port}/", headers=wrong)
        assert answer.status_code in (400, 404)


async def send_nonsense(place: Place, told: Secrets, peer: Member) -> None:
    """Write openly what must only come encrypted: it is refused, and not written down either."""
    pair = await asyncio.to_thread(place.pair)
    line: Line = await place.open(pair.young, headers=FORWARDED)
    for wrong in (told.mark, f'{{"t":"{told.mark}"}}', f'{{"t":"send","c":"{told.mark}"}}'):
        await line.socket.send(wrong)
        await line.hear("error")
    await line.send(id=told.mark)
    await line.hear("error")
    await break_down(place, told, line)
    await line.socket.close()


async def break_down(place: Place, told: Secrets, line: Line) -> None:
    """Take the database away under a call and a message: now there is something to log."""
    cluster = place.server.cluster
    await asyncio.to_thread(cluster.stop, "immediate")
    try:
        await line.send()
        response = await place.post(line.side, f"/api/young/words?{told.mark}", {"a": told.mark})
        assert response.status_code >= 500
    finally:
        await asyncio.to_thread(cluster.start)
    await line.hear("ack")


@pytest.mark.crash
def test_nothing_of_a_conversation_is_left_on_the_server(
    left_behind: tuple[Secrets, Traces],
) -> None:
    told, traces = left_behind
    assert all(traces.places.values()), [name for name, data in traces.places.items() if not data]
    # What is stored openly is found by the same search, so that finding nothing means something.
    found = traces.find(told.nickname)
    assert {DUMP, "the write-ahead log", "the data files"} <= set(found)
    assert "plain" in found[DUMP]
    assert found.keys().isdisjoint({LOG, "PostgreSQL's log", "mail"})

    assert {DUMP, "mail"} <= set(traces.find(told.email))

    assert traces.find(told.mark) == {}
    assert traces.find(told.password) == {}
    for glue in (" ", "", "-", ",", '", "'):
        assert traces.find(glue.join(told.words)) == {}
        assert traces.find(glue.join(told.words[1:3])) == {}
    assert set(told.keys) >= {"young: identity", "young: epoch 1", "peer: epoch 1", "peer: team"}
    assert {name: traces.find(key) for name, key in told.keys.items() if traces.find(key)} == {}

    # No address: not of who came directly, not of who came through a proxy.
    assert traces.find(ADDRESS) == {}
    written = traces.only(DUMP, LOG, "PostgreSQL's log", "mail")
    assert written.find("127.0.0.1") == {}


@pytest.mark.browser
def test_nothing_that_two_browsers_say_is_left_on_the_server(
    make_server: Callable[..., Server], open_page: Callable[..., Page]
) -> None:
    """Written, answered, six words made, and a draft that is never sent."""
    server, told = make_server(), Secrets()
    keep_write_ahead_log_plain(server.cluster)
    young, peer = open_page(width=390), open_page(width=1280)
    begin_letter(young, server, told.nickname)
    write(young, told.text(1))
    sit_at_the_desk(peer, server)
    peer.locator(".queue-item").filter(has_text="Brev").get_by_role("button").click()
    expect(peer.get_by_role("log").get_by_text(told.text(1))).to_be_visible()
    write(peer, told.text(2))
    expect(young.get_by_role("log").get_by_text(told.text(2))).to_be_visible()
    young.locator("naere-composer textarea").press_sequentially(told.text(3))
    traces = traces_of(server)
    assert {DUMP, "the write-ahead log"} <= set(traces.find(told.nickname))
    assert traces.find(told.mark) == {}
    for kept in (young.context, peer.context):
        assert told.mark not in str(kept.storage_state(indexed_db=True))


def begin_letter(page: Page, server: Server, nickname: str) -> None:
    """Go the way of a young person to the place where a letter is written."""
    page.goto(f"{server.address()}/skriv/?som=brev")
    page.fill("#nickname", nickname)
    page.locator(".chip:has(input[name=age])").first.click()
    page.locator("button.step-next").click()
    page.locator("button.way").first.click()


def sit_at_the_desk(page: Page, server: Server) -> None:
    """Log in as a volunteer, open the keys with their words, and go on duty."""
    person = next(one for one in PEOPLE if one.email.startswith("frivillig@dragoer"))
    page.goto(f"{server.address()}/konto/log-ind/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button[type=submit]")
    page.fill("#word-0", " ".join(person.words))
    page.click("form.keys button.button-primary")
    page.get_by_role("switch").click()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")


def write(page: Page, text: str) -> None:
    """Write as one does, key by key, and send; it is stored when this returns."""
    page.locator("naere-composer textarea").press_sequentially(text)
    page.locator("button.composer-send").click()
    expect(page.get_by_role("log").get_by_text(text)).to_be_visible()


@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"xyz"])
def test_the_search_finds_every_form(before: bytes) -> None:
    secret = secrets.token_hex(10)
    plain = before + secret.encode() + b"z"
    hidden = [
        plain,
        plain.hex().encode(),
        plain.hex().upper().encode(),
        base64.b64encode(plain),
        secret.encode("utf-16"),
        secret.encode("utf-16-be"),
    ]
    for data in hidden:
        assert Traces({"here": data}).find(secret).keys() == {"here"}
        assert Traces({"here": data}).find(secrets.token_hex(10)) == {}
    assert min(len(form) for form in forms_of(secret).values()) >= 20
