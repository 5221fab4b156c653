"""The Python participants against a real server: a whole conversation, and what goes wrong in one."""

from __future__ import annotations

import asyncio
import re

import pytest

from client.conversation import Refused
from client.http import CallError
from client.session import StaffClient, YoungClient
from demo.logins import LOGINS, PASSWORD, Login
from tests.live import Server


def login_of(key: str, municipality: str = "dragoer") -> Login:
    """Return one of the demo's logins."""
    return next(one for one in LOGINS if (one.key, one.municipality) == (key, municipality))


async def staff(server: Server, key: str) -> StaffClient:
    """Return a member of staff who has logged in and opened their keys."""
    login = login_of(key)
    client = StaffClient(server.address())
    await client.log_in(login.email, PASSWORD)
    client.open_identity(login.words)
    return client


async def young(server: Server, nickname: str = "Sol") -> YoungClient:
    """Return a young person of the youngest group."""
    [(group,)] = server.sql(
        "SELECT a.id::text FROM tenancy_agegroup a JOIN tenancy_municipality m"
        " ON m.id = a.municipality_id WHERE m.slug = 'dragoer' ORDER BY age_from LIMIT 1"
    )
    client = YoungClient(server.address())
    await client.start(nickname, group)
    return client


async def test_a_whole_conversation(server: Server) -> None:
    async with await young(server) as sol, await staff(server, "frivillig") as freja:
        await freja.duty()
        async with await sol.ask() as mine:
            await mine.send("Hej, er der nogen?")
            async with await freja.accept(mine.id) as hers:
                assert (await hers.next_message()).text == "Hej, er der nogen?"
                await hers.send("Ja. Jeg hedder Freja")
                assert (await mine.next_message()).text == "Ja. Jeg hedder Freja"
                assert mine.wire["epoch"] == hers.wire["epoch"] == 1
                await mine.act("end")
                await hers.wait_for("closed")
                with pytest.raises(Refused, match="closed"):
                    await hers.send("For sent")
            await sol.feedback(mine.id, {"heard": 9})
            await freja.register(mine.id, {"themes": ["alone"]})
        await sol.forget()
        await freja.duty(False)
        with pytest.raises(CallError) as gone:
            await freja.conversation(mine.id)
        assert gone.value.status == 404


async def test_whether_somebody_can_be_called(server: Server) -> None:
    async with await young(server) as sol, await staff(server, "vagt") as karen:
        async with await sol.ask("letter") as mine:
            for on in (True, False):
                await karen.duty(on, "professional")
                while mine.professional_on_duty is not on:
                    await mine.wait_for("professional")
            await mine.act("end")
        await sol.forget()


async def test_coming_back_by_words_and_handing_over(server: Server) -> None:
    async with (
        await young(server, "Måne") as moon,
        await staff(server, "frivillig") as freja,
        await staff(server, "frivillig2") as malik,
    ):
        await freja.duty()
        await malik.duty()
        words = await moon.keep()
        async with await moon.ask() as mine:
            await mine.send("Det er mig")
            async with await freja.accept(mine.id) as hers:
                await hers.next_message()
                await hers.act("handover")
            await mine.wait_for("left")
            async with await malik.accept(mine.id) as his:
                await mine.wait_for("accepted")
                await his.send("Jeg hedder Malik")
                assert (await mine.next_message()).text == "Jeg hedder Malik"
        async with YoungClient(server.address()) as again:
            me = await again.come_back(" ".join(words).upper(), moon.tenant)
            assert [one["id"] for one in me["conversations"]] == [mine.id]
            async with again.live(await again.conversation(mine.id), "young") as open_again:
                assert (await open_again.next_message()).text == "Jeg hedder Malik"
            await again.forget()


async def test_a_server_that_restarts_loses_and_doubles_nothing(spare: Server) -> None:
    server = spare
    async with await young(server) as sol, await staff(server, "frivillig") as freja:
        await freja.duty()
        async with await sol.ask() as mine, await freja.accept(mine.id) as hers:
            await mine.send("før")
            await asyncio.to_thread(server.kill)
            sending = asyncio.create_task(mine.send("imens"))
            await asyncio.to_thread(server.start)
            await sending
            await mine.send("efter")
            heard = [(await hers.next_message()).text for _ in range(3)]
            assert heard == ["før", "imens", "efter"]


async def test_the_wrong_password_and_the_wrong_words(server: Server) -> None:
    login = login_of("frivillig")
    async with StaffClient(server.address()) as client:
        with pytest.raises(CallError, match="wrong-login"):
            await client.log_in(login.email, "forkert")
        await client.log_in(login.email, PASSWORD)
        with pytest.raises(Exception, match=re.escape("wrong-words")):
            client.open_identity(login_of("vagt").words)
