"""Small bases for models. No domain."""

from __future__ import annotations

from django.db import models

from naere.core.ids import new_id


class Identified(models.Model):
    """A row with a random id, so that nothing can be counted or guessed from a link."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
