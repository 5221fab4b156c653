"""The design system's classes on Django's own widgets; without them a checkbox is not even seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DASHES = "---------"  # what Django calls the choice of nothing

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.FileInput, "form-file"),
    (forms.Widget, "form-input"),
)


def dressed(form: forms.BaseForm, *, editable: bool) -> forms.BaseForm:
    """Give every widget its class, and nothing chosen a name; disable all unless `editable`."""
    for field in form.fields.values():
        _name_nothing(field)
        field.disabled = field.disabled or not editable
        widget = field.widget
        fitting = next(name for kind, name in _CLASSES if isinstance(widget, kind))
        widget.attrs.setdefault("class", fitting)
    return form


def _name_nothing(field: Any) -> None:
    """Call it «Vælg» where nothing is chosen yet, and where nothing else was said."""
    if getattr(field, "empty_label", None) == _DASHES:
        field.empty_label = _("Choose")
        field.widget.choices = field.choices
    choices = [] if hasattr(field, "empty_label") else list(getattr(field, "choices", []))
    if any(label == _DASHES for _value, label in choices):
        field.choices = [(pk, _("Choose") if label == _DASHES else label) for pk, label in choices]
