"""Three guides to a tool: for the young person, the volunteer and the professional (R50)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naere.tenancy.base import TenantOwned
from naere.toolbox.enums import Audience
from naere.toolbox.models.catalogue import Tool


class Guide(TenantOwned):
    """The guide to a tool for one audience; its text is in its versions."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="guides")
    audience = models.CharField(max_length=12, choices=Audience.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "tool", "audience"], name="one_guide")
        ]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.audience}"


class GuideVersion(TenantOwned):
    """A version of a guide's text, in Markdown. The newest published one is what is read.

    `not_when` says when *not* to use the tool, `instead` what to do then; both are required.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body_da = models.TextField(_("guide, Danish"), max_length=12000)
    body_en = models.TextField(_("guide, English"), max_length=12000, blank=True)
    not_when_da = models.TextField(_("when not to use it, Danish"), max_length=1000)
    not_when_en = models.TextField(_("when not to use it, English"), max_length=1000, blank=True)
    instead_da = models.TextField(_("what to do instead, Danish"), max_length=1000)
    instead_en = models.TextField(_("what to do instead, English"), max_length=1000, blank=True)
    note = models.CharField(_("what is new"), max_length=160, blank=True)
    by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "guide", "number"], name="one_guide_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.guide_id} {self.number}"
