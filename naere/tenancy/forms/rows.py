"""Forms of rows, texts and risk words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naere.tenancy import services
from naere.tenancy.enums import Weekday
from naere.tenancy.models import (
    AgeGroup,
    ClosedDay,
    CrisisLine,
    OpeningHours,
    RiskWord,
    Text,
    Topic,
)
from naere.tenancy.queries import risk_words

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

from naere.tenancy.forms.base import OLDEST_AGE, RowForm, SpanMixin, date_input, time_input

_PHONE = RegexValidator(r"^\+?[0-9](?: ?[0-9]){2,15}$", _("Write digits and single spaces only."))


class AgeGroupForm(SpanMixin, RowForm):
    """An age group."""

    age_from = forms.IntegerField(label=_("age from"), min_value=0, max_value=OLDEST_AGE)
    age_to = forms.IntegerField(label=_("age to"), min_value=0, max_value=OLDEST_AGE)

    class Meta:
        model = AgeGroup
        fields = ["label_da", "label_en", "age_from", "age_to"]


class TopicForm(RowForm):
    """A topic."""

    class Meta:
        model = Topic
        fields = ["label_da", "label_en", "opens_safety", "order"]


class OpeningForm(SpanMixin, RowForm):
    """A span of one weekday."""

    first, last, message = "opens", "closes", _("It must close after it opens.")

    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes"]
        widgets = {"opens": time_input(), "closes": time_input()}
        help_texts = {"closes": _("23:59 means midnight.")}

    def in_order(self, start: Any, end: Any) -> bool:
        """Return whether the span is longer than nothing."""
        return bool(start < end)


class NewOpeningForm(SpanMixin, forms.Form):
    """The same span on several weekdays at once."""

    first, last, message = OpeningForm.first, OpeningForm.last, OpeningForm.message

    weekdays = forms.TypedMultipleChoiceField(
        label=_("days"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.TimeField(label=_("opens"), widget=time_input())
    closes = forms.TimeField(
        label=_("closes"), widget=time_input(), help_text=_("23:59 means midnight.")
    )

    def in_order(self, start: Any, end: Any) -> bool:
        """Return whether the span is longer than nothing."""
        return bool(start < end)

    def store(self) -> bool:
        """Save one span per chosen weekday."""
        data = self.cleaned_data
        for weekday in data["weekdays"]:
            span = OpeningHours(weekday=weekday, opens=data["opens"], closes=data["closes"])
            services.save_row(span)
        return True


class ClosedDayForm(RowForm):
    """A closed day."""

    class Meta:
        model = ClosedDay
        fields = ["date", "note"]
        widgets = {"date": date_input()}


class CheckedMixin:
    """A source that somebody has checked, at the latest today."""

    def clean_checked_on(self) -> Any:
        """Refuse a day that has not come yet."""
        checked = self.cleaned_data["checked_on"]  # type: ignore[attr-defined]
        if checked and checked > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return checked


class CrisisLineForm(CheckedMixin, RowForm):
    """A crisis line."""

    phone = forms.CharField(
        label=_("phone"),
        max_length=20,
        validators=[_PHONE],
        help_text=_("Check it twice, and call it once. A wrong number is dangerous."),
    )
    url = forms.URLField(label=_("link"), required=False, assume_scheme="https")
    source = forms.URLField(
        label=_("source"),
        assume_scheme="https",
        help_text=_("The line's own page, where the number stands."),
    )

    class Meta:
        model = CrisisLine
        fields = [
            "name",
            "phone",
            "who_da",
            "who_en",
            "hours_da",
            "hours_en",
            "url",
            "source",
            "checked_on",
            "order",
        ]
        widgets = {"checked_on": date_input()}


class TextForm(CheckedMixin, RowForm):
    """One of the municipality's own texts."""

    source = forms.URLField(label=_("source"), required=False, assume_scheme="https")

    class Meta:
        model = Text
        fields = ["body_da", "body_en", "source", "checked_on"]
        widgets = {"checked_on": date_input()}
        help_texts = {"body_da": _("An empty line begins a new paragraph.")}


class RiskWordsForm(forms.Form):
    """All risk words at once, one a line."""

    model = RiskWord

    phrases = forms.CharField(
        label=_("words and phrases, one a line"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "The device of the young person looks for them. They are never reported. A last word of "
            "five letters also counts with an ending; with a * after it, a shorter one does too."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"phrases": "\n".join(risk_words())})
        super().__init__(*args, **kwargs)

    def clean_phrases(self) -> list[str]:
        """Split into lines."""
        lines = [line.strip() for line in self.cleaned_data["phrases"].splitlines()]
        longest = max((len(line) for line in lines), default=0)
        if longest > 60:
            raise forms.ValidationError(_("A line may be 60 characters at most."))
        return [line for line in lines if line]

    def store(self) -> bool:
        """Save the list."""
        services.replace_risk_words(self.cleaned_data["phrases"])
        return True
