"""The form that takes a catalogue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.toolbox.services.exchange_reading import MOST_BYTES


class CatalogueForm(forms.Form):
    """A catalogue as a file; what is in it is checked by the service."""

    file = forms.FileField(
        label=_("catalogue"),
        allow_empty_file=True,
        help_text=_("JSON, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )

    def clean_file(self) -> bytes:
        """Return the bytes, at most one more than is taken."""
        data: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return data
