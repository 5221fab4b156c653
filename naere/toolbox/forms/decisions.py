"""Forms of what a municipality decides about its toolbox. They check; the services change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naere.accounts.staff.queries import memberships
from naere.tenancy.forms import RowForm, SpanMixin
from naere.toolbox.enums import Perspective
from naere.toolbox.models import Assessor, Facet, Organisation, Settings, Synonym
from naere.toolbox.queries.catalogue import organisations, possible_assessors
from naere.toolbox.rules import NotAnOriginError, origin_of
from naere.toolbox.services import decisions as services

if TYPE_CHECKING:
    ChoiceField = forms.ModelChoiceField[Any]
else:
    ChoiceField = forms.ModelChoiceField

MOST_ORIGINS: Final = 20
MOST_WORDS: Final = 12
MOST_REMINDERS: Final = 5


class DecisionForm(RowForm):
    """A row that a service stores; what the service refuses is an error of the form."""

    def write(self) -> None:
        """Give the row to its service."""
        raise NotImplementedError

    def store(self) -> bool:
        """Save; return whether it went well. Two may decide the same at the same time."""
        try:
            with transaction.atomic():
                self.write()
        except IntegrityError:
            self.add_error(None, _("Somebody else has just added the same."))
        except services.InUseError:
            self.add_error(None, _("A tool is found under it now, so its name in addresses stays."))
        except services.NotAnAssessorError:
            self.add_error(None, _("The member is not an assessor any more."))
        return not self.errors


class FacetForm(DecisionForm):
    """A facet. Once a tool is found under it, its group and its name in addresses stay."""

    class Meta:
        model = Facet
        fields = ["group", "key", "label_da", "label_en", "about_da", "about_en", "order"]
        help_texts = {
            "key": _("Letters, digits and hyphens. It stays once a tool is found under it."),
            "label_da": _("A situation in young people's own words."),
            "about_da": _("One plain sentence."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.tool_facets.exists():
            for name in services.FIXED_ONCE_USED:
                self.fields[name].disabled = True

    def write(self) -> None:
        """Store the facet."""
        services.save_facet(self.instance)


class SynonymForm(DecisionForm):
    """What somebody may type, and what the catalogue calls it."""

    means = SimpleArrayField(
        forms.CharField(max_length=60),
        label=_("what it means here"),
        max_length=MOST_WORDS,
        help_text=_("Words that stand in the catalogue, with a comma between them."),
    )

    class Meta:
        model = Synonym
        fields = ["phrase", "means"]

    def clean_phrase(self) -> str:
        """Compare phrases as they are kept: lower case, single blanks."""
        return services.plain(self.cleaned_data["phrase"])

    def write(self) -> None:
        """Store the synonym."""
        services.save_synonym(self.instance)


class OrganisationForm(DecisionForm):
    """An organisation."""

    url = forms.URLField(label=_("link"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ["name", "url"]
        help_texts = {"name": _("It stands on every assessment that its people made.")}

    def write(self) -> None:
        """Store the organisation."""
        services.save_organisation(self.instance)


class MemberField(ChoiceField):
    """A member, with their own name and the name that young people see."""

    def label_from_instance(self, obj: Any) -> str:
        """Return how a member is named to an editor."""
        return f"{obj.user} ({obj.alias})"


class AssessorForm(DecisionForm):
    """For which organisation and from which perspectives a member may assess."""

    membership = MemberField(
        label=_("member"), queryset=None, help_text=_("Members with the role of an assessor.")
    )
    organisation: ChoiceField = forms.ModelChoiceField(label=_("organisation"), queryset=None)
    perspectives = forms.MultipleChoiceField(
        label=_("perspectives"),
        choices=Perspective.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any, the member gets no new assessments. What they gave stays."),
    )

    class Meta:
        model = Assessor
        fields = ["membership", "organisation", "perspectives"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = organisations()
        decided = bool(self.instance.membership_id)
        fields["membership"].queryset = memberships() if decided else possible_assessors()
        fields["membership"].disabled = decided

    def write(self) -> None:
        """Store what the member may."""
        row = self.instance
        services.save_assessor(row.membership, row.organisation, row.perspectives)


class SettingsForm(SpanMixin, DecisionForm):
    """How long assessments hold, how many tools to aim for, and who may show the catalogue."""

    first, last = "fewest", "most"
    message = _("The fewest must not be more than the most.")

    remind_days = SimpleArrayField(
        forms.IntegerField(min_value=1, max_value=365),
        label=_("days before that at which to remind"),
        max_length=MOST_REMINDERS,
        required=False,
        help_text=_("Numbers with a comma between them, such as 60, 14."),
    )
    embed_origins = SimpleArrayField(
        forms.CharField(max_length=255, required=False),
        label=_("sites that may show the catalogue"),
        delimiter="\n",
        max_length=MOST_ORIGINS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, such as https://www.kommune.dk – without anything after it."),
    )

    class Meta:
        model = Settings
        fields = ["valid_months", "remind_days", "fewest", "most", "embed_origins"]

    def clean_embed_origins(self) -> list[str]:
        """Accept nothing but https origins: they end up in a header."""
        return [*dict.fromkeys(map(_origin, filter(None, self.cleaned_data["embed_origins"])))]

    def write(self) -> None:
        """Store the settings."""
        services.save_settings(self.instance)


def _origin(text: str) -> str:
    try:
        return origin_of(text)
    except NotAnOriginError as error:
        message = _("“%(text)s” is not the https address of a site, without anything after it.")
        raise forms.ValidationError(message, params={"text": text}) from error
