"""What a form says where nothing is filled in or chosen."""

from __future__ import annotations

from typing import Any

from django import forms

from naere.design.dress import dressed
from naere.tenancy.models import Municipality
from naere.toolbox.forms.assessing_reviews import FindingForm
from naere.toolbox.models import DeepReview, Organisation
from tests.factories.toolbox import make_tool


class Asked(forms.Form):
    name = forms.CharField()
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])
    agreed = forms.BooleanField()
    who: Any = forms.ModelChoiceField(queryset=Organisation.objects.none())


def test_what_is_missing_is_asked_for_in_words() -> None:
    errors = {name: list(said) for name, said in Asked({}).errors.items()}
    assert errors.pop("name") == ["Skriv noget her."]
    assert errors == {key: ["Vælg noget."] for key in ("kind", "agreed", "who")}


def test_a_choice_of_nothing_has_a_name() -> None:
    html = str(dressed(Asked(), editable=True))
    assert (html.count('<option value="" selected>Vælg</option>'), "---" in html) == (2, False)


def test_also_where_the_choices_come_from_a_model(dragoer: Municipality) -> None:
    html = str(dressed(FindingForm(review=DeepReview(tool=make_tool())), editable=True))
    assert ("---" in html, html.count(">Vælg</option>")) == (False, 2)
