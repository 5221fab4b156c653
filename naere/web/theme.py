"""A municipality's one colour, made into a palette that can be read in light and in dark."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from naere.tenancy.colours import ENOUGH_FOR_TEXT, contrast

# The grounds of frontend/styles/_tokens.scss that the colour is read on.
LIGHT_GROUNDS = ("#fdf8f0", "#ffffff", "#f5ecdf")
DARK_GROUNDS = ("#1a1613", "#25201c", "#302924")
WHITE, BLACK, DEEP_INK = "#ffffff", "#000000", "#14110f"
SOFT_IN_LIGHT, SOFT_IN_DARK = 0.12, 0.18  # how much of the colour is in its soft ground
FALLBACK = "#0f6466"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def checked(colour: str) -> str:
    """Return `colour` when it is #rrggbb and nothing else, otherwise the platform's own."""
    lowered = colour.lower()
    return lowered if _COLOUR.fullmatch(lowered) else FALLBACK


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that is `share` (0–1) of `one` and the rest of `other`."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def readable(colour: str, towards: str, grounds: tuple[str, ...], tint: float) -> str:
    """Return `colour`, moved as little as needed towards `towards` to be read on all `grounds`.

    It is also read on the first ground tinted with `tint` (0–1) of itself. Enough is 4.5:1
    (WCAG 2.2, 1.4.3).
    """
    for share in range(100, -1, -4):
        candidate = mix(colour, towards, share / 100)
        tinted = mix(candidate, grounds[0], tint)
        if all(contrast(candidate, ground) >= ENOUGH_FOR_TEXT for ground in (*grounds, tinted)):
            return candidate
    return towards


@lru_cache(maxsize=256)
def stylesheet(colour: str) -> str:
    """Return the CSS that gives a page the municipality's colour; safe for any input."""
    base = checked(colour)
    return f":root{{{_light(base)}}}@media(prefers-color-scheme:dark){{:root{{{_dark(base)}}}}}"


def version(colour: str) -> str:
    """Return what changes in the stylesheet's address when its content does."""
    return hashlib.sha256(stylesheet(colour).encode()).hexdigest()[:10]


def _light(base: str) -> str:
    brand = readable(base, BLACK, LIGHT_GROUNDS, SOFT_IN_LIGHT)
    return _declare(brand, BLACK, WHITE, mix(brand, LIGHT_GROUNDS[0], SOFT_IN_LIGHT))


def _dark(base: str) -> str:
    brand = readable(base, WHITE, DARK_GROUNDS, SOFT_IN_DARK)
    return _declare(brand, WHITE, DEEP_INK, mix(brand, DARK_GROUNDS[0], SOFT_IN_DARK))


def _declare(brand: str, deeper: str, on: str, soft: str) -> str:
    deep = mix(brand, deeper, 0.78)
    tokens = {"brand": brand, "brand-deep": deep, "on-brand": on, "brand-soft": soft}
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())
