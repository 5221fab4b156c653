"""What young people say of tools, and small collections for a group or a class. No identities."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naere.tenancy.base import TenantOwned, tracked
from naere.toolbox.enums import Moderation, Verdict
from naere.toolbox.models.catalogue import Tool


class Feedback(TenantOwned):
    """What somebody said after trying a tool: a verdict, perhaps a sentence, a date. Never by whom."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="feedback")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    sentence = models.CharField(max_length=240, blank=True)
    moderation = models.CharField(
        max_length=8, choices=Moderation.choices, default=Moderation.WAITING
    )
    day = models.DateField(default=timezone.localdate)
    moderated_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    moderated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day"]
        indexes = [models.Index(fields=["municipality", "tool", "moderation"], name="feedback_of")]

    def __str__(self) -> str:
        return self.verdict


@tracked()
class Collection(TenantOwned):
    """A few tools that a professional chose for a group or a class, behind a link that can be guessed by nobody."""

    slug = models.SlugField(max_length=40)
    title = models.CharField(_("title"), max_length=80)
    intro = models.TextField(_("a few words to the group"), max_length=600, blank=True)
    by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    # How often it was changed: whoever saves says which one they saw.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="one_collection")
        ]

    def __str__(self) -> str:
        return self.title


class CollectionItem(TenantOwned):
    """A tool in a collection, in its place, perhaps with a word about why."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(_("why this one"), max_length=160, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "collection", "tool"], name="one_item_of_collection"
            )
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.tool_id}"
