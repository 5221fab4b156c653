"""Forms of deep reviews: who looks, what was found, how bad it is (R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.toolbox.forms.assessing import text_area
from naere.toolbox.models import DeepReview, Finding, Picture
from naere.toolbox.queries.reviews import shortlisted, written_for
from naere.toolbox.services import reviews as services

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

SEVERITY = (
    (0, _("0 – worth knowing, no trouble")),
    (1, _("1 – a small thing")),
    (2, _("2 – slows people down")),
    (3, _("3 – many give up here")),
    (4, _("4 – stops people, or may harm")),
)


class BeginReviewForm(forms.Form):
    """A shortlisted tool, and who looks closer at it."""

    tool: Any = forms.ModelChoiceField(label=_("tool"), queryset=None)
    organisation: Any = forms.ModelChoiceField(label=_("organisation"), queryset=None)

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: dict[str, Any] = self.fields
        found["tool"].queryset = shortlisted()
        found["organisation"].queryset = written_for(by)


class SummaryForm(ModelForm):
    """What a review says in short."""

    class Meta:
        model = DeepReview
        fields = ["summary_da", "summary_en"]
        widgets = {"summary_da": text_area(4), "summary_en": text_area(4)}

    def store(self) -> bool:
        """Save; return whether the review is still open."""
        data = self.cleaned_data
        args = self.instance.pk, data["summary_da"], data["summary_en"]
        return attempt(self, services.save_summary, *args)


class FindingForm(ModelForm):
    """One finding. Its picture is one of the tool's."""

    severity = forms.TypedChoiceField(label=_("how bad"), choices=SEVERITY, coerce=int)
    # Declared: what Django would make asks for the rows while no municipality is in scope.
    picture: Any = forms.ModelChoiceField(label=_("picture"), queryset=None, required=False)

    class Meta:
        model = Finding
        fields = ["kind", "title", "body", "severity", "picture"]
        widgets = {"body": text_area(4)}

    def __init__(self, *args: Any, review: DeepReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.review = review
        found: dict[str, Any] = self.fields
        found["picture"].queryset = Picture.objects.filter(tool=review.tool_id).defer("data")

    def store(self) -> bool:
        """Save; return whether the review is still open."""
        return attempt(self, services.save_finding, self.instance)


def attempt(form: forms.BaseForm, act: Any, *args: Any) -> bool:
    """Act; a refusal becomes an error of the form. Return whether it went well."""
    try:
        act(*args)
    except services.ReviewRefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
