"""What is done to a municipality and to what it decides. Every change leaves its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction

from naere.tenancy import images
from naere.tenancy.base import TenantOwned
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
from naere.tenancy.scope import current_municipality, tenant_scope

Row = TypeVar("Row", bound=TenantOwned)
Values = Mapping[str, Any]


class LastOneError(Exception):
    """The last row of something that a municipality cannot be without."""


def create_municipality(slug: str, name: str, profile: Values, host: str = "") -> Municipality:
    """Make a municipality with its profile (fields of `Profile`); the rest is set in its scope."""
    with transaction.atomic():
        municipality = Municipality(slug=slug, name=name, host=host)
        municipality.full_clean()
        municipality.save()
        with tenant_scope(municipality):
            _save_checked(Profile(municipality=municipality, **profile))
    return municipality


def update_profile(**changes: Any) -> Profile:
    """Change fields of the profile and leave the others as they are, whoever else is changing them."""
    locked: Profile = Profile.objects.select_for_update().get()
    for field, value in changes.items():
        setattr(locked, field, value)
    locked.full_clean()
    locked.save(update_fields=[*changes])
    return locked


def set_logo(data: bytes, alt_da: str, alt_en: str) -> Profile:
    """Take a PNG, JPEG or WebP of at most 200 kB as the logo; raises `images.ImageError`."""
    kind = images.kind_of(data)
    return update_profile(logo=data, logo_type=kind, logo_alt_da=alt_da, logo_alt_en=alt_en)


def remove_logo() -> Profile:
    """Go back to the name alone."""
    return update_profile(logo=b"", logo_type="", logo_alt_da="", logo_alt_en="")


def save_row(row: Row) -> Row:
    """Store a new or changed row as the municipality's in scope."""
    row.municipality = current_municipality()
    row.save()
    return row


def remove_row(row: TenantOwned, *, keep_one: bool = False) -> None:
    """Delete a row; with `keep_one` raises LastOneError for the last of its kind."""
    model = type(row)
    if keep_one:
        # Locked, so that two who delete at the same time cannot take the last two.
        others = model.objects.select_for_update().values_list("pk", flat=True)
        if not set(others) - {row.pk}:
            raise LastOneError
    row.delete()


def replace_age_groups(rows: Iterable[Values]) -> None:
    """Make the age groups exactly `rows`."""
    _replace(AgeGroup, rows)


def replace_topics(rows: Iterable[Values]) -> None:
    """Make the topics exactly `rows`, in their order."""
    _replace(Topic, _numbered(rows))


def replace_opening_hours(rows: Iterable[Values]) -> None:
    """Make the week exactly `rows` (weekday, opens, closes)."""
    _replace(OpeningHours, rows)


def replace_closed_days(rows: Iterable[Values]) -> None:
    """Make the closed days exactly `rows` (date, note)."""
    _replace(ClosedDay, rows)


def replace_crisis_lines(rows: Iterable[Values]) -> None:
    """Make the crisis lines exactly `rows`, in their order."""
    _replace(CrisisLine, _numbered(rows))


def replace_risk_words(phrases: Iterable[str]) -> None:
    """Make the risk words exactly `phrases`, without blanks and doubles, whatever their case."""
    cleaned = {phrase.strip().casefold() for phrase in phrases}
    _replace(RiskWord, ({"phrase": phrase} for phrase in sorted(cleaned - {""})))


def set_text(key: str, body_da: str, body_en: str, **more: Any) -> Text:
    """Write one of the municipality's own texts (`TextKey`), in both languages."""
    text = Text.objects.filter(key=key).first() or Text(key=key)
    for field, value in {"body_da": body_da, "body_en": body_en, **more}.items():
        setattr(text, field, value)
    text.municipality = current_municipality()
    return _save_checked(text)


def _replace(model: type[TenantOwned], rows: Iterable[Values]) -> None:
    """Keep the rows that are wanted, delete the others, add what is missing: the history stays short."""
    wanted = [dict(row) for row in rows]
    for found in list(model.objects.all()):
        match = next((row for row in wanted if _same(found, row)), None)
        if match is None:
            found.delete()
        else:
            wanted.remove(match)
    for row in wanted:
        _save_checked(model(municipality=current_municipality(), **row))


def _same(found: TenantOwned, row: Values) -> bool:
    return all(getattr(found, field) == value for field, value in row.items())


def _numbered(rows: Iterable[Values]) -> Iterable[Values]:
    return ({**row, "order": order} for order, row in enumerate(rows))


def _save_checked(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row
