"""Pictures from strangers: decoded with limits and drawn anew, so that nothing of the file is served."""

from __future__ import annotations

import io
import re
import threading
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 1600
QUALITY: Final = 82
FORMATS: Final = ("PNG", "JPEG", "WEBP")

# What a file says that wants to be something else as well: a page, a drawing with a program in it,
# a PDF. The last lines of an archive stand at its end.
_SOMETHING_ELSE: Final = re.compile(
    rb"<script|<svg[\s>]|<html[\s>]|<!doctype\s|<\?php|%pdf-", re.IGNORECASE
)
_END_OF_ARCHIVE: Final = b"PK\x05\x06"
_ARCHIVE_REACHES: Final = 65_557

# One at a time in a process: the largest picture takes 160 MB while it is drawn.
_turn = threading.Lock()


class PictureError(ValueError):
    """Not a picture that is taken."""


class TooHeavyError(PictureError):
    """More than `MOST_BYTES`."""


class TooManyPixelsError(PictureError):
    """More than `MOST_PIXELS`."""


class NotAPictureError(PictureError):
    """Not PNG, JPEG or WebP, broken, or something else at the same time."""


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew: WebP, at most `LONGEST_SIDE` pixels a side, without metadata."""

    data: bytes
    width: int
    height: int


def draw(data: bytes) -> Drawn:
    """Return the picture in `data` drawn anew; raises PictureError. An animation gives its first frame."""
    if len(data) > MOST_BYTES:
        raise TooHeavyError
    if _SOMETHING_ELSE.search(data) or _END_OF_ARCHIVE in data[-_ARCHIVE_REACHES:]:
        raise NotAPictureError
    with _turn, warnings.catch_warnings():
        # The limit is checked below; Pillow's own warning would come first, into the log.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return _draw(data)


def _draw(data: bytes) -> Drawn:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise TooManyPixelsError
            return _as_webp(_upright(opened))
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError from error
    except PictureError:
        raise
    # A broken file makes Pillow raise nearly anything: OSError, ValueError, SyntaxError, struct.error.
    except Exception as error:
        raise NotAPictureError from error


def _upright(opened: Image.Image) -> Image.Image:
    """Return the pixels, made small enough and turned as the camera was held."""
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    clear = turned.has_transparency_data
    plain = turned.convert("RGBA" if clear else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return plain


def _as_webp(picture: Image.Image) -> Drawn:
    # A new canvas carries none of the old one's metadata, whatever a later Pillow would write.
    canvas = Image.new(picture.mode, picture.size)
    canvas.paste(picture)
    out = io.BytesIO()
    canvas.save(out, "WEBP", quality=QUALITY, method=4)
    return Drawn(out.getvalue(), *canvas.size)
