"""The form that a provider fills in, made of a version's questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.toolbox.declaring import CHOICE, EMAIL, LINK, NUMBER, TEXT, Question, questions
from naere.toolbox.forms.links import WebLinkField
from naere.toolbox.services import declarations as services

if TYPE_CHECKING:
    from collections.abc import Callable

    from naere.toolbox.models import Declaration


class DeclarationForm(forms.Form):
    """The questions of a declaration's own version."""

    def __init__(self, *args: Any, declaration: Declaration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declaration = declaration
        for one in questions(declaration.form_version):
            self.fields[one.key] = field_for(one)

    def clean(self) -> dict[str, Any]:
        """Refuse ages in the wrong order."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("age_from"), data.get("age_to")
        if first is not None and last is not None and first > last:
            self.add_error("age_to", _("From must not be higher than to."))
        return data

    def store(self) -> bool:
        """Keep the answers; return False when the link is no longer open."""
        try:
            services.answer(self.declaration, self.cleaned_data)
        except services.NotOpenError:
            return False
        return True


def field_for(one: Question) -> forms.Field:
    """Return the field that a question is answered in."""
    common = {"label": one.label, "help_text": one.hint, "required": one.required}
    return _FIELDS[one.kind](one, common)


def _text(one: Question, common: dict[str, Any]) -> forms.Field:
    rows = 3 if one.most > 200 else 1
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(max_length=one.most, widget=widget, **common)


def _choice(one: Question, common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("Choose")), *one.choices], **common)


_FIELDS: Final[dict[str, Callable[[Question, dict[str, Any]], forms.Field]]] = {
    TEXT: _text,
    CHOICE: _choice,
    LINK: lambda _one, common: WebLinkField(**common),
    NUMBER: lambda one, common: forms.IntegerField(min_value=0, max_value=one.most, **common),
    EMAIL: lambda one, common: forms.EmailField(max_length=one.most, **common),
}
