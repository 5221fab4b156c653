"""A link to a page, as somebody types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _


class WebLinkField(forms.URLField):
    """An address on the web: http or https, at most 500 characters; https where neither is said."""

    default_error_messages = {"invalid": _("That is not a link to a page.")}
    default_validators = [
        URLValidator(schemes=["http", "https"], message=_("That is not a link to a page."))
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 500, "assume_scheme": "https", **options})
