"""The words that the catalogue uses, so that a word typed wrongly finds its right one."""

from __future__ import annotations

from django.db import models

from naere.tenancy.base import TenantOwned


class Word(TenantOwned):
    """A word of the public tools, and in how many of their documents it stands.

    `folded` is the word as it is compared: without Danish letters (`naere.toolbox.words.fold`).
    Kept by `services.indexing` alone. A word of a tool that nobody may see is not here.
    """

    word = models.CharField(max_length=60)
    folded = models.CharField(max_length=60)
    tools = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "word"], name="one_word"),
        ]

    def __str__(self) -> str:
        return self.word
