from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    name = "naere.design"

    def ready(self) -> None:
        """Say what to do in a field that must be filled in, in place of that it must."""
        forms.Field.default_error_messages["required"] = _("Write something here.")
        for kind in (forms.ChoiceField, forms.BooleanField, forms.FileField):
            # A dictionary of its own: a kind without one shares that of every field.
            own = kind.__dict__.get("default_error_messages", {})
            kind.default_error_messages = {**own, "required": _("Choose something.")}
