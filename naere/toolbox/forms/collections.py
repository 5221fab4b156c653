"""The form of a collection: a title, a few words, and up to eight tools in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.collections import shown_items
from naere.toolbox.services.collections import MOST_TOOLS

if TYPE_CHECKING:
    from naere.toolbox.models import Collection, Tool

UP: Final = "up"
# What the button `up` may say: looked up, since a number of 5,000 digits cannot even be read.
_PLACES: Final = {str(place): place for place in range(1, MOST_TOOLS)}


class CollectionForm(forms.Form):
    """What a group gets. Places that are left empty close up."""

    title = forms.CharField(label=_("title"), max_length=80)
    intro = forms.CharField(
        label=_("a few words to the group"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tools = list(public_tools().order_by("name"))
        self.tools = {str(tool.pk): tool for tool in tools}
        choices = [("", _("No tool")), *((pk, tool.name) for pk, tool in self.tools.items())]
        for place in range(MOST_TOOLS):
            self.fields[f"tool-{place}"] = forms.ChoiceField(
                label=gettext("Tool %(place)s") % {"place": place + 1},
                choices=choices,
                required=False,
            )
            self.fields[f"note-{place}"] = forms.CharField(
                label=gettext("Why this one (tool %(place)s)") % {"place": place + 1},
                max_length=160,
                required=False,
            )

    @classmethod
    def of(cls, collection: Collection) -> CollectionForm:
        """Return the form as a collection stands."""
        given = {"title": collection.title, "intro": collection.intro}
        for place, item in enumerate(shown_items(collection)):
            given |= {f"tool-{place}": str(item.tool_id), f"note-{place}": item.note}
        return cls(initial=given)

    @classmethod
    def moved(cls, data: Any) -> CollectionForm:
        """Return the form with one tool moved up a place, as the button `up` of `data` says."""
        given = data.dict()
        if place := _PLACES.get(given.get(UP, "")):
            for part in ("tool", "note"):
                here, above = f"{part}-{place}", f"{part}-{place - 1}"
                given[here], given[above] = given.get(above, ""), given.get(here, "")
        return cls(initial=given)

    def places(self) -> list[tuple[int, Any, Any]]:
        """Return the places with their two fields."""
        return [(n, self[f"tool-{n}"], self[f"note-{n}"]) for n in range(MOST_TOOLS)]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one tool, and for none twice."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [data[f"tool-{n}"] for n in range(MOST_TOOLS) if data.get(f"tool-{n}")]
        if not chosen:
            self.add_error(None, _("Choose at least one tool."))
        if len(set(chosen)) < len(chosen):
            self.add_error(None, _("The same tool is there twice."))
        return data

    def chosen(self) -> list[tuple[Tool, str]]:
        """Return the tools and their notes, in order."""
        data = self.cleaned_data
        places = [(data[f"tool-{n}"], data[f"note-{n}"]) for n in range(MOST_TOOLS)]
        return [(self.tools[tool], note) for tool, note in places if tool]
