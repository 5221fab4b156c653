"""Properties of messages: round trip, sizes that hide length, no bit may turn (e2ee.md, "Message")."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.protocol import messages
from client.protocol.messages import SIZES, Header
from tests.client.helpers import refused

KEY = bytes(range(32))
ids = st.uuids().map(str)
numbers = st.integers(0, 2**53 - 1)
headers = st.builds(Header, ids, ids, numbers, ids, ids, numbers)
A, B, C, D = (str(UUID(int=number)) for number in range(1, 5))
HEADER = Header(A, B, 0, C, D, 0)
sealed = messages.encrypt(KEY, HEADER, {"kind": "text", "text": "hej"})


@given(headers, st.text(max_size=1000))
def test_any_text_comes_back_as_it_was(header: Header, text: str) -> None:
    body = {"kind": "text", "text": text, "at": 1}
    assert messages.decrypt(KEY, header, messages.encrypt(KEY, header, body)) == body


@given(st.binary(max_size=8191))
def test_padding_shows_only_one_of_six_sizes(data: bytes) -> None:
    padded = messages.pad(data)
    assert len(padded) == min(size for size in SIZES if size > len(data))
    assert messages.unpad(padded) == data


def test_what_does_not_fit_is_refused() -> None:
    with refused("too-long"):
        messages.pad(bytes(8192))


def test_four_thousand_danish_characters_fit() -> None:
    text = ("Kære ven, jeg håber, at du får en øjeblikkelig blå æblekage.\n" * 70)[:4000]
    assert len(text) == 4000
    ciphertext = messages.encrypt(KEY, HEADER, {"kind": "text", "text": text, "at": 1769890500000})
    assert len(ciphertext) == 24 + 8192 + 16


@given(st.integers(0, len(sealed) * 8 - 1))
def test_no_bit_may_turn(bit: int) -> None:
    turned = bytearray(sealed)
    turned[bit // 8] ^= 1 << (bit % 8)
    with refused("cannot-vouch"):
        messages.decrypt(KEY, HEADER, bytes(turned))


@given(st.integers(0, len(sealed) - 1))
def test_nothing_may_be_cut(size: int) -> None:
    with refused("cannot-vouch"):
        messages.decrypt(KEY, HEADER, sealed[:size])


@given(headers)
def test_another_header_is_refused(header: Header) -> None:
    with refused("cannot-vouch"):
        messages.decrypt(KEY, header, sealed)


@given(headers, headers)
def test_two_headers_never_share_their_bytes(one: Header, other: Header) -> None:
    assert (one.encode() == other.encode()) == (one == other)


def test_a_message_is_never_sealed_the_same_way_twice() -> None:
    body = {"kind": "text", "text": "hej"}
    assert len({messages.encrypt(KEY, HEADER, body) for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "body", [{"kind": "\ud800"}, {"kind": "text", "at": float("nan")}, {1j: 1}]
)
def test_what_json_cannot_say_is_refused(body: messages.Body) -> None:
    with refused("bad-input"):
        messages.encrypt(KEY, HEADER, body)


def test_the_plain_text_is_nowhere_in_the_ciphertext() -> None:
    body = {"kind": "text", "text": "solsikke" * 20}
    ciphertext = messages.encrypt(KEY, HEADER, body)
    assert b"solsikke" in json.dumps(body).encode()
    assert b"solsikke" not in ciphertext


@pytest.mark.parametrize(
    "change", [{"n": -1}, {"epoch": 2**53}, {"id": "1"}, {"sender": str(UUID(int=10**30)).upper()}]
)
def test_a_header_of_the_wrong_form_is_refused(change: dict[str, object]) -> None:
    with refused("bad-input"):
        messages.encrypt(KEY, replace(HEADER, **change), {"kind": "text"})  # type: ignore[arg-type]
