"""WebSocket frames: read strictly, written once (docs/wire.md)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from naere.conversations.rules import CIPHERTEXT_SIZES
from naere.core.binary import NotBase64Error, from_text

MOST_CHARACTERS = 24 * 1024
MOST_NUMBER = 2**53 - 1  # what JavaScript counts exactly (docs/protocol.md)
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class FrameError(Exception):
    """A frame that cannot be taken: a code of docs/wire.md, and the message's id when it has one."""

    def __init__(self, code: str, message_id: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message_id = code, message_id


@dataclass(frozen=True, slots=True)
class Send:
    """A message on its way in. `text` is the ciphertext as it came, to be passed on unchanged."""

    id: str
    epoch: int
    sender: str
    n: int
    ciphertext: bytes
    text: str


def read(text: str) -> dict[str, Any]:
    """Return the frame in `text`; raises FrameError "too-large" or "malformed"."""
    if len(text) > MOST_CHARACTERS:
        raise FrameError("too-large")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrameError("malformed") from error
    if not isinstance(frame, dict):
        raise FrameError("malformed")
    return frame


def read_send(frame: dict[str, Any]) -> Send:
    """Return the message of a `send` frame; raises FrameError "malformed"."""
    message_id, text = frame.get("id"), frame.get("c")
    shown = message_id if isinstance(message_id, str) and len(message_id) <= 36 else None
    try:
        ciphertext = from_text(text)
        if len(ciphertext) not in CIPHERTEXT_SIZES or not _UUID.fullmatch(str(message_id)):
            raise FrameError("malformed", shown)
        return Send(
            id=str(message_id),
            epoch=number(frame, "e", most=2**31 - 1),
            sender=str(frame.get("s")),
            n=number(frame, "n", least=1),
            ciphertext=ciphertext,
            text=str(text),
        )
    except NotBase64Error as error:
        raise FrameError("malformed", shown) from error


def number(frame: dict[str, Any], name: str, *, least: int = 0, most: int = MOST_NUMBER) -> int:
    """Return a whole number of the frame; raises FrameError "malformed"."""
    value = frame.get(name)
    if type(value) is not int or not least <= value <= most:
        raise FrameError("malformed")
    return value


def write(**frame: Any) -> str:
    """Return a frame as text."""
    return json.dumps(frame, separators=(",", ":"))


def write_message(
    seq: int, message_id: str, epoch: int, sender: str, n: int, text: str, at: str
) -> str:
    """Return a `msg` frame. Every part is a number, a UUID, base64 or a time: nothing to escape."""
    return (
        f'{{"t":"msg","seq":{seq},"id":"{message_id}","e":{epoch},"s":"{sender}",'
        f'"n":{n},"c":"{text}","at":"{at}"}}'
    )


def write_ack(message_id: str, seq: int, at: str) -> str:
    """Return an `ack` frame: committed."""
    return f'{{"t":"ack","id":"{message_id}","seq":{seq},"at":"{at}"}}'


def error(code: str, message_id: str | None = None) -> str:
    """Return an `error` frame."""
    return write(t="error", code=code, **({"id": message_id} if message_id else {}))
