"""A municipality's one colour, made into a palette that can be read in light and in dark."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

from naere.tenancy.colours import ENOUGH_FOR_TEXT, contrast

# The grounds of frontend/styles/_tokens.scss that the colour is read on.
LIGHT_GROUNDS = ("#fdf8f0", "#ffffff", "#f5ecdf")
DARK_GROUNDS = ("#1a1613", "#25201c", "#302924")
WHITE, INK, DEEP_INK = "#ffffff", "#2b2420", "#14110f"
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


def readable(colour: str, towards: str, grounds: tuple[str, ...]) -> str:
    """Return `colour`, moved as little as needed towards `towards` to be read on all `grounds`.

    Enough is 4.5:1 (WCAG 2.2, 1.4.3).
    """
    for share in range(100, -1, -4):
        candidate = mix(colour, towards, share / 100)
        if all(contrast(candidate, ground) >= ENOUGH_FOR_TEXT for ground in grounds):
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
    soft, wash = (lambda c: mix(c, LIGHT_GROUNDS[0], 0.12)), (lambda c: mix(c, "#fdf8f0", 0.06))
    grounds = (*LIGHT_GROUNDS, soft(base))
    return _declare(readable(base, "#000000", grounds), "#000000", WHITE, soft, wash)


def _dark(base: str) -> str:
    soft, wash = (lambda c: mix(c, DARK_GROUNDS[1], 0.18)), (lambda c: mix(c, "#1a1613", 0.08))
    grounds = (*DARK_GROUNDS, soft(base))
    return _declare(readable(base, WHITE, grounds), WHITE, DEEP_INK, soft, wash)


def _declare(
    brand: str, deeper: str, on: str, soft: Callable[[str], str], wash: Callable[[str], str]
) -> str:
    tokens = {
        "brand": brand,
        "brand-deep": mix(brand, deeper, 0.78),
        "on-brand": on,
        "brand-soft": soft(brand),
        "brand-wash": wash(brand),
    }
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())
