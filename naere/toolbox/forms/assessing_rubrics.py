"""Forms of rubrics: a version's names, and a criterion with what each score means (R49)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Perspective
from naere.toolbox.forms.assessing import text_area
from naere.toolbox.models import HIGHEST, Criterion, Rubric
from naere.toolbox.services import rubrics as services

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

LONGEST_ANCHOR = 300


class NewRubricForm(forms.Form):
    """From which perspective the new version asks."""

    perspective = forms.ChoiceField(label=gettext_lazy("perspective"), choices=Perspective.choices)


class RubricForm(ModelForm):
    """What a version is called and builds on."""

    class Meta:
        model = Rubric
        fields = ["name_da", "name_en", "source"]
        widgets = {"source": text_area(4)}

    def store(self) -> bool:
        """Save; return whether the version is still a draft."""
        return attempt(self, services.save_rubric, self.instance)


class CriterionForm(ModelForm):
    """A criterion. Five anchors in each language, from the lowest to the highest."""

    weight = forms.IntegerField(
        label=gettext_lazy("weight"),
        min_value=1,
        max_value=5,
        initial=1,
        help_text=gettext_lazy("From 1 to 5. A 2 counts twice as much as a 1."),
    )

    class Meta:
        model = Criterion
        fields = [
            "key",
            "area_da",
            "area_en",
            "title_da",
            "title_en",
            "question_da",
            "question_en",
            "weight",
            "order",
        ]
        labels = {"key": gettext_lazy("name in exports")}
        widgets = {"question_da": text_area(2), "question_en": text_area(2)}

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.rubric = rubric
        self.instance.municipality = current_municipality()
        for name, language, at in _anchors():
            kept = getattr(self.instance, f"anchors_{language}") or []
            self.fields[name] = _anchor_field(language, at, kept)

    def clean(self) -> dict[str, Any]:
        """Put the anchors together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for language in ("da", "en"):
            texts = [data.get(f"{language}_{at}", "") for at in range(HIGHEST + 1)]
            setattr(self.instance, f"anchors_{language}", texts)
        return data

    def _get_validation_exclusions(self) -> set[str]:
        # A constraint that names an excluded field is skipped; the key is single in its rubric.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"municipality", "rubric"}

    def store(self) -> bool:
        """Save; return whether the version is still a draft."""
        return attempt(self, services.save_criterion, self.instance)


def attempt(form: forms.BaseForm, act: Any, *args: Any) -> bool:
    """Act; a refusal becomes an error of the form. Return whether it went well."""
    try:
        act(*args)
    except services.RubricRefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        # Somebody else has just added the same.
        form.add_error(None, error.messages)
        return False
    return True


def _anchors() -> Iterator[tuple[str, str, int]]:
    for at in range(HIGHEST + 1):
        for language in ("da", "en"):
            yield f"{language}_{at}", language, at


def _anchor_field(language: str, at: int, kept: list[str]) -> forms.CharField:
    label = _("%(score)s means, Danish") if language == "da" else _("%(score)s means, English")
    return forms.CharField(
        label=label % {"score": at},
        max_length=LONGEST_ANCHOR,
        initial=kept[at] if at < len(kept) else "",
        widget=text_area(2),
    )
