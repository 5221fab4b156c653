"""The load client, in a process of its own: reads a plan from standard input, prints one JSON line.

The same client, library and frames for the server under test and for the raw echo.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import statistics
import sys
import time
import uuid
from typing import Any

import uvloop
from websockets.asyncio.client import ClientConnection, connect

CIPHERTEXT = base64.b64encode(os.urandom(24 + 512 + 16)).decode()
CONNECTING_AT_ONCE = 24


class Load:
    """Connections to one server, and the times of what went over them."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.times: list[float] = []
        self.delivered = 0
        self.measuring = False
        self.stopping = False
        self.gate = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def open(self, path: str, cookie: str = "") -> ClientConnection:
        """Open one socket as a browser of the municipality would."""
        host = f"{self.plan['host']}:{self.plan['port']}"
        async with self.gate:
            return await connect(
                f"ws://{host}{path}",
                host="127.0.0.1",
                port=self.plan["port"],
                origin=f"http://{host}",  # type: ignore[arg-type]
                additional_headers={"Cookie": cookie} if cookie else {},
                compression=None,
                ping_interval=None,
                open_timeout=60,
                max_queue=None,
            )

    def note(self, since: float) -> None:
        """Count a delivery that was sent at `since`."""
        if self.measuring:
            self.delivered += 1
            self.times.append(time.perf_counter() - since)

    async def measure(self, work: list[Any]) -> dict[str, Any]:
        """Run the work, measure in its middle, and return rates and times (ms)."""
        tasks = [asyncio.create_task(one) for one in work]
        await asyncio.sleep(self.plan["warm_up"])
        self.measuring, start = True, time.perf_counter()
        await asyncio.sleep(self.plan["seconds"])
        self.measuring, took = False, time.perf_counter() - start
        self.stopping = True
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, RuntimeError):
                raise ended
        times = sorted(self.times) or [0.0]
        return {
            "per_s": round(self.delivered / took),
            "p50_ms": round(statistics.median(times) * 1000, 2),
            "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 2),
        }


class Player:
    """One side of a pair: sends when the other side's message came, and checks all that it hears."""

    def __init__(self, load: Load, side: dict[str, str]) -> None:
        self.load, self.side, self.n = load, side, int(side.get("n", 0))
        self.sent_at, self.sent_id, self.heard_seq = 0.0, "", 0

    async def join(self) -> None:
        """Open the socket and say hello."""
        path = f"/ws/conversations/{self.side['conversation']}/"
        self.socket = await self.load.open(path, self.side["cookie"])
        after = self.load.plan.get("after", 0)
        await self.socket.send(json.dumps({"t": "hello", "after": after}))
        while not any(frame["t"] == "welcome" for frame in frames_in(await self.socket.recv())):
            pass

    async def send(self) -> None:
        """Send one message of 512 bytes of text."""
        self.n += 1
        self.sent_id = str(uuid.uuid4())
        self.sent_at = time.perf_counter()
        await self.socket.send(
            f'{{"t":"send","id":"{self.sent_id}","e":0,"s":"{self.side["identity"]}",'
            f'"n":{self.n},"c":"{CIPHERTEXT}"}}'
        )

    async def play(self, other: Player) -> None:
        """Answer each message of the other side: the one it sent, unchanged, once, in order."""
        async for text in self.socket:
            for frame in frames_in(text):
                if frame["t"] == "msg":
                    self._check(frame, other)
                    self.load.note(other.sent_at)
                    await self.send()
                elif frame["t"] == "ack":
                    require(frame["id"] == self.sent_id, "acknowledged what was not sent last")
                else:
                    require(frame["t"] in {"presence", "professional"}, text)

    def _check(self, frame: dict[str, Any], other: Player) -> None:
        require(frame["id"] == other.sent_id, "another message than the one sent last")
        require(frame["c"] == CIPHERTEXT, "changed on the way")
        require(frame["seq"] > self.heard_seq, "twice or out of order")
        self.heard_seq = frame["seq"]

    async def hear_itself(self) -> None:
        """Send, and check what the raw echo gives back, one frame at a time."""
        while True:
            await self.send()
            (frame,) = frames_in(await self.socket.recv())
            require(frame["id"] == self.sent_id, "another message than the one sent last")
            require(frame["c"] == CIPHERTEXT, "changed on the way")
            self.load.note(self.sent_at)


def frames_in(text: str | bytes) -> list[dict[str, Any]]:
    """Return the frames of one WebSocket message: one on each line (docs/wire.md)."""
    return [json.loads(line) for line in str(text).split("\n")]


def require(holds: bool, otherwise: object) -> None:
    """Raise RuntimeError unless `holds`: a benchmark of wrong answers measures nothing."""
    if not holds:
        raise RuntimeError(otherwise)


async def ping_pong(load: Load) -> dict[str, Any]:
    """Let every pair play, and measure from sending to being received by the other side."""
    pairs = [(Player(load, a), Player(load, b)) for a, b in load.plan["pairs"]]
    players = [player for pair in pairs for player in pair]
    await asyncio.gather(*(player.join() for player in players))
    work = [one.play(other) for a, b in pairs for one, other in ((a, b), (b, a))]
    for a, _ in pairs:
        await a.send()
    result = await load.measure(work)
    await asyncio.gather(*(p.socket.close() for p in players), return_exceptions=True)
    return result


async def echo(load: Load) -> dict[str, Any]:
    """Let as many pairs as the plan says send and be echoed, with the same frames and checks."""
    players = [Player(load, {"identity": str(uuid.uuid4())}) for _ in range(load.plan["count"])]
    for player, socket in zip(
        players, await asyncio.gather(*(load.open("/echo") for _ in players)), strict=True
    ):
        player.socket = socket
    result = await load.measure([player.hear_itself() for player in players])
    await asyncio.gather(*(p.socket.close() for p in players), return_exceptions=True)
    return result


async def idle(load: Load) -> dict[str, Any]:
    """Open sockets that say hello and nothing more, say so, and hold them until told to stop."""
    sides = [side for pair in load.plan["pairs"] for side in pair]
    count = load.plan["count"]
    players = [Player(load, sides[i % len(sides)]) for i in range(count)]
    await asyncio.gather(*(player.join() for player in players))
    print("open", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    return {"open": sum(player.socket.state.value == 1 for player in players)}


def main() -> None:
    """Run the plan given on standard input."""
    plan = json.loads(sys.stdin.readline())
    work = {"ping-pong": ping_pong, "echo": echo, "idle": idle}[plan["kind"]]

    async def run() -> dict[str, Any]:
        return await work(Load(plan))

    print(json.dumps(uvloop.run(run())))


if __name__ == "__main__":
    main()
