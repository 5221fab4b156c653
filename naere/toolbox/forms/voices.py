"""The form with which somebody says whether a tool helped."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.accounts.youth.rules import gives_away, tidy
from naere.toolbox.enums import Moderation, Verdict

LONGEST: Final = 240


class VoiceForm(forms.Form):
    """A verdict, and perhaps a sentence that does not say who one is."""

    verdict = forms.ChoiceField(
        label=_("Did it help?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    sentence = forms.CharField(
        label=_("Do you want to say a little more?"),
        help_text=_("You need not. Write nothing that shows who you are. Somebody reads it first."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def written(self) -> str:
        """The sentence as it was written, kept or refused."""
        return str(self["sentence"].value() or "") if self.is_bound else ""

    def clean_sentence(self) -> str:
        """Refuse what looks like an address, a phone number or a CPR number."""
        sentence = tidy(self.cleaned_data["sentence"])
        if gives_away(sentence):
            raise forms.ValidationError(
                _("It looks as if it says who you are. Leave that out, and send it again.")
            )
        return sentence


class DecisionForm(forms.Form):
    """What becomes of a sentence, and how it stood when it was read."""

    to = forms.ChoiceField(choices=Moderation.choices)
    seen = forms.ChoiceField(choices=Moderation.choices)
