"""What became of messages: what clients were told, held against what the database has."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import psycopg

from benchmarks.insistent import Insistent

Row = tuple[Any, ...]
_ROWS = (
    "SELECT conversation_id::text, seq, message_id::text, sender::text, n, md5(ciphertext)"
    " FROM conversations_message WHERE conversation_id = ANY(%s::uuid[])"
    " ORDER BY conversation_id, seq"
)


@dataclass(frozen=True)
class Verdict:
    """How many acknowledged messages are gone, are there or came twice, or stand in a wrong place.

    `untold` are stored messages that the other side never got; `refused` those that the server
    would not take though there was nothing wrong with them.
    """

    messages: int
    lost: int
    doubled: int
    disordered: int
    untold: int
    refused: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all went wrong."""
        return not any(asdict(self)[name] for name in asdict(self) if name != "messages")


def audit(superuser_url: str, pairs: list[tuple[Insistent, Insistent]]) -> Verdict:
    """Read the pairs' conversations and judge them."""
    with psycopg.connect(superuser_url) as connection:
        ids = [one.side.conversation for one, _ in pairs]
        return judge(connection.execute(_ROWS, [ids]).fetchall(), pairs)


def judge(rows: list[Row], pairs: list[tuple[Insistent, Insistent]]) -> Verdict:
    """Return what went wrong in conversations of which these rows are stored."""
    clients = [client for pair in pairs for client in pair]
    places = {(conversation, mid): seq for conversation, seq, mid, *_ in rows}
    return Verdict(
        messages=len(rows),
        lost=sum(_lost(client, places) for client in clients),
        doubled=len(rows)
        - len({digest for *_, digest in rows})
        + sum(client.doubled for client in clients),
        disordered=_disordered(rows) + sum(client.disordered for client in clients),
        untold=sum(_untold(one, other) for pair in pairs for one, other in (pair, pair[::-1])),
        refused=sum(len(client.refused) for client in clients),
    )


def _lost(client: Insistent, places: dict[tuple[str, str], int]) -> int:
    conversation = client.side.conversation
    return sum(
        places.get((conversation, message_id)) != seq
        for message_id, seq in client.acknowledged.items()
    )


def _untold(sender: Insistent, receiver: Insistent) -> int:
    """Count what was acknowledged to the sender and never told, or not in the order of writing."""
    sent = sorted(sender.acknowledged, key=lambda message_id: sender.acknowledged[message_id])
    return len(set(sent) - set(receiver.told)) + (receiver.told != sent)


def _disordered(rows: list[Row]) -> int:
    """Count places that are not the next one, and counters of a sender that do not grow."""
    wrong, last_seq, last_n = 0, dict[str, int](), dict[tuple[str, str], int]()
    for conversation, seq, _, sender, n, _ in rows:
        wrong += seq != last_seq.get(conversation, 0) + 1
        wrong += n <= last_n.get((conversation, sender), 0)
        last_seq[conversation], last_n[conversation, sender] = seq, n
    return wrong
