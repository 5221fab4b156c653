"""A professional chooses a few tools for a group or a class."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from naere.tenancy.scope import current_municipality
from naere.toolbox.models import Collection, CollectionItem

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

MOST_TOOLS: Final = 8
# No letter or digit that is taken for another, since some will type it from a sheet of paper.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH: Final = 14  # 31^14: 69 bits

Chosen = Sequence[tuple["Tool", str]]


class StaleCollectionError(Exception):
    """Somebody else has saved it since; `collection` is as they left it."""

    def __init__(self, collection: Collection) -> None:
        super().__init__("saved by somebody else since")
        self.collection = collection


def make_collection(title: str, intro: str, chosen: Chosen, by: Membership) -> Collection:
    """Return a new collection behind a link that nobody can guess."""
    made: Collection = Collection.objects.create(
        municipality=current_municipality(), slug=_slug(), title=title, intro=intro, by=by
    )
    _fill(made, chosen)
    return made


def change_collection(
    collection: Collection, seen: int, title: str, intro: str, chosen: Chosen
) -> None:
    """Change what a collection says and holds; its link stays.

    `seen` is the revision that was looked at. Raises StaleCollectionError, and changes nothing,
    when another has been saved since.
    """
    locked: Collection = Collection.objects.select_for_update().get(pk=collection.pk)
    if locked.revision != seen:
        raise StaleCollectionError(locked)
    locked.title, locked.intro, locked.revision = title, intro, seen + 1
    locked.save(update_fields=["title", "intro", "revision"])
    locked.items.all().delete()
    _fill(locked, chosen)


def close_collection(collection: Collection) -> None:
    """Shut the link; nothing is lost."""
    Collection.objects.filter(pk=collection.pk, closed_at=None).update(closed_at=timezone.now())


def reopen_collection(collection: Collection) -> None:
    """Open the link again."""
    Collection.objects.filter(pk=collection.pk).update(closed_at=None)


def remove_collection(collection: Collection) -> None:
    """Delete a collection for good; its link leads nowhere."""
    Collection.objects.filter(pk=collection.pk).delete()


def _fill(collection: Collection, chosen: Chosen) -> None:
    if not 1 <= len({tool.pk for tool, _ in chosen}) == len(chosen) <= MOST_TOOLS:
        raise ValueError("one to eight different tools")
    CollectionItem.objects.bulk_create(
        CollectionItem(
            municipality_id=collection.municipality_id,
            collection=collection,
            tool=tool,
            order=place,
            note=note,
        )
        for place, (tool, note) in enumerate(chosen)
    )


def _slug() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
