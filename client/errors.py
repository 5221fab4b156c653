"""The protocol's one error; its codes are the same in TypeScript (`docs/protocol.md`, "Errors")."""

from __future__ import annotations

from typing import Literal

Code = Literal[
    "bad-commitment",
    "bad-input",
    "bad-link",
    "bad-share",
    "cannot-vouch",
    "no-epoch",
    "no-identity",
    "no-key",
    "too-long",
    "unknown-word",
    "word-count",
    "wrong-words",
]


class ProtocolError(Exception):
    """Something did not hold; `code` says what, and nothing secret is in the text."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
