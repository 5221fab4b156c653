"""Which pictures a logo may be: told by their first bytes, never by what the sender calls them."""

from __future__ import annotations

MOST_BYTES = 200 * 1024
KINDS = {
    "image/png": (b"\x89PNG\r\n\x1a\n", 0),
    "image/jpeg": (b"\xff\xd8\xff", 0),
    "image/webp": (b"WEBP", 8),
}


class ImageError(ValueError):
    """Not a picture that may be a logo."""


class TooLargeError(ImageError):
    """More than `MOST_BYTES`."""


class WrongKindError(ImageError):
    """Not PNG, JPEG or WebP. SVG is refused since it can carry a program."""


def kind_of(data: bytes) -> str:
    """Return the media type of `data`; raises TooLargeError or WrongKindError."""
    if len(data) > MOST_BYTES:
        raise TooLargeError
    for kind, (magic, at) in KINDS.items():
        if data[at : at + len(magic)] == magic and (kind != "image/webp" or data[:4] == b"RIFF"):
            return kind
    raise WrongKindError
