"""The base of every tenant-owned model, and the history that follows the editable ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import pghistory
from django.db import models
from django_scopes import ScopedManager

from naere.core.models import Identified


class TenantOwned(Identified):
    """A row of one municipality. Reached inside `tenant_scope` only (R85)."""

    municipality = models.ForeignKey(
        "tenancy.Municipality",
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        # Every index that is needed begins with the municipality. One on it alone is worse than
        # none: the planner reads all of a municipality's rows by it.
        db_index=False,
    )

    objects: ClassVar[models.Manager[Self]] = ScopedManager(municipality="municipality")

    class Meta:
        abstract = True


def tracked(*, updates: bool = True, exclude: Sequence[str] = ()) -> Any:
    """Keep who changed what and when of a model (inserts, updates, deletes), by database trigger.

    Without `updates` for rows that a program updates for its own sake, and people replace. The
    history keeps nothing of the fields in `exclude`: what is in them must be able to go.
    """
    events = [pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()]
    return pghistory.track(
        *(event for event in events if updates or not isinstance(event, pghistory.UpdateEvent)),
        exclude=list(exclude) or None,
        context_field=pghistory.ContextJSONField(),
        append_only=True,
    )
