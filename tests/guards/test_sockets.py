"""Every WebSocket address × everybody who could come × two municipalities, before it is accepted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.ground import Side
from naere.accounts.staff.enums import Role
from naere.conversations.hub.endpoints import Endpoint, Nowhere, routes
from naere.conversations.hub.seats import MAY_WATCH
from naere.core.entry import PUBLIC, STAFF, YOUNG, declared
from tests.conversations.live.line import Line
from tests.conversations.live.place import NO_SIDE, SLUGS, Pair, Place

pytest_plugins = ["tests.conversations.live.fixtures"]

CONVERSATION, DUTY, NOWHERE = "/ws/conversations/{id}/", "/ws/duty/", "/{path:path}"
# Who may enter, as each address declares it. A new address fails until it is written down here,
# and tried below.
DECLARED = {
    CONVERSATION: {YOUNG, STAFF},
    DUTY: {role.value for role in MAY_WATCH},
    NOWHERE: {PUBLIC},
}
ACCEPTED = 101


def no_hub() -> None:
    """Routes are declared without a hub."""


def test_every_address_declares_who_may_enter() -> None:
    found = {route.path: set(declared(route.app)) for route in routes(no_hub)}  # type: ignore[arg-type]
    assert found == DECLARED


def test_every_address_refuses_before_it_accepts() -> None:
    """All of them go through the one place that seats people; the last refuses everybody."""
    kinds = [type(route.app) for route in routes(no_hub)]  # type: ignore[arg-type]
    assert all(issubclass(kind, Endpoint | Nowhere) for kind in kinds)
    assert kinds.count(Nowhere) == 1


def test_the_program_has_no_other_socket() -> None:
    from starlette.routing import WebSocketRoute

    from naere.config.asgi import application

    served = [route.path for route in application.routes if isinstance(route, WebSocketRoute)]
    assert served == list(DECLARED)


@dataclass
class Crowd:
    """Everybody of a municipality, by what they are."""

    pair: Pair
    everybody: dict[str, Side]


@pytest.fixture(scope="module")
def crowds(place: Place) -> dict[str, Crowd]:
    """In both municipalities: a conversation, somebody else's, and a member of each role."""
    made = {}
    for slug in SLUGS:
        pair, other = place.pair(slug), place.pair(slug)
        everybody = {role: place.member(role, slug=slug) for role in Role.values}
        everybody |= {
            "the young person": pair.young,
            "the peer": pair.peer,
            "another young person": other.young,
            "nobody": NO_SIDE,
        }
        made[slug] = Crowd(pair, everybody)
    return made


async def knock(place: Place, slug: str, path: str, side: Side) -> int:
    """Return the answer to a handshake at a municipality's host; -1 for one that says more."""
    try:
        line = await Line.open(place.server.port, path, side, slug=slug)
    except InvalidStatus as refused:
        return -1 if refused.response.body else refused.response.status_code
    await line.socket.close()
    return ACCEPTED


async def answers(place: Place, slug: str, path: str, everybody: dict[str, Side]) -> dict[str, int]:
    """Return the answer to each of these people."""
    found = [knock(place, slug, path, side) for side in everybody.values()]
    return dict(zip(everybody, await asyncio.gather(*found), strict=True))


@pytest.mark.parametrize("slug", SLUGS)
async def test_a_conversation_is_for_those_in_it(
    place: Place, crowds: dict[str, Crowd], slug: str
) -> None:
    crowd = crowds[slug]
    found = await answers(place, slug, CONVERSATION.format(id=crowd.pair.id), crowd.everybody)
    wanted = dict.fromkeys(crowd.everybody, 404) | {
        "the young person": ACCEPTED,
        "the peer": ACCEPTED,
        "nobody": 403,
    }
    assert found == wanted


@pytest.mark.parametrize("slug", SLUGS)
async def test_duty_is_for_those_who_watch_the_queue(
    place: Place, crowds: dict[str, Crowd], slug: str
) -> None:
    crowd = crowds[slug]
    found = await answers(place, slug, DUTY, crowd.everybody)
    watch = {role.value for role in MAY_WATCH} | {"the peer"}
    assert found == {who: ACCEPTED if who in watch else 403 for who in crowd.everybody}


@pytest.mark.parametrize("path", [CONVERSATION, DUTY])
@pytest.mark.parametrize(("slug", "home"), [SLUGS, SLUGS[::-1]])
async def test_nobody_of_one_municipality_is_anybody_in_the_other(
    place: Place, crowds: dict[str, Crowd], path: str, slug: str, home: str
) -> None:
    """With the cookies of home at the other's host: neither its conversations nor one's own."""
    strangers = crowds[home].everybody
    for wanted in (crowds[slug].pair.id, crowds[home].pair.id):
        found = await answers(place, slug, path.format(id=wanted), strangers)
        assert found == dict.fromkeys(strangers, 403)


@pytest.mark.parametrize(("slug", "home"), [SLUGS, SLUGS[::-1]])
async def test_at_home_the_others_conversations_do_not_exist(
    place: Place, crowds: dict[str, Crowd], slug: str, home: str
) -> None:
    path = CONVERSATION.format(id=crowds[slug].pair.id)
    found = await answers(place, home, path, crowds[home].everybody)
    assert found == dict.fromkeys(found, 404) | {"nobody": 403}


async def test_nowhere_is_for_nobody(place: Place, crowds: dict[str, Crowd]) -> None:
    for path in ("/", "/ws/", "/ws/duty", "/ws/duty/x", "/ws/Duty/", "/api/young/me"):
        found = await answers(place, "dragoer", path, crowds["dragoer"].everybody)
        assert (path, found) == (path, dict.fromkeys(found, 404))


async def test_both_cookies_open_what_either_opens(place: Place, crowds: dict[str, Crowd]) -> None:
    crowd = crowds["dragoer"]
    both = f"{crowd.everybody['another young person'].cookie}; {crowd.pair.peer.cookie}"
    side = replace(crowd.pair.peer, cookie=both)
    assert await knock(place, "dragoer", DUTY, side) == ACCEPTED
    path = CONVERSATION.format(id=crowd.pair.id)
    assert await knock(place, "dragoer", path, side) == ACCEPTED
