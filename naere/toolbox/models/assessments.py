"""Two perspectives on a tool: rubrics that are data, independent scores, a consensus (R49, R51)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naere.tenancy.base import TenantOwned, tracked
from naere.toolbox.enums import FindingKind, Perspective, RoundState
from naere.toolbox.models.catalogue import Organisation, Picture, Tool

HIGHEST = 4


@tracked()
class Rubric(TenantOwned):
    """One version of what is asked from one perspective. In use from `published_at`; then it never changes."""

    perspective = models.CharField(max_length=12, choices=Perspective.choices)
    version = models.PositiveSmallIntegerField()
    name_da = models.CharField(_("name, Danish"), max_length=120)
    name_en = models.CharField(_("name, English"), max_length=120)
    source = models.TextField(_("what it builds on"), max_length=1200, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["perspective", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "perspective", "version"], name="one_rubric_version"
            ),
            models.UniqueConstraint(
                fields=["municipality", "perspective"],
                condition=models.Q(published_at__isnull=True),
                name="one_rubric_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_da} {self.version}"


@tracked()
class Criterion(TenantOwned):
    """A question of a rubric, with what each score from 0 to 4 means."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    area_da = models.CharField(_("area, Danish"), max_length=60)
    area_en = models.CharField(_("area, English"), max_length=60)
    title_da = models.CharField(_("title, Danish"), max_length=80)
    title_en = models.CharField(_("title, English"), max_length=80)
    question_da = models.CharField(_("question, Danish"), max_length=300)
    question_en = models.CharField(_("question, English"), max_length=300)
    anchors_da = ArrayField(models.CharField(max_length=300), size=HIGHEST + 1)
    anchors_en = ArrayField(models.CharField(max_length=300), size=HIGHEST + 1)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MaxValueValidator(5)]
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "rubric", "key"], name="one_criterion")
        ]

    def __str__(self) -> str:
        return self.title_da


@tracked()
class Assessor(TenantOwned):
    """A member who may assess, for which organisation, and from which perspectives."""

    membership = models.OneToOneField(
        "staff.Membership", on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    perspectives = ArrayField(
        models.CharField(max_length=12, choices=Perspective.choices), blank=True
    )

    def __str__(self) -> str:
        return str(self.membership_id)


class Round(TenantOwned):
    """An assessment of a tool from one perspective, by several assessors on one version of a rubric.

    `valid_until` is set when it is settled; afterwards the assessment has expired. `draft` is what
    the assessors are agreeing on, by criterion; one proposes it, another confirms it. The reason of a
    withdrawal is public when it has `withdrawn_at`: from then on whoever wrote it was told.
    """

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="rounds")
    perspective = models.CharField(max_length=12, choices=Perspective.choices)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    valid_until = models.DateField(null=True)
    conclusion_da = models.TextField(_("conclusion, Danish"), max_length=2000, blank=True)
    conclusion_en = models.TextField(_("conclusion, English"), max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(_("why it was withdrawn"), max_length=600, blank=True)
    # Some of those asked may have read others' scores in a round that was given up: told with the result.
    seen_before = models.BooleanField(default=False)
    draft = models.JSONField(default=dict)
    draft_version = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "tool", "perspective"],
                condition=models.Q(state__in=["open", "comparing"]),
                name="one_round_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["municipality", "tool", "perspective"], name="round_tool")]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.perspective}"


class Assessment(TenantOwned):
    """One assessor's scores. Nobody else of the round sees them before all are submitted.

    Until then they are in `draft` alone, by criterion: no `Score` is there that could be counted.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="assessments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    summary = models.TextField(_("in short"), max_length=1200, blank=True)
    draft = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "round", "assessor"], name="one_assessment_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.assessor_id}"


class Score(TenantOwned):
    """What one assessor gave a criterion: 0 to 4, or not applicable with a reason."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(_("why"), max_length=1200, blank=True)
    evidence = models.URLField(_("link to what shows it"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "assessment", "criterion"], name="one_score"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True, reason__gt="")
                | models.Q(value__gte=0, value__lte=HIGHEST),
                name="score_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.value}"


class ConsensusScore(TenantOwned):
    """What the assessors agreed on for a criterion, and what changed and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="consensus")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(_("what changed, and why"), max_length=1200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "round", "criterion"], name="one_consensus"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True, reason__gt="")
                | models.Q(value__gte=0, value__lte=HIGHEST),
                name="consensus_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.value}"


class ExpiryNotice(TenantOwned):
    """That somebody was reminded of a round that expires, so that it is said once."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="notices")
    days_before = models.SmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "round", "days_before"], name="one_notice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.days_before}"


class DeepReview(TenantOwned):
    """A closer look at a shortlisted tool by an expert of usability (R51)."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="deep_reviews")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    summary_da = models.TextField(_("in short, Danish"), max_length=2000, blank=True)
    summary_en = models.TextField(_("in short, English"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return str(self.tool_id)


class Finding(TenantOwned):
    """One thing that a deep review found: how bad it is from 0 (nothing) to 4 (stops people)."""

    review = models.ForeignKey(DeepReview, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(_("kind"), max_length=12, choices=FindingKind.choices)
    title = models.CharField(_("in one line"), max_length=120)
    body = models.TextField(_("what happened"), max_length=2000)
    severity = models.PositiveSmallIntegerField(
        _("how bad, 0 to 4"), default=0, validators=[MaxValueValidator(HIGHEST)]
    )
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title
