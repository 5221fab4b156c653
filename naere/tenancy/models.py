"""A municipality and all that it decides for itself. No age, number or hour is a constant (R1)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naere.core.models import Identified
from naere.tenancy.base import TenantOwned, tracked
from naere.tenancy.enums import TextKey, Weekday


class Municipality(Identified):
    """A tenant: the registry row that a host name leads to. What it decides is in `Profile`."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    host = models.CharField(max_length=253, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Profile(TenantOwned):
    """The municipality's settings that there is one of each of."""

    name = models.CharField(_("name of the network"), max_length=80)
    colour = models.CharField(
        _("colour"), max_length=7, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    logo = models.BinaryField(_("logo"), blank=True, default=b"")
    logo_type = models.CharField(max_length=20, blank=True)
    logo_alt_da = models.CharField(_("logo in words, Danish"), max_length=120, blank=True)
    logo_alt_en = models.CharField(_("logo in words, English"), max_length=120, blank=True)
    contact_name = models.CharField(_("contact, name"), max_length=80, blank=True)
    contact_email = models.EmailField(_("contact, e-mail"), blank=True)
    contact_phone = models.CharField(_("contact, phone"), max_length=20, blank=True)
    exit_url = models.URLField(_("where the quick exit leads"))
    age_from = models.PositiveSmallIntegerField(_("age from"))
    age_to = models.PositiveSmallIntegerField(_("age to"))
    parallel_conversations = models.PositiveSmallIntegerField(
        _("conversations at a time per peer"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
    )
    session_minutes = models.PositiveSmallIntegerField(
        _("length of a conversation, minutes"),
        default=50,
        validators=[MinValueValidator(15), MaxValueValidator(180)],
    )
    days_kept = models.PositiveSmallIntegerField(
        _("days a closed conversation is kept"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    queue_limit = models.PositiveSmallIntegerField(
        _("most waiting at a time"), default=12, validators=[MinValueValidator(1)]
    )
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("municipality", name="one_profile"),
            models.CheckConstraint(
                condition=models.Q(age_from__lte=models.F("age_to")), name="profile_ages"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_alt(self) -> str:
        """What the logo shows, in the reader's language."""
        english = (get_language() or "").startswith("en")
        return self.logo_alt_en if english else self.logo_alt_da


@tracked()
class AgeGroup(TenantOwned):
    """A group that a young person places themself in; the exact age is never asked."""

    label_da = models.CharField(_("label, Danish"), max_length=30)
    label_en = models.CharField(_("label, English"), max_length=30)
    age_from = models.PositiveSmallIntegerField(_("age from"))
    age_to = models.PositiveSmallIntegerField(_("age to"))

    class Meta:
        ordering = ["age_from"]

    def __str__(self) -> str:
        return self.label_da

    @property
    def may_be_minor(self) -> bool:
        """Whether someone in the group may be under 18 (the duty to pass on then applies)."""
        return self.age_from < 18


@tracked()
class Topic(TenantOwned):
    """Something a young person may say that they want to talk about (R6)."""

    label_da = models.CharField(_("label, Danish"), max_length=60)
    label_en = models.CharField(_("label, English"), max_length=60)
    opens_safety = models.BooleanField(_("shows the crisis lines at once"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "label_da"]

    def __str__(self) -> str:
        return self.label_da


@tracked()
class OpeningHours(TenantOwned):
    """A span of a weekday in which live conversations may start, Danish time."""

    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="hours_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


@tracked()
class ClosedDay(TenantOwned):
    """A day on which it is closed, beside the public holidays."""

    date = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=80, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "date"], name="one_closed_day")
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y} {self.note}"


@tracked()
class CrisisLine(TenantOwned):
    """Someone who helps when it is urgent. Editable data with a source and a date."""

    name = models.CharField(_("name"), max_length=80)
    who_da = models.CharField(_("for whom, Danish"), max_length=160)
    who_en = models.CharField(_("for whom, English"), max_length=160)
    phone = models.CharField(_("phone"), max_length=20)
    hours_da = models.CharField(_("open, Danish"), max_length=120)
    hours_en = models.CharField(_("open, English"), max_length=120)
    url = models.URLField(_("link"), blank=True)
    source = models.URLField(_("source"))
    checked_on = models.DateField(_("last checked"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return f"{self.name} {self.phone}"

    @property
    def hours(self) -> str:
        """When it is open, in the reader's language."""
        english = (get_language() or "").startswith("en")
        return self.hours_en if english else self.hours_da


@tracked()
class Text(TenantOwned):
    """A text of the municipality's own, in two languages. Plain paragraphs, no markup."""

    key = models.CharField(_("text"), max_length=20, choices=TextKey.choices)
    body_da = models.TextField(_("Danish"), max_length=8000)
    body_en = models.TextField(_("English"), max_length=8000)
    source = models.URLField(_("source"), blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="one_text")]

    def __str__(self) -> str:
        return self.get_key_display()


@tracked()
class RiskWord(TenantOwned):
    """A word or phrase that makes the young person's own device offer help. Never reported."""

    phrase = models.CharField(_("word or phrase"), max_length=60)

    class Meta:
        ordering = ["phrase"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "phrase"], name="one_risk_word")
        ]

    def __str__(self) -> str:
        return self.phrase
