"""What a nickname may not be: something that says who one is (R2, R35). No database."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NICKNAME = 40
_EMAIL = re.compile(r"\S+@\S+|\b\S+\.(?:dk|com|net|org)\b", re.IGNORECASE)
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[\s.–-]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)45[\s.-]*)?(?:\d[\s.-]?){7}\d(?!\d)")


def tidy(nickname: str) -> str:
    """Return `nickname` in NFKC with single spaces and without control and invisible characters."""
    composed = unicodedata.normalize("NFKC", nickname)
    kept = "".join(
        char for char in composed if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return " ".join(kept.split())


def gives_away(nickname: str) -> str:
    """Return what a nickname looks like that it must not be: "email", "cpr", "phone", or ""."""
    if _EMAIL.search(nickname):
        return "email"
    if _CPR.search(nickname):
        return "cpr"
    return "phone" if _PHONE.search(nickname) else ""
