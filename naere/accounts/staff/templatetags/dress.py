"""Fields of forms that are not ours (allauth's), in our own clothes."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Return a field's input with the class of the design, and tied to what is said about it."""
    kind = "form-checkbox" if field.widget_type == "checkbox" else "form-input"
    return field.as_widget(attrs={"class": kind})


@register.simple_tag
def password_alone_is_enough() -> bool:
    """Return whether no second factor is demanded: in the demo."""
    return bool(settings.NAERE_PASSWORD_ONLY_LOGIN)
