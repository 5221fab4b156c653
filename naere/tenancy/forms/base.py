"""What the forms of a municipality's decisions have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naere.tenancy import services
from naere.tenancy.models import (
    Profile,
)
from naere.tenancy.scope import current_municipality

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


OLDEST_AGE = 120


def date_input() -> forms.DateInput:
    """Return the browser's own date picker."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    """Return the browser's own time picker."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class RowForm(ModelForm):
    """A row of the municipality in scope; a double is an error of the form, never a crash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.municipality = current_municipality()

    def _get_validation_exclusions(self) -> set[str]:
        # Constraints that hold inside a municipality are skipped when the municipality is excluded.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"municipality"}

    def store(self) -> bool:
        """Save; return whether it went well. Two may add the same at the same time."""
        try:
            with transaction.atomic():
                services.save_row(self.instance)
        except IntegrityError:
            self.add_error(None, _("Somebody else has just added the same."))
            return False
        return True


class SpanMixin:
    """Two fields of which the first may not come after the second."""

    first, last, message = "age_from", "age_to", _("From must not be higher than to.")

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        start, end = data.get(self.first), data.get(self.last)
        if start is not None and end is not None and not self.in_order(start, end):
            self.add_error(self.last, self.message)  # type: ignore[attr-defined]
        return data

    def in_order(self, start: Any, end: Any) -> bool:
        """Return whether the two are in order."""
        return bool(start <= end)


class ProfileForm(ModelForm):
    """Some of the profile's fields. Stores what was changed and nothing else."""

    def store(self) -> bool:
        """Save the changed fields, so that two who edit do not undo each other's work."""
        changes = {field: self.cleaned_data[field] for field in self.changed_data}
        if changes:
            services.update_profile(**changes)
        return True

    class Meta:
        model = Profile
        fields: list[str] = []
