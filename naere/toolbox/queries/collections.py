"""Reads of small collections: a member's own, and what a group sees of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.toolbox.models import Collection
from naere.toolbox.queries.catalogue import seen_tools
from naere.toolbox.rules import PUBLIC_STATES
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import CollectionItem


def collections_of(membership: Membership) -> QuerySet[Collection]:
    """Return the collections that a member may change: an editor all, others their own."""
    found: QuerySet[Collection] = Collection.objects.select_related("by")
    found = found.prefetch_related("items__tool")
    return found if membership.has_role(*EDITORS) else found.filter(by=membership)


def collection_of_slug(slug: str) -> Collection | None:
    """Return the collection of a link, open or closed."""
    found: Collection | None = Collection.objects.filter(slug=slug).first()
    return found


def titles() -> list[tuple[str, str]]:
    """Return the slug and the title of every collection, by title."""
    return list(Collection.objects.order_by("title", "slug").values_list("slug", "title"))


def items_of(collection: Collection) -> list[CollectionItem]:
    """Return all that was chosen, in its order, also what is not public now."""
    return list(collection.items.select_related("tool"))


def put_away(collection: Collection) -> list[CollectionItem]:
    """Return what a group was shown once and is put away now: its address says why."""
    seen = seen_tools().exclude(state__in=PUBLIC_STATES).values("pk")
    return list(collection.items.select_related("tool").filter(tool__in=seen))
