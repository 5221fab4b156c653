"""How fast one person may write: enough for anybody's thoughts, too slow to fill a disk."""

from __future__ import annotations

import time

from django.conf import settings

MOST_WAITING_EACH = 64
FORGOTTEN_AFTER = 600.0


class Bucket:
    """A token bucket: `burst` messages at once, then `rate` a second."""

    __slots__ = ("at", "left")

    def __init__(self) -> None:
        self.left = float(settings.NAERE_MESSAGE_BURST)
        self.at = time.monotonic()

    def take(self) -> bool:
        """Take one; False when none is left."""
        now = time.monotonic()
        more = (now - self.at) * settings.NAERE_MESSAGES_PER_SECOND
        self.left = min(self.left + more, float(settings.NAERE_MESSAGE_BURST))
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Pace:
    """A bucket for each identity, over all of its sockets and conversations in this process."""

    def __init__(self) -> None:
        self.buckets: dict[str, Bucket] = {}

    def take(self, identity: str) -> bool:
        """Take one message for `identity`; False when it must wait."""
        bucket = self.buckets.get(identity)
        if bucket is None:
            bucket = self.buckets[identity] = Bucket()
        return bucket.take()

    def forget(self) -> None:
        """Drop the buckets that nobody took from for long: they are full again."""
        old = time.monotonic() - FORGOTTEN_AFTER
        self.buckets = {who: bucket for who, bucket in self.buckets.items() if bucket.at > old}
