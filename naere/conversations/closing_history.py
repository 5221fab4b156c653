"""Who made which version of the closing registration's form, and what it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from naere.conversations.closing import CHOOSING, FREE, ONE, SEVERAL, YES_NO
from naere.conversations.models import ClosingForm
from naere.tenancy.history import Change, FieldChange, history

Fields = list[dict[str, Any]]


def kind_in_words(kind: str) -> str:
    """Return how a question of this type is answered, on the screen."""
    return {
        ONE: _("one answer"),
        SEVERAL: _("several answers"),
        YES_NO: _("yes or no"),
        FREE: _("free text"),
    }[kind]


def versions() -> list[Change]:
    """Return the versions as changes, newest first, each with what it did to the one before."""
    made = {str(form.version): form.fields for form in ClosingForm.objects.all()}
    return [_told(change, made) for change in history(ClosingForm) if change.action == "insert"]


def _told(change: Change, made: dict[str, Fields]) -> Change:
    number = change.what
    before = made.get(str(int(number) - 1))
    fields = _differences(before, made.get(number, [])) if before is not None else []
    return replace(change, what=_("Version %(number)s") % {"number": number}, fields=fields)


def _differences(before: Fields, after: Fields) -> list[FieldChange]:
    old, new = ({field["key"]: field for field in fields} for fields in (before, after))
    found = [
        FieldChange(_label(new.get(key) or old[key]), _in_words(old, key), _in_words(new, key))
        for key in {**old, **new}
        if _in_words(old, key) != _in_words(new, key)
    ]
    orders = [[key for key in keys if key in old and key in new] for keys in (old, new)]
    if orders[0] != orders[1]:
        told = [", ".join(_label(new[key]) for key in order) for order in orders]
        found.append(FieldChange(_("order"), *told))
    return found


def _in_words(fields: dict[str, dict[str, Any]], key: str) -> str:
    """Return a question with all that it holds in one line; "" when the form has none of that key."""
    if key not in fields:
        return ""
    field = fields[key]
    told = f"{_label(field)} ({kind_in_words(field['type'])}{_must(field)})"
    if field["type"] not in CHOOSING:
        return told
    return f"{told}: {', '.join(_label(option) for option in field['options'])}"


def _must(field: dict[str, Any]) -> str:
    return ", " + _("must be answered") if field.get("required") else ""


def _label(row: dict[str, Any]) -> str:
    return " / ".join(dict.fromkeys(row["label"].values()))
