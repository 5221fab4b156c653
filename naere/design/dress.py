"""The design system's classes on Django's own widgets; without them a checkbox is not even seen."""

from __future__ import annotations

from django import forms

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.FileInput, "form-file"),
    (forms.Widget, "form-input"),
)


def dressed(form: forms.BaseForm, *, editable: bool) -> forms.BaseForm:
    """Give every widget its class; disable all of them unless `editable`."""
    for field in form.fields.values():
        field.disabled = field.disabled or not editable
        widget = field.widget
        fitting = next(name for kind, name in _CLASSES if isinstance(widget, kind))
        widget.attrs.setdefault("class", fitting)
    return form
