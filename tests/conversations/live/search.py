"""Searches everything that a server leaves behind, in the forms in which bytes may hide there."""

from __future__ import annotations

import base64
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from naere.config import env
from naere.config.embedded import EmbeddedPostgres
from tests.live import Server

MAIL = env.ROOT / ".data" / "mail"
DUMP, LOG = "pg_dump", "the server's log"


def forms_of(secret: str | bytes) -> dict[str, bytes]:
    """Return the ways in which `secret` may be written down, by name."""
    plain = secret.encode() if isinstance(secret, str) else secret
    forms = {"plain": plain, "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    for offset in range(3):
        forms[f"base64 from {offset}"] = _inside_base64(plain, offset)
    if isinstance(secret, str):
        forms["UTF-16 LE"] = secret.encode("utf-16-le")
        forms["UTF-16 BE"] = secret.encode("utf-16-be")
    return forms


def _inside_base64(plain: bytes, offset: int) -> bytes:
    """Return the characters of base64 that `plain` alone decides when `offset` bytes come before."""
    encoded = base64.b64encode(bytes(offset) + plain)
    first = -(-offset * 8 // 6)
    last = (offset + len(plain)) * 8 // 6
    return encoded[first:last]


@dataclass(frozen=True)
class Traces:
    """Everything left behind, by where it is."""

    places: dict[str, bytes]

    def find(self, secret: str | bytes) -> dict[str, list[str]]:
        """Return where `secret` is, and in which forms."""
        forms = forms_of(secret)
        found = {
            place: [name for name, form in forms.items() if form in data]
            for place, data in self.places.items()
        }
        return {place: names for place, names in found.items() if names}

    def only(self, *places: str) -> Traces:
        """Return a part of them."""
        return Traces({name: self.places[name] for name in places})


def keep_write_ahead_log_plain(cluster: EmbeddedPostgres) -> None:
    """Have the log hold pages as they are: in a compressed one a search would find nothing."""
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as link:
        link.execute("ALTER SYSTEM SET wal_compression = off")
        link.execute("SELECT pg_reload_conf()")


def traces_of(server: Server) -> Traces:
    """Gather the dump, PostgreSQL's files and log, the server's log, and all mail."""
    cluster = server.cluster
    server.sql("CHECKPOINT")
    superuser = cluster.url("postgres", server.database)
    dump = subprocess.run(
        (str(cluster.bin_path / "pg_dump"), superuser), check=True, capture_output=True
    )
    folder = cluster.folder
    return Traces(
        {
            DUMP: dump.stdout,
            LOG: server.log.read_bytes(),
            "PostgreSQL's log": (folder / "log").read_bytes(),
            "the write-ahead log": _together(folder / "pg_wal"),
            "the data files": _together(folder / "base"),
            "mail": _together(MAIL),
        }
    )


def _together(folder: Path) -> bytes:
    return b"\0".join(_bytes_of(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # another run's database, which it has just dropped
        return b""
