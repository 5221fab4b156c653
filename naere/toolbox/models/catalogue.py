"""Tools and what is known of them: where they stand, what they cost, whom they are for (R45–R48, R52)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naere.core.ids import new_id
from naere.tenancy.base import TenantOwned, tracked
from naere.toolbox.enums import (
    CeMark,
    DataKind,
    Example,
    FacetGroup,
    Platform,
    Price,
    SignUp,
    ToolState,
)


def days_to_remind() -> list[int]:
    """Return how many days before an assessment expires somebody is reminded."""
    return [60, 14]


@tracked()
class Settings(TenantOwned):
    """What a municipality decides about its toolbox; one row each."""

    valid_months = models.PositiveSmallIntegerField(
        _("months that an assessment is valid"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
    )
    remind_days = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("days before that at which to remind"),
        default=days_to_remind,
        blank=True,
    )
    fewest = models.PositiveSmallIntegerField(_("fewest tools to aim for"), default=8)
    most = models.PositiveSmallIntegerField(_("most tools to aim for"), default=12)
    embed_origins = ArrayField(
        models.CharField(max_length=255),
        verbose_name=_("sites that may show the catalogue"),
        default=list,
        blank=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint("municipality", name="one_toolbox_settings")]

    def __str__(self) -> str:
        return str(self.municipality_id)


@tracked()
class Organisation(TenantOwned):
    """Who makes a tool, or whom an assessor comes from. Named on every published assessment."""

    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("link"), blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="one_organisation")
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Facet(TenantOwned):
    """A way to find a tool, with a plain description; a situation is in young people's own words."""

    group = models.CharField(_("group"), max_length=12, choices=FacetGroup.choices)
    key = models.SlugField(_("name in addresses"), max_length=40)
    label_da = models.CharField(_("label, Danish"), max_length=60)
    label_en = models.CharField(_("label, English"), max_length=60)
    about_da = models.CharField(_("in plain words, Danish"), max_length=240)
    about_en = models.CharField(_("in plain words, English"), max_length=240)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["group", "order", "label_da"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="one_facet")]

    def __str__(self) -> str:
        return self.label_da


@tracked()
class Synonym(TenantOwned):
    """What somebody may type, and the words that the catalogue uses for it."""

    phrase = models.CharField(_("what somebody types"), max_length=60)
    means = ArrayField(models.CharField(max_length=60), verbose_name=_("what it means here"))

    class Meta:
        ordering = ["phrase"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "phrase"], name="one_synonym")
        ]

    def __str__(self) -> str:
        return self.phrase


@tracked(exclude=["suggestion"])
class Tool(TenantOwned):
    """A digital tool. `stable_id` is the same in every export and import; `slug` is its address.

    `suggestion` is what whoever suggested it wrote. It is emptied when that is decided on, and it is
    nowhere else: they may have told more of themself than they meant to.
    """

    stable_id = models.UUIDField(default=new_id, editable=False)
    slug = models.SlugField(_("name in addresses"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    line_da = models.CharField(_("what it is in one line, Danish"), max_length=160)
    line_en = models.CharField(_("what it is in one line, English"), max_length=160, blank=True)
    about_da = models.TextField(_("more about it, Danish"), max_length=2000, blank=True)
    about_en = models.TextField(_("more about it, English"), max_length=2000, blank=True)
    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("provider"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tools",
    )
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("languages"), default=list, blank=True
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes at a time"), null=True, blank=True)
    # Nobody has looked until somebody has: none of it is said of a tool before it is known. Of data
    # and internet null is “not known”; an empty list is “looked, and found nothing”.
    price = models.CharField(
        _("price"), max_length=12, choices=Price.choices, default=Price.UNKNOWN
    )
    price_note_da = models.CharField(_("price in words, Danish"), max_length=160, blank=True)
    price_note_en = models.CharField(_("price in words, English"), max_length=160, blank=True)
    sign_up = models.CharField(
        _("sign-up"), max_length=10, choices=SignUp.choices, default=SignUp.UNKNOWN
    )
    data_kinds = ArrayField(
        models.CharField(max_length=10, choices=DataKind.choices),
        verbose_name=_("data it collects"),
        null=True,
        blank=True,
    )
    data_note_da = models.CharField(_("data in words, Danish"), max_length=240, blank=True)
    data_note_en = models.CharField(_("data in words, English"), max_length=240, blank=True)
    works_offline = models.BooleanField(_("works offline"), null=True, blank=True)
    ce_mark = models.CharField(
        _("CE mark"), max_length=8, choices=CeMark.choices, default=CeMark.UNKNOWN
    )
    facets = models.ManyToManyField(Facet, through="ToolFacet", related_name="tools")
    state = models.CharField(max_length=10, choices=ToolState.choices, default=ToolState.SUGGESTED)
    state_since = models.DateTimeField(default=timezone.now)
    shortlisted = models.BooleanField(_("shortlisted for a deep review"), default=False)
    is_example = models.BooleanField(_("an invented example"), default=False)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    suggested_by = models.ForeignKey(
        "staff.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    suggestion = models.TextField(_("why it was suggested"), max_length=600, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="one_tool_slug"),
            models.UniqueConstraint(fields=["municipality", "stable_id"], name="one_tool"),
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_to__isnull=True)
                | models.Q(age_from__lte=models.F("age_to")),
                name="tool_ages",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state", "name"], name="tool_state")]

    def __str__(self) -> str:
        return self.name


@tracked(updates=False)
class ToolFacet(TenantOwned):
    """That a tool is found under a facet."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="tool_facets")
    facet = models.ForeignKey(Facet, on_delete=models.PROTECT, related_name="tool_facets")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "tool", "facet"], name="one_facet_of_tool"
            )
        ]

    def __str__(self) -> str:
        return str(self.facet_id)


class ToolDocument(TenantOwned):
    """What is searched: kept by the service that changes a tool, read by the finder alone."""

    tool = models.OneToOneField(Tool, on_delete=models.CASCADE, related_name="document")
    vector = SearchVectorField(null=True)
    words = ArrayField(models.CharField(max_length=60), default=list)
    facet_keys = ArrayField(models.CharField(max_length=40), default=list)

    def __str__(self) -> str:
        return str(self.tool_id)


@tracked(updates=False)
class ToolLink(TenantOwned):
    """Where a tool is found on one platform, and how the last looks at that address went.

    On paper the address may be empty. A new address is a new row: what was known of the old one goes.
    """

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="links")
    platform = models.CharField(_("platform"), max_length=8, choices=Platform.choices)
    url = models.URLField(_("link"), max_length=500, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    looked_at = models.DateTimeField(null=True)
    look_after = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    # What the last look heard: an HTTP status; 0 for no answer, empty before the first look.
    answer = models.PositiveSmallIntegerField(null=True)
    missing_since = models.DateTimeField(null=True)
    times_missing = models.PositiveSmallIntegerField(default=0)
    gone_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["platform"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "tool", "platform"], name="one_link_per_platform"
            )
        ]

    def __str__(self) -> str:
        return self.url


class Picture(TenantOwned):
    """A picture, drawn anew from what was sent: WebP without metadata. Always said in words too."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="pictures")
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_da = models.CharField(_("in words, Danish"), max_length=240)
    alt_en = models.CharField(_("in words, English"), max_length=240)
    in_gallery = models.BooleanField(_("shown on the tool's page"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["municipality", "tool"], name="picture_of_tool")]

    def __str__(self) -> str:
        return self.alt_da


class StateChange(TenantOwned):
    """A tool went from one state to another, and why. Written once; what is public is its history."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="state_changes")
    from_state = models.CharField(max_length=10, choices=ToolState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=ToolState.choices)
    reason = models.TextField(_("why"), max_length=600)
    by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["municipality", "tool", "-at"], name="change_of_tool")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class ResearchNote(TenantOwned):
    """An entry of the research log: something looked at, whether good or bad, and why (R52)."""

    title = models.CharField(_("what"), max_length=120)
    url = models.URLField(_("link"), max_length=500, blank=True)
    example = models.CharField(_("example"), max_length=6, choices=Example.choices)
    why = models.TextField(_("why"), max_length=1200)
    tool = models.ForeignKey(
        Tool, null=True, blank=True, on_delete=models.SET_NULL, related_name="research"
    )
    by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Declaration(TenantOwned):
    """What a provider says of its own tool, given once by a link, whose secret is kept as a hash."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="declarations")
    token_hash = models.BinaryField()
    made_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    form_version = models.PositiveSmallIntegerField(default=1)
    answers = models.JSONField(default=dict)
    shown_at = models.DateTimeField(null=True)  # public from then on: an editor has read it
    shown_by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "token_hash"], name="one_declaration_token"
            )
        ]

    def __str__(self) -> str:
        return str(self.tool_id)
