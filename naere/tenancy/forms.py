"""Forms of what a municipality decides. They check; the services change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naere.tenancy import images, services
from naere.tenancy.enums import Weekday
from naere.tenancy.models import (
    AgeGroup,
    ClosedDay,
    CrisisLine,
    OpeningHours,
    Profile,
    RiskWord,
    Text,
    Topic,
)
from naere.tenancy.queries import risk_words
from naere.tenancy.scope import current_municipality

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

OLDEST_AGE = 120
_PHONE = RegexValidator(r"^\+?[0-9](?: ?[0-9]){2,15}$", _("Write digits and single spaces only."))


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


class IdentityForm(SpanMixin, ProfileForm):
    """Name, contact, quick exit and age band."""

    age_from = forms.IntegerField(label=_("age from"), min_value=0, max_value=OLDEST_AGE)
    age_to = forms.IntegerField(label=_("age to"), min_value=0, max_value=OLDEST_AGE)
    contact_phone = forms.CharField(
        label=_("contact, phone"), max_length=20, required=False, validators=[_PHONE]
    )
    exit_url = forms.URLField(
        label=_("where the quick exit leads"),
        assume_scheme="https",
        help_text=_("A page that nobody wonders about, such as a weather forecast."),
    )

    class Meta(ProfileForm.Meta):
        fields = [
            "name",
            "contact_name",
            "contact_email",
            "contact_phone",
            "exit_url",
            "age_from",
            "age_to",
        ]


class LimitsForm(ProfileForm):
    """How many, how long, and for how many days."""

    class Meta(ProfileForm.Meta):
        fields = ["parallel_conversations", "session_minutes", "days_kept", "queue_limit"]
        help_texts = {"days_kept": _("At most 30. Then the server deletes it for good.")}


class HolidaysForm(ProfileForm):
    """Whether public holidays are closed."""

    class Meta(ProfileForm.Meta):
        fields = ["closed_on_holidays"]


class LookForm(ProfileForm):
    """Colour and logo."""

    picture = forms.FileField(
        label=_("new logo"),
        required=False,
        allow_empty_file=True,
        help_text=_("PNG, JPEG or WebP, at most 200 kB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove = forms.BooleanField(label=_("remove the logo"), required=False)

    class Meta(ProfileForm.Meta):
        fields = ["colour", "logo_alt"]
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}
        help_texts = {"logo_alt": _("What somebody hears who cannot see the logo.")}

    def clean_picture(self) -> bytes | None:
        """Read the picture, unless it is too large to be read at all."""
        file = self.cleaned_data["picture"]
        if file is None:
            return None
        if file.size > images.MOST_BYTES:
            raise forms.ValidationError(
                _("The picture is %(size)s kB. It may be 200 kB at most. Nothing was saved."),
                params={"size": file.size // 1024},
            )
        data: bytes = file.read()
        try:
            images.kind_of(data)
        except images.WrongKindError as error:
            raise forms.ValidationError(_("It must be a PNG, JPEG or WebP picture.")) from error
        return data

    def clean(self) -> dict[str, Any]:
        """Demand the logo in words wherever there will be a logo."""
        data = super().clean() or self.cleaned_data
        stays = bool(self.instance.logo_type) and not data.get("remove")
        if (data.get("picture") or stays) and not data.get("logo_alt"):
            self.add_error("logo_alt", _("Say in words what the logo shows."))
        return data

    def store(self) -> bool:
        """Save the colour, and the logo when there is a new one or it shall go."""
        data = self.cleaned_data
        if "colour" in self.changed_data:
            services.update_profile(colour=data["colour"])
        if data["picture"]:
            services.set_logo(data["picture"], data["logo_alt"])
        elif data["remove"]:
            services.remove_logo()
        elif "logo_alt" in self.changed_data:
            services.update_profile(logo_alt=data["logo_alt"])
        return True


class AgeGroupForm(SpanMixin, RowForm):
    """An age group."""

    age_from = forms.IntegerField(label=_("age from"), min_value=0, max_value=OLDEST_AGE)
    age_to = forms.IntegerField(label=_("age to"), min_value=0, max_value=OLDEST_AGE)

    class Meta:
        model = AgeGroup
        fields = ["label", "age_from", "age_to"]


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
