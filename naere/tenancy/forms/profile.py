"""Forms of the profile: what there is one of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from naere.tenancy import images, services

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

from naere.tenancy.forms.base import OLDEST_AGE, ProfileForm, SpanMixin

_ALTS = ("logo_alt_da", "logo_alt_en")
_PHONE = RegexValidator(r"^\+?[0-9](?: ?[0-9]){2,15}$", _("Write digits and single spaces only."))


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
        fields = ["colour", *_ALTS]
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}
        help_texts = {"logo_alt_da": _("What somebody hears who cannot see the logo.")}

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
        if data.get("picture") or stays:
            for field in _ALTS:
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, _("Say in words what the logo shows."))
        return data

    def store(self) -> bool:
        """Save the colour, and the logo when there is a new one or it shall go."""
        data = self.cleaned_data
        if "colour" in self.changed_data:
            services.update_profile(colour=data["colour"])
        if data["picture"]:
            services.set_logo(data["picture"], data["logo_alt_da"], data["logo_alt_en"])
        elif data["remove"]:
            services.remove_logo()
        elif changed := {field: data[field] for field in _ALTS if field in self.changed_data}:
            services.update_profile(**changed)
        return True
