"""Simple, calm pictures of the invented tools, drawn by code."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

SIZE = (640, 400)
FINE = 2  # drawn larger and made smaller, so that edges are smooth
INK, PAPER, WARM, COOL, DEEP, PALE = (
    *("#23424f", "#fbf4e6", "#e9a957", "#8cb8b0", "#3f6f7d", "#dfe9e4"),
)


class Pen:
    """Draws in a picture of 640 by 400 points, whatever it has in pixels."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        box = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse([part * FINE for part in box], fill=colour)

    def slice(self, x: float, y: float, radius: float, degrees: tuple[int, int], ink: str) -> None:
        """Fill a part of a circle, clockwise from three o'clock."""
        box = (x - radius, y - radius, x + radius, y + radius)
        self._draw.pieslice([part * FINE for part in box], *degrees, fill=ink)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill a rectangle with round corners."""
        box = [part * FINE for part in (left, top, right, bottom)]
        self._draw.rounded_rectangle(box, radius=10 * FINE, fill=colour)

    def line(self, colour: str, width: float, *points: tuple[float, float]) -> None:
        """Draw a line through points, with round ends."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=int(width * FINE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def shape(self, colour: str, *points: tuple[float, float]) -> None:
        """Fill a shape with straight sides."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)


@cache
def drawing(motif: str) -> bytes:
    """Return a PNG of a motif; raises KeyError for one that nobody drew."""
    ground, draw = MOTIFS[motif]
    pen = Pen(ground)
    draw(pen)
    out = io.BytesIO()
    pen.image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _anchor(pen: Pen) -> None:
    pen.box(-20, 170, 660, 420, COOL)
    pen.shape(INK, (230, 140), (410, 140), (370, 185), (270, 185))
    pen.line(INK, 6, (320, 140), (320, 60))
    pen.shape(WARM, (328, 62), (400, 125), (328, 125))
    pen.line(PAPER, 4, (320, 185), (320, 330))
    pen.line(PAPER, 10, (272, 312), (290, 345), (320, 358), (350, 345), (368, 312))
    pen.line(PAPER, 10, (320, 280), (320, 358))
    pen.line(PAPER, 8, (295, 285), (345, 285))


def _moon(pen: Pen) -> None:
    pen.disc(440, 120, 66, WARM)
    pen.disc(412, 104, 60, INK)
    pen.disc(150, 470, 220, DEEP)
    pen.disc(500, 500, 260, "#33606d")
    pen.box(150, 225, 240, 310, "#2b505c")
    pen.shape("#2b505c", (138, 230), (195, 180), (252, 230))
    pen.box(180, 245, 212, 280, WARM)


def _box(pen: Pen) -> None:
    pen.shape(DEEP, (180, 220), (460, 220), (430, 350), (210, 350))
    pen.shape(INK, (180, 220), (460, 220), (420, 190), (220, 190))
    for x, top, colour in ((240, 150, PAPER), (310, 130, COOL), (375, 155, PAPER)):
        pen.box(x, top, x + 60, 222, colour)
    pen.shape(WARM, (180, 220), (460, 220), (452, 255), (188, 255))
    pen.shape(PAPER, (290, 40), (352, 28), (362, 90), (300, 102))
    pen.line(INK, 3, (305, 55), (345, 48))


def _door(pen: Pen) -> None:
    pen.box(220, 50, 420, 330, DEEP)
    pen.box(236, 66, 404, 330, WARM)
    pen.shape(INK, (236, 66), (345, 92), (345, 350), (236, 330))
    pen.disc(328, 215, 7, PAPER)
    pen.box(-20, 330, 660, 420, COOL)
    for place in range(3):
        y = 345 + place * 18
        pen.line(PAPER, 5, (280 - place * 25, y), (400 + place * 25, y))


def _stairs(pen: Pen) -> None:
    for step in range(5):
        left, top = 110 + step * 90, 320 - step * 42
        pen.box(left, top, 660, 420, (COOL, "#7dada6", "#6ea19b", "#5f958f", DEEP)[step])
    pen.disc(245, 205, 16, INK)
    pen.line(INK, 16, (245, 228), (245, 262))


def _path(pen: Pen) -> None:
    pen.disc(320, 520, 330, COOL)
    pen.line(PAPER, 16, (190, 390), (330, 350), (260, 305), (390, 270), (320, 225), (360, 195))
    for x, y in ((190, 390), (330, 350), (260, 305), (390, 270), (320, 225)):
        pen.disc(x, y, 14, WARM)


def _weather(pen: Pen) -> None:
    for x, y, colour in (
        (40, 30, PALE),
        (330, 30, "#cfdedb"),
        (40, 210, "#b9cfcd"),
        (330, 210, DEEP),
    ):
        pen.box(x, y, x + 270, y + 160, colour)
    pen.disc(175, 110, 42, WARM)
    for x, y in ((465, 110), (175, 275), (465, 270)):
        for dx, radius in ((-30, 24), (0, 34), (32, 26)):
            pen.disc(x + dx, y, radius, PAPER)
    for dx in (-30, 0, 30):
        pen.line(DEEP, 5, (175 + dx, 315), (168 + dx, 345))
    pen.shape(WARM, (470, 300), (445, 340), (465, 338), (452, 366), (490, 325), (468, 328))


def _speech(pen: Pen) -> None:
    pen.box(90, 70, 350, 210, COOL)
    pen.shape(COOL, (140, 200), (200, 200), (140, 255))
    pen.box(290, 180, 550, 320, DEEP)
    pen.shape(DEEP, (440, 310), (500, 310), (500, 365))
    for x in (370, 420, 470):
        pen.disc(x, 250, 13, PAPER)


def _clock(pen: Pen) -> None:
    pen.disc(320, 200, 150, DEEP)
    pen.disc(320, 200, 134, PAPER)
    pen.slice(320, 200, 118, (-90, -60), WARM)
    pen.line(INK, 8, (320, 200), (320, 96))
    pen.line(INK, 6, (320, 200), (379, 98))
    pen.disc(320, 200, 10, INK)


def _body(pen: Pen) -> None:
    pen.disc(320, 85, 42, COOL)
    pen.box(270, 135, 370, 275, COOL)
    pen.line(COOL, 30, (272, 155), (205, 245))
    pen.line(COOL, 30, (368, 155), (435, 245))
    pen.line(COOL, 36, (298, 270), (288, 375))
    pen.line(COOL, 36, (342, 270), (352, 375))
    for x, y in ((320, 80), (338, 172), (318, 235), (205, 245), (435, 245)):
        pen.disc(x, y, 11, WARM)


def _bench(pen: Pen) -> None:
    pen.box(-20, 330, 660, 420, COOL)
    pen.line(INK, 22, (180, 335), (180, 190))
    for x, y, radius in ((180, 120, 80), (115, 160, 55), (245, 160, 55)):
        pen.disc(x, y, radius, DEEP)
    pen.box(290, 225, 560, 245, WARM)
    pen.box(290, 265, 560, 287, WARM)
    pen.line(INK, 10, (320, 285), (320, 335))
    pen.line(INK, 10, (530, 285), (530, 335))


def _table(pen: Pen) -> None:
    for x, y in ((320, 55), (170, 300), (470, 300)):
        pen.disc(x, y, 42, COOL)
    pen.disc(320, 205, 130, WARM)
    pen.box(290, 168, 350, 246, PAPER)
    pen.line(INK, 4, (303, 195), (337, 195))


MOTIFS: dict[str, tuple[str, Callable[[Pen], None]]] = {
    "anchor": (PAPER, _anchor),
    "moon": (INK, _moon),
    "box": (PALE, _box),
    "door": (PAPER, _door),
    "stairs": (PAPER, _stairs),
    "path": (PALE, _path),
    "weather": (PAPER, _weather),
    "speech": (PAPER, _speech),
    "clock": (PALE, _clock),
    "body": (PAPER, _body),
    "bench": (PALE, _bench),
    "table": (PAPER, _table),
}
