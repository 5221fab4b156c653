"""The account of a crash counts what goes wrong: each fault, made by hand, is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.audit import Verdict, judge
from benchmarks.crash import goals_of
from benchmarks.ground import Side
from benchmarks.insistent import Insistent

CLEAN = Verdict(messages=4, lost=0, doubled=0, disordered=0, untold=0, refused=0)
YOUNG, PEER = Side("c", "young", ""), Side("c", "peer", "")


def row(seq: int, sender: str, n: int, **changed: Any) -> tuple[Any, ...]:
    fields = {"id": f"{sender}{n}", "digest": f"text {seq}"} | changed
    return ("c", seq, fields["id"], sender, n, fields["digest"])


ROWS = [row(1, "young", 1), row(2, "peer", 1), row(3, "young", 2), row(4, "peer", 2)]


def client(side: Side, frames: list[dict[str, Any]]) -> Insistent:
    """Return a client that sent two messages and was then told these frames."""
    made = Insistent(side, "h", [1], amount=2, expected=2)
    made.own = {f"{side.identity}1", f"{side.identity}2"}
    made.unacknowledged = dict.fromkeys(made.own, "")
    for frame in frames:
        {"ack": made._acknowledged, "msg": made._told}[frame["t"]](frame)
    return made


def ack(seq: int, message_id: str) -> dict[str, Any]:
    return {"t": "ack", "seq": seq, "id": message_id}


def msg(seq: int, message_id: str) -> dict[str, Any]:
    return {"t": "msg", "seq": seq, "id": message_id}


YOUNG_HEARS = [ack(1, "young1"), msg(2, "peer1"), ack(3, "young2"), msg(4, "peer2")]
PEER_HEARS = [msg(1, "young1"), ack(2, "peer1"), msg(3, "young2"), ack(4, "peer2")]


def verdict(
    rows: list[tuple[Any, ...]] = ROWS,
    young: list[dict[str, Any]] = YOUNG_HEARS,
    peer: list[dict[str, Any]] = PEER_HEARS,
) -> Verdict:
    return judge(rows, [(client(YOUNG, young), client(PEER, peer))])


def test_nothing_wrong() -> None:
    assert verdict() == CLEAN
    assert verdict().is_clean


def test_a_lost_acknowledgement_is_no_fault() -> None:
    """The own message comes by catch-up, then its acknowledgement at last."""
    hears = [msg(1, "young1"), msg(2, "peer1"), msg(3, "young2"), msg(4, "peer2")]
    assert verdict(young=[*hears, ack(1, "young1"), ack(3, "young2")]) == CLEAN


def test_an_acknowledgement_may_overtake() -> None:
    hears = [ack(3, "young2"), msg(1, "young1"), msg(2, "peer1"), msg(3, "young2")]
    assert verdict(young=[*hears, ack(1, "young1"), msg(4, "peer2")]) == CLEAN


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        (ROWS[:3], {"lost": 1, "messages": 3}),
        ([*ROWS[:3], row(4, "peer", 2, id="other")], {"lost": 1}),
        ([*ROWS, row(5, "peer", 3, digest="text 4")], {"doubled": 1, "messages": 5}),
        ([*ROWS[:3], row(5, "peer", 2)], {"lost": 1, "disordered": 1}),
        ([*ROWS[:3], row(4, "peer", 1, id="peer2")], {"disordered": 1}),
    ],
)
def test_faults_of_the_store(rows: list[tuple[Any, ...]], counted: dict[str, int]) -> None:
    assert verdict(rows) == Verdict(**(vars(CLEAN) | counted))
    assert not verdict(rows).is_clean


@pytest.mark.parametrize(
    ("hears", "counted"),
    [
        (YOUNG_HEARS[:3], {"untold": 2}),
        ([*YOUNG_HEARS, msg(4, "peer2")], {"doubled": 1}),
        ([*YOUNG_HEARS[:2], msg(4, "peer2"), ack(3, "young2")], {"disordered": 1}),
        ([*YOUNG_HEARS, ack(2, "young2")], {"doubled": 1}),
    ],
)
def test_faults_of_the_telling(hears: list[dict[str, Any]], counted: dict[str, int]) -> None:
    assert verdict(young=hears) == Verdict(**(vars(CLEAN) | counted))


def test_what_was_refused_is_counted() -> None:
    young, peer = client(YOUNG, YOUNG_HEARS), client(PEER, PEER_HEARS)
    young.refused.append("counter")
    assert judge(ROWS, [(young, peer)]).refused == 1


def test_the_goals_of_a_crash() -> None:
    assert [goal.reached for goal in goals_of(CLEAN, 4)] == [True, True]
    assert [goal.reached for goal in goals_of(CLEAN, 5)] == [False, True]
    assert [goal.reached for goal in goals_of(replace(CLEAN, lost=1), 4)] == [True, False]
