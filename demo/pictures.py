"""A small PNG made from nothing: a square with a disc or a wave, in a municipality's colour."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

Shape = Callable[[float, float], bool]


def png(size: int, colour: str, shape: Shape, ground: str = "#fff7ea") -> bytes:
    """Return a PNG of `size` pixels: `colour` where `shape` holds (x, y from -1 to 1), else `ground`."""
    rows = (
        b"\x00" + b"".join(_pixel(x, y, size, colour, shape, ground) for x in range(size))
        for y in range(size)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + _chunk(b"IEND", b"")
    )


def lamp(x: float, y: float) -> bool:
    """A round lamp with a light in it: "there is somebody"."""
    distance = x * x + y * y
    return distance < 0.8 and not 0.12 < distance < 0.3


def edge(x: float, y: float) -> bool:
    """A square cut by a slanting edge: "with an edge"."""
    return abs(x) < 0.85 and abs(y) < 0.85 and not -0.12 < y + x * 0.8 < 0.16


def _pixel(x: int, y: int, size: int, colour: str, shape: Shape, ground: str) -> bytes:
    """Return a pixel that is mixed from four points in it, so that edges are smooth."""
    points = [(x + dx, y + dy) for dx in (0.25, 0.75) for dy in (0.25, 0.75)]
    share = sum(shape(px / size * 2 - 1, py / size * 2 - 1) for px, py in points) / len(points)
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return bytes(round(one * share + other * (1 - share)) for one, other in pairs)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
