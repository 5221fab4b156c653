"""Forms of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.toolbox.models import Picture, Tool
from naere.toolbox.services import pictures
from naere.toolbox.services.imaging import (
    PictureError,
    TooHeavyError,
    TooManyPixelsError,
)

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

REASONS: Final = {
    TooHeavyError: _("The picture is larger than 8 MB."),
    TooManyPixelsError: _("The picture has more than 40 megapixels."),
    pictures.TooManyPicturesError: _("A tool can have 20 pictures. Delete one first."),
}
NOT_A_PICTURE: Final = _("That is not a picture that we can use. Choose a PNG, JPEG or WebP.")


class PictureForm(ModelForm):
    """How a picture is said in words, and where it stands."""

    class Meta:
        model = Picture
        fields = ["alt_da", "alt_en", "in_gallery", "order"]
        help_texts = {"alt_da": _("What somebody hears who cannot see the picture.")}

    def store(self) -> bool:
        """Save the words and the place."""
        given = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        pictures.change_picture(self.instance, **given)
        return True


class NewPictureForm(forms.Form):
    """A picture that is sent, with its words in both languages."""

    file = forms.FileField(
        label=_("picture"),
        help_text=_("PNG, JPEG or WebP, at most 8 MB and 40 megapixels."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    alt_da = forms.CharField(
        label=_("in words, Danish"),
        max_length=240,
        help_text=_("What somebody hears who cannot see the picture."),
    )
    alt_en = forms.CharField(label=_("in words, English"), max_length=240)
    in_gallery = forms.BooleanField(
        label=_("shown on the tool's page"), required=False, initial=True
    )

    def store(self, tool: Tool) -> bool:
        """Draw the picture anew and keep it; return whether it was one."""
        data = self.cleaned_data
        try:
            pictures.add_picture(
                tool, data["file"], data["alt_da"], data["alt_en"], in_gallery=data["in_gallery"]
            )
        except PictureError as error:
            self.add_error("file", REASONS.get(type(error), NOT_A_PICTURE))
            return False
        return True
