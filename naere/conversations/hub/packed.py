"""Arrays in PostgreSQL's binary form, made of items that are made once.

psycopg would adapt six lists item by item for each batch, and PostgreSQL parse as many texts: both
cost more than judging the messages.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

UUIDS, INTEGERS, BIGINTS, BYTEAS = 2950, 23, 20, 17  # pg_type.oid of the items

_HEAD = struct.Struct("!iiiii")  # dimensions, whether there are nulls, type; length, first index
_INTEGER, _BIGINT, _LENGTH = struct.Struct("!ii"), struct.Struct("!iq"), struct.Struct("!i")
_LENGTH_OF_UUID = _LENGTH.pack(16)


class Array(bytes):
    """A whole array, ready to be sent."""


class ArrayDumper(Dumper):
    """Sends an `Array` as it is; the statement's cast says what it is an array of."""

    format = Format.BINARY

    def dump(self, obj: Array) -> Buffer:
        """Return the array."""
        return obj


def array(oid: int, items: list[bytes]) -> Array:
    """Return an array of items of one type, each from one of the functions below."""
    return Array(_HEAD.pack(1, 0, oid, len(items), 1) + b"".join(items))


def fresh_uuid(text: str) -> bytes:
    """Return a UUID that is met once."""
    return _LENGTH_OF_UUID + bytes.fromhex(text.replace("-", ""))


uuid = lru_cache(maxsize=1 << 16)(fresh_uuid)
"""`fresh_uuid` for what is met with every message: conversations and identities."""


def integer(value: int) -> bytes:
    """Return an `integer`."""
    return _INTEGER.pack(4, value)


def bigint(value: int) -> bytes:
    """Return a `bigint`."""
    return _BIGINT.pack(8, value)


def bytea(value: bytes) -> bytes:
    """Return a `bytea`."""
    return _LENGTH.pack(len(value)) + value
