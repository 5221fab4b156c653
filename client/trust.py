"""What the server says of who takes part, held against itself and against what it said before.

The rules are those of the browser (frontend/chat/trust.ts).
"""

from __future__ import annotations

from typing import Any

Wire = dict[str, Any]


class Pins:
    """One public key per identity or team key, for as long as the conversation is open here."""

    def __init__(self, me: str, public_key: str) -> None:
        self._me = me
        self._keys = {me: public_key}

    def learn(self, conversation: Wire) -> bool:
        """Learn who takes part. False, and nothing learnt, when a key changed or stands for two."""
        now = self._with(conversation)
        if now is None:
            return False
        self._keys = now
        return True

    def fits(self, conversation: Wire) -> bool:
        """Return whether the next epoch may be made for `required`: us, and those who are shown."""
        required = conversation["required"]
        mine = any(one["id"] == self._me for one in required)
        shown = mine and all(_is_shown(conversation, one) for one in required)
        return shown and self._with(conversation) is not None

    def _with(self, conversation: Wire) -> dict[str, str] | None:
        people, required = conversation["participants"], conversation["required"]
        said = [(one["identity"], one["publicKey"]) for one in people]
        said += [(one["id"], one["publicKey"]) for one in required]
        keys = dict(self._keys)
        if any(keys.setdefault(who, key) != key for who, key in said):
            return None
        there = [one["identity"] for one in _present(conversation)]
        ids = [one["id"] for one in required]
        once = all(len(set(some)) == len(some) for some in (there, ids, list(keys.values())))
        return keys if once else None


def _present(conversation: Wire) -> list[Wire]:
    return [one for one in conversation["participants"] if not one["leftAt"]]


def _is_shown(conversation: Wire, one: Wire) -> bool:
    """Return whether it is one of those present, or the peers' team while no peer is."""
    there = _present(conversation)
    if one["party"] == "team":
        teams = [other for other in conversation["required"] if other["party"] == "team"]
        known = any(other["identity"] == one["id"] for other in conversation["participants"])
        return len(teams) == 1 and not known and all(other["party"] != "peer" for other in there)
    return any((one["id"], one["party"]) == (other["identity"], other["party"]) for other in there)
