"""Reads of what the municipality in scope has decided for itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Left
from django.urls import reverse

from naere.tenancy.models import (
    AgeGroup,
    ClosedDay,
    CrisisLine,
    Municipality,
    OpeningHours,
    Profile,
    RiskWord,
    Text,
    Topic,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

ALARM: Final = "112"
CHECK_EVERY: Final = timedelta(days=183)


def municipalities() -> QuerySet[Municipality]:
    """The municipalities that answer at a host, by name."""
    return Municipality.objects.filter(is_active=True).order_by("name")


def municipality_by_slug(slug: str) -> Municipality | None:
    """Return the active municipality with this short name, or None."""
    return municipalities().filter(slug=slug).first()


def profile() -> Profile:
    """Return the settings that there is one of each of; raises Profile.DoesNotExist when unmade."""
    found: Profile = Profile.objects.get()
    return found


def profile_without_logo() -> Profile:
    """Return the profile without the picture's bytes; `logo_version` is the picture's fingerprint."""
    fingerprint = Left(
        Func(
            Func(F("logo"), function="sha256"),
            Value("hex"),
            function="encode",
            output_field=CharField(),
        ),
        16,
    )
    found: Profile = Profile.objects.defer("logo").annotate(logo_version=fingerprint).get()
    return found


def logo_address() -> str:
    """Return where the logo is served, with its content's fingerprint; "" when there is none."""
    found: Any = profile_without_logo()
    return f"{reverse('logo')}?v={found.logo_version}" if found.logo_type else ""


def age_groups() -> QuerySet[AgeGroup]:
    """The groups that a young person places themself in, youngest first."""
    found: QuerySet[AgeGroup] = AgeGroup.objects.order_by("age_from", "label_da")
    return found


def topics() -> QuerySet[Topic]:
    """What a young person may say that they want to talk about, in the municipality's order (R6)."""
    found: QuerySet[Topic] = Topic.objects.order_by("order", "label_da")
    return found


def opening_hours() -> QuerySet[OpeningHours]:
    """The spans of the week, Monday first."""
    found: QuerySet[OpeningHours] = OpeningHours.objects.order_by("weekday", "opens")
    return found


def closed_days(since: date | None = None) -> QuerySet[ClosedDay]:
    """The days on which it is closed, from `since` on (all without)."""
    found: QuerySet[ClosedDay] = ClosedDay.objects.order_by("date")
    return found.filter(date__gte=since) if since else found


def crisis_lines() -> QuerySet[CrisisLine]:
    """Who helps when it is urgent, in the municipality's order."""
    found: QuerySet[CrisisLine] = CrisisLine.objects.order_by("order", "name")
    return found


def lines_to_talk() -> list[CrisisLine]:
    """Return the first two of the crisis lines to talk to. 112 is not among them: it stands there anyway."""
    return list(crisis_lines().exclude(phone=ALARM)[:2])


def lines_to_check(today: date) -> QuerySet[CrisisLine]:
    """Crisis lines that nobody has checked for six months."""
    return crisis_lines().filter(checked_on__lt=today - CHECK_EVERY)


def texts() -> dict[str, Text]:
    """Return the municipality's own texts by key (`TextKey`); one that is not written is missing."""
    return {text.key: text for text in Text.objects.all()}


def risk_words() -> list[str]:
    """Return the phrases that make the young person's own device offer help."""
    return list(RiskWord.objects.order_by("phrase").values_list("phrase", flat=True))
