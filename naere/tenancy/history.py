"""Who changed what and when, read from the event tables that the database's triggers fill.

A change carries the user's id alone; whoever shows it looks the name up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.apps import apps
from django.db.models import BinaryField, F, Func, Model, TextField
from django.db.models.fields import Field
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from naere.tenancy.base import TenantOwned
from naere.tenancy.scope import current_municipality

Action = Literal["insert", "update", "delete"]
MOST_SHOWN = 40
LONGEST = 160
_AROUND = 40
_HIDDEN = {"id", "municipality", "order", "logo_type"}


@dataclass(frozen=True)
class FieldChange:
    """One field: its name on the screen, and its value before and after (empty: nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One insert, update or delete of one row."""

    when: datetime
    user_id: str
    action: Action
    what: str
    fields: list[FieldChange] = field(default_factory=list)


def history(*models: type[TenantOwned], most: int = MOST_SHOWN, **only: Any) -> list[Change]:
    """Return the newest changes of `models` in the municipality in scope, newest first.

    `only` narrows to rows by the event's fields, such as `key="welcome"`.
    """
    changes = [change for model in models for change in _changes_of(model, most, only)]
    return sorted(changes, key=lambda change: change.when, reverse=True)[:most]


def _changes_of(model: type[TenantOwned], most: int, only: dict[str, Any]) -> Iterable[Change]:
    events = _events(model, only)
    newest = list(events.order_by("-pgh_id")[:most])
    for event in newest:
        before = _before(events, event, newest)
        change = _change(model, event, before)
        if change.action != "update" or change.fields:
            yield change


def _events(model: type[TenantOwned], only: dict[str, Any]) -> Any:
    event_model = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    pictures = {
        f"{f.name}_print": Func(F(f.name), function="md5", output_field=TextField())
        for f in model._meta.fields
        if isinstance(f, BinaryField)
    }
    found = event_model.objects.filter(municipality_id=current_municipality().pk, **only)
    return found.defer(*(name.removesuffix("_print") for name in pictures)).annotate(**pictures)


def _before(events: Any, event: Any, newest: Sequence[Any]) -> Any:
    """Return the event that came before `event` of the same row, or None."""
    if event.pgh_label != "update":
        return None
    for other in newest:
        if other.pgh_obj_id == event.pgh_obj_id and other.pgh_id < event.pgh_id:
            return other
    return (
        events.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id)
        .order_by("-pgh_id")
        .first()
    )


def _change(model: type[TenantOwned], event: Any, before: Any) -> Change:
    fields = [f for f in model._meta.fields if f.name not in _HIDDEN]
    user_id = (event.pgh_context or {}).get("user", "")
    what = str(_as_row(model, event))
    if event.pgh_label != "update":
        return Change(event.pgh_created_at, user_id, event.pgh_label, what)
    found = [_compare(f, before, event) for f in fields]
    return Change(event.pgh_created_at, user_id, "update", what, [c for c in found if c])


def _as_row(model: type[TenantOwned], event: Any) -> Model:
    shown = {
        f.attname: getattr(event, f.attname)
        for f in model._meta.concrete_fields
        if not isinstance(f, BinaryField) and hasattr(event, f.attname)
    }
    return model(**shown)


def _compare(column: Field[Any, Any], before: Any, after: Any) -> FieldChange | None:
    if isinstance(column, BinaryField):
        prints = (getattr(event, f"{column.name}_print", "") for event in (before, after))
        same = len(set(prints)) == 1
        return None if same else FieldChange(str(column.verbose_name), "", _("a new picture"))
    old, new = (getattr(event, column.attname, None) for event in (before, after))
    if old == new:
        return None
    return FieldChange(str(column.verbose_name), *_around(shown(column, old), shown(column, new)))


def shown(column: Field[Any, Any], value: Any) -> str:
    """Return a stored value as a person would write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        inner = getattr(column, "base_field", column)
        # Where a list may be null, an empty one says something.
        return ", ".join(shown(inner, one) for one in value) or (
            _("nothing") if column.null else ""
        )
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    match column.get_internal_type():
        case "DateField":
            return date_format(value, "SHORT_DATE_FORMAT")
        case "TimeField":
            return time_format(value, "H:i")
    return str(value)


def _around(before: str, after: str) -> tuple[str, str]:
    """Cut two long texts down to where they differ, with a little of what is around."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    start = _alike(before, after)
    end = min(_alike(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    return _cut(before, start, end), _cut(after, start, end)


def _alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    middle = text[first:last]
    if len(middle) > 2 * LONGEST:
        middle = f"{middle[:LONGEST]} … {middle[-LONGEST:]}"
    return f"{'… ' if first else ''}{middle}{' …' if last < len(text) else ''}"
