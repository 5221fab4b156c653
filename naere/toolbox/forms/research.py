"""Forms of the research log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Example
from naere.toolbox.forms.links import WebLinkField
from naere.toolbox.models import ResearchNote
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.services import research as services

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class NoteForm(ModelForm):
    """An entry: what it is, whether a good or a bad example, and why."""

    url = WebLinkField(label=_("link"), required=False)

    class Meta:
        model = ResearchNote
        fields = ["title", "url", "example", "why", "tool"]
        # The class is made outside any municipality's scope.
        field_classes = {"tool": SafeModelChoiceField}
        widgets = {"why": forms.Textarea(attrs={"rows": 5})}
        labels = {"tool": _("tool")}
        help_texts = {"why": _("Reasons in words. Scores belong to assessments.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.municipality = current_municipality()
        field: Any = self.fields["tool"]
        field.queryset = tools()
        field.empty_label = _("none")

    def store(self, by: Membership) -> bool:
        """Add the entry, or save what was changed in one's own."""
        if self.instance._state.adding:
            services.write_note(by, **self.cleaned_data)
        else:
            services.change_note(self.instance, by)
        return True


class NoteFilter(forms.Form):
    """Which entries are shown."""

    q = forms.CharField(label=_("text"), max_length=80, required=False)
    example = forms.ChoiceField(
        label=_("example"), choices=[("", _("all")), *Example.choices], required=False
    )
    tool: Any = forms.ModelChoiceField(
        label=_("tool"), queryset=None, required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The page has another form with the same names.
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        field: Any = self.fields["tool"]
        field.queryset = tools().filter(research__isnull=False).distinct()

    def chosen(self) -> dict[str, Any]:
        """Return what narrows `queries.research.notes`; what makes no sense narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        tool = data.get("tool")
        return {
            "text": data.get("q") or "",
            "example": data.get("example") or "",
            "tool": tool.pk if tool else None,
        }
