"""A young person's drawer: one piece of ciphertext that their own browser alone can open (R53)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.accounts.youth.models import Drawer, YoungPerson
from naere.core.api import ApiError

if TYPE_CHECKING:
    from django.db.models import QuerySet

# docs/protocol.md, "Drawer": a nonce and a tag around whole kilobytes.
OVERHEAD, STEP, MOST_STEPS = 24 + 16, 1024, 64
LARGEST = OVERHEAD + STEP * MOST_STEPS


def drawer_of(person: YoungPerson) -> tuple[bytes, int] | None:
    """Return what is sealed and how often it was written; None when nothing was kept yet."""
    found = _of(person).first()
    return None if found is None else (bytes(found.sealed), found.revision)


def keep(person: YoungPerson, before: int, sealed: bytes) -> int:
    """Put `sealed` in place of revision `before` (0: nothing yet); return the new revision.

    Raises ApiError: 400 "bad-sealed" for a size that no drawer has, 409 "changed" when another tab
    was quicker (with the `revision` that holds now), 401 "sign-in" when the person is gone.
    """
    if not _is_whole(len(sealed)):
        raise ApiError("bad-sealed")
    # The person's row: there is none of the drawer to lock when two tabs write the first at once.
    if not YoungPerson.objects.select_for_update().filter(pk=person.pk).exists():
        raise ApiError("sign-in", 401)
    found = _of(person).first()
    now = found.revision if found else 0
    if now != before:
        raise ApiError("changed", 409, revision=now)
    Drawer.objects.update_or_create(
        person=person,
        municipality_id=person.municipality_id,
        defaults={"sealed": sealed, "revision": now + 1},
    )
    return now + 1


def _of(person: YoungPerson) -> QuerySet[Drawer]:
    return Drawer.objects.filter(person=person)


def _is_whole(size: int) -> bool:
    return OVERHEAD < size <= LARGEST and (size - OVERHEAD) % STEP == 0
