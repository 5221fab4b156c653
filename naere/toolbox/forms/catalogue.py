"""Forms of a tool: bring it in, change it, let it go from one state to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from naere.tenancy.forms import OLDEST_AGE, CheckedMixin, RowForm, SpanMixin, date_input
from naere.toolbox.enums import DataKind, FacetGroup, Platform
from naere.toolbox.models import Facet, Organisation, Tool
from naere.toolbox.queries.catalogue import (
    facets,
    fingerprint,
    organisations,
    was_ever_public,
)
from naere.toolbox.services import catalogue as services
from naere.toolbox.services.decisions import organisation_named
from naere.toolbox.templatetags.toolbox import said

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrPromise

    from naere.accounts.staff.models import Membership

    OneField = forms.ModelChoiceField[Organisation]
    ManyField = forms.ModelMultipleChoiceField[Facet]
else:
    ManyField = forms.ModelMultipleChoiceField

LONGEST_TIME: Final = 240  # minutes
LONGEST_REASON: Final = 600
# Those that Danish tools come in most, and that many young people speak at home.
LANGUAGES: Final = ("da", "en", "sv", "de", "ar", "tr", "uk", "pl", "fa", "ur", "bs", "ro", "vi")
NOTHING: Final = "nothing"  # of data: somebody has looked, and found none
_WEB_ADDRESS: Final = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Part:
    """Some of a form's fields under a heading, as `_fields.html` shows them."""

    title: _StrPromise
    visible_fields: list[BoundField]
    about: _StrPromise | str = ""
    non_field_errors: tuple[str, ...] = ()


def text_area(rows: int = 3) -> forms.Textarea:
    """Return a field for a few lines of text."""
    return forms.Textarea(attrs={"rows": rows})


def address(label: Any, **more: Any) -> forms.URLField:
    """Return a field for a web address; nothing but http and https."""
    return forms.URLField(
        label=label,
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[_WEB_ADDRESS],
        **more,
    )


class FacetsField(ManyField):
    """The facets of one group, each with what it means in plain words."""

    def label_from_instance(self, obj: Facet) -> str:
        """Return a facet's label and description in the reader's language."""
        return f"{said(obj, 'label')} – {said(obj, 'about')}"


class ProviderMixin(forms.Form):
    """Who makes the tool: one of the organisations, or a new one by its name."""

    provider: OneField = forms.ModelChoiceField(label=_("provider"), queryset=None, required=False)
    new_provider = forms.CharField(
        label=_("or a new provider"),
        max_length=120,
        required=False,
        help_text=_("Only when it is not on the list."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provider: Any = self.fields["provider"]
        provider.queryset = organisations()

    def chosen_provider(self) -> Organisation | None:
        """Return the provider; a new name makes a new organisation."""
        name: str = self.cleaned_data["new_provider"]
        found: Organisation | None = self.cleaned_data["provider"]
        return organisation_named(name) if name else found


class NewToolForm(ProviderMixin):
    """What is needed to bring a tool in as a candidate; the rest is written afterwards."""

    name = forms.CharField(label=_("name"), max_length=80)
    line_da = forms.CharField(label=_("what it is in one line, Danish"), max_length=160)
    link_web = address(_("link"))
    reason = forms.CharField(
        label=_("why it is a candidate"), max_length=LONGEST_REASON, widget=text_area()
    )

    field_order = ["name", "line_da", "provider", "new_provider", "link_web", "reason"]

    def store(self, by: Membership) -> Tool | None:
        """Bring the tool in; None (with an error) when somebody added the same at this moment."""
        try:
            with transaction.atomic():
                return self._add(by)
        except IntegrityError:
            self.add_error(None, _("Somebody else has just added the same."))
            return None

    def _add(self, by: Membership) -> Tool:
        data = self.cleaned_data
        links = {Platform.WEB.value: data["link_web"]} if data["link_web"] else {}
        facts = {"line_da": data["line_da"], "provider": self.chosen_provider()}
        return services.add_tool(data["name"], by, data["reason"], links=links, **facts)


class ToolForm(SpanMixin, CheckedMixin, ProviderMixin, RowForm):
    """Everything that editors write of a tool: facts, facets and links, saved together."""

    age_from = forms.IntegerField(
        label=_("age from"), min_value=0, max_value=OLDEST_AGE, required=False
    )
    age_to = forms.IntegerField(
        label=_("age to"), min_value=0, max_value=OLDEST_AGE, required=False
    )
    minutes = forms.IntegerField(
        label=_("minutes at a time"), min_value=1, max_value=LONGEST_TIME, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    data_kinds = forms.MultipleChoiceField(
        label=_("data it collects"),
        choices=[*DataKind.choices, (NOTHING, _("nothing that we have found"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Leave all of it out while nobody has looked. It must be known to be published."
        ),
    )
    works_offline = forms.NullBooleanField(
        label=_("works offline"),
        widget=forms.Select(choices=[("", _("not known")), ("True", _("yes")), ("False", _("no"))]),
    )
    method = FacetsField(
        label=FacetGroup.METHOD.label,
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target = FacetsField(
        label=FacetGroup.TARGET.label,
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    situation = FacetsField(
        label=FacetGroup.SITUATION.label,
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    link_web = address(Platform.WEB.label)
    link_ios = address(_("on iPhone and iPad"))
    link_android = address(Platform.ANDROID.label)
    link_desktop = address(Platform.DESKTOP.label)
    on_paper = forms.BooleanField(label=_("it is on paper"), required=False)
    link_paper = address(_("where to print or order it"))
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    class Meta:
        model = Tool
        fields = [
            *("name", "slug", "line_da", "line_en", "about_da", "about_en", "provider"),
            *("languages", "age_from", "age_to", "minutes"),
            *("price", "price_note_da", "price_note_en", "sign_up", "data_kinds"),
            *("data_note_da", "data_note_en", "works_offline", "ce_mark"),
            *("checked_on", "shortlisted", "is_example"),
        ]
        widgets = {"about_da": text_area(4), "about_en": text_area(4), "checked_on": date_input()}
        help_texts = {
            "slug": _("It can be changed until the tool is published."),
            "minutes": _("How long it takes each time. Leave it out when it differs a lot."),
            "is_example": _("It is marked as an example on every page."),
            "checked_on": _("When somebody last saw that what stands here is true."),
            "shortlisted": _("One of the four to six most promising."),
        }

    PARTS: Final[tuple[tuple[_StrPromise, tuple[str, ...]], ...]] = (
        (
            _("What it is"),
            (
                *("name", "slug", "line_da", "line_en", "about_da", "about_en"),
                *("provider", "new_provider"),
            ),
        ),
        (_("When it may help"), ("situation", "method", "target")),
        (_("Where it is found"), tuple(f"link_{platform}" for platform in Platform.values[:4])),
        (_("On paper"), ("on_paper", "link_paper")),
        (_("For whom and how long"), ("age_from", "age_to", "minutes", "languages")),
        (_("What it costs in money"), ("price", "price_note_da", "price_note_en")),
        (
            _("What it costs in data"),
            ("sign_up", "data_kinds", "data_note_da", "data_note_en", "works_offline", "ce_mark"),
        ),
        (_("In the catalogue"), ("checked_on", "shortlisted", "is_example")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        tool: Tool = kwargs["instance"]
        kwargs["initial"] = _initial_of(tool)
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for group in FacetGroup:
            fields[group.value].queryset = facets().filter(group=group)
        fields["languages"].choices = _languages(tool.languages)
        fields["slug"].disabled = was_ever_public(tool)

    def parts(self) -> Iterator[Part]:
        """Yield the fields under their headings."""
        for title, names in self.PARTS:
            yield Part(title, [self[name] for name in names])

    def clean_data_kinds(self) -> list[str] | None:
        """Return the kinds of data that it collects: an empty list for nothing, None while not known."""
        chosen: list[str] = self.cleaned_data["data_kinds"]
        if NOTHING in chosen and len(chosen) > 1:
            raise ValidationError(_("It cannot both collect something and nothing."))
        return [] if NOTHING in chosen else chosen or None

    def store(self) -> bool:
        """Save everything; return whether it went well. Of two editors the second is told."""
        try:
            with transaction.atomic():
                self._save()
        except services.StaleToolError:
            self.add_error(None, STALE)
        except IntegrityError:
            self.add_error(None, _("Somebody else has just added the same."))
        return not self.errors

    def _save(self) -> None:
        data = self.cleaned_data
        values = {name: data[name] for name in self.Meta.fields} | {
            "provider": self.chosen_provider()
        }
        tied = [facet for group in FacetGroup.values for facet in data[group]]
        services.save_tool(
            self.instance, values, facets=tied, links=self._links(), seen=data["seen"]
        )

    def _links(self) -> dict[str, str]:
        data = self.cleaned_data
        found = {platform: data[f"link_{platform}"] for platform in Platform.values}
        on_paper = {Platform.PAPER.value} if data["on_paper"] else set()
        return {platform: url for platform, url in found.items() if url or platform in on_paper}


STALE: Final = _(
    "Somebody else has changed this tool since you opened the page. Nothing was saved. Open the page "
    "again in another tab, and move your changes over."
)


def _initial_of(tool: Tool) -> dict[str, Any]:
    """Return what a tool's facets and links are now, and what tells if they change meanwhile."""
    links = {link.platform: link.url for link in tool.links.all()}
    tied: dict[str, list[Facet]] = {group: [] for group in FacetGroup.values}
    for facet in tool.facets.all():
        tied[facet.group].append(facet)
    addresses = {f"link_{platform}": links.get(platform, "") for platform in Platform.values}
    on_paper = {"on_paper": Platform.PAPER.value in links, "seen": fingerprint(tool)}
    data_kinds = [NOTHING] if tool.data_kinds == [] else tool.data_kinds
    return {**tied, **addresses, **on_paper, "data_kinds": data_kinds}


def _languages(also: list[str]) -> list[tuple[str, str]]:
    """Return the languages to choose from, and those that the tool has already."""
    codes = [*dict.fromkeys([*LANGUAGES, *also])]
    return [(code, _language(code)) for code in codes]


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
