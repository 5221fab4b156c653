"""Bytes in JSON: standard base64 with padding, decoded strictly."""

from __future__ import annotations

import base64
import binascii


class NotBase64Error(ValueError):
    """The text is not standard base64 of the demanded length."""


def to_text(data: bytes | memoryview) -> str:
    """Return `data` as standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def from_text(text: object, *, length: int | None = None, most: int = 16384) -> bytes:
    """Return the bytes of `text`; raises NotBase64Error unless it is base64 of `length` bytes."""
    if not isinstance(text, str) or len(text) > most * 4 // 3 + 4:
        raise NotBase64Error
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise NotBase64Error from error
    if (length is not None and len(data) != length) or len(data) > most:
        raise NotBase64Error
    return data
