"""The form of a question after a conversation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.surveys.models import Question
from naere.tenancy.forms import RowForm


class QuestionForm(RowForm):
    """A question with its two ends."""

    class Meta:
        model = Question
        fields = [
            "key",
            "text_da",
            "text_en",
            "low_da",
            "low_en",
            "high_da",
            "high_en",
            "order",
            "is_asked",
        ]
        labels = {"key": _("short name")}
        help_texts = {
            "key": _("Letters, digits and hyphens. It names the question in the figures."),
            "is_asked": _("A question that is no longer asked keeps its answers."),
        }
        widgets = {"text_da": forms.TextInput(), "text_en": forms.TextInput()}
