"""The form of a collection: a title, a few words, and up to eight tools in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naere.toolbox.enums import ToolState
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.collections import items_of
from naere.toolbox.queries.finding import expired_tools
from naere.toolbox.rules import PUBLIC_STATES
from naere.toolbox.services.collections import MOST_TOOLS

if TYPE_CHECKING:
    from naere.toolbox.models import Collection, Tool

UP, MORE, PLACES = "up", "more", "places"
# What the button `up` and the field `places` may say: looked up, since a number of 5,000 digits cannot even be read.
_PLACES: Final = {str(place): place for place in range(1, MOST_TOOLS + 1)}


def _note(place: int) -> forms.CharField:
    """Return the field for a note, which is called the same at each place; who hears the page is told which."""
    why = gettext("Why just that one?")
    where = gettext("Tool %(place)s") % {"place": place + 1}
    widget = forms.TextInput(attrs={"aria-label": f"{why} {where}"})
    return forms.CharField(label=why, max_length=160, required=False, widget=widget)


class CollectionForm(forms.Form):
    """What a group gets. Places that are left empty close up."""

    title = forms.CharField(label=_("title"), max_length=80)
    intro = forms.CharField(
        label=_("a few words to the group"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    # Which revision of the collection was looked at; none for a new one.
    revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, collection: Collection | None = None, **kwargs: Any) -> None:
        """Take the tools that are public, and those that `collection` holds already."""
        super().__init__(*args, **kwargs)
        held = [item.tool for item in items_of(collection)] if collection else []
        self.hidden = {str(tool.pk): tool for tool in held if tool.state not in PUBLIC_STATES}
        tools = [*public_tools(), *self.hidden.values()]
        self.tools = {str(tool.pk): tool for tool in tools}
        self.expired = expired_tools(tool.pk for tool in tools)
        choices = [("", _("No tool")), *((pk, self._named(pk)) for pk in self.tools)]
        for place in range(MOST_TOOLS):
            self.fields[f"tool-{place}"] = forms.ChoiceField(
                label=gettext("Tool %(place)s") % {"place": place + 1},
                choices=choices,
                required=False,
            )
            self.fields[f"note-{place}"] = _note(place)

    @classmethod
    def of(cls, collection: Collection) -> CollectionForm:
        """Return the form as a collection stands."""
        given = {"title": collection.title, "intro": collection.intro}
        given["revision"] = str(collection.revision)
        for place, item in enumerate(items_of(collection)):
            given |= {f"tool-{place}": str(item.tool_id), f"note-{place}": item.note}
        return cls(initial=given, collection=collection)

    @classmethod
    def moved(cls, data: Any, collection: Collection | None = None) -> CollectionForm:
        """Return the form with one tool moved up a place, as the button `up` of `data` says."""
        given = data.dict()
        place = _PLACES.get(given.get(UP, ""), 0)
        if 0 < place < MOST_TOOLS:
            for part in ("tool", "note"):
                here, above = f"{part}-{place}", f"{part}-{place - 1}"
                given[here], given[above] = given.get(above, ""), given.get(here, "")
        return cls(initial=given, collection=collection)

    def over(self, theirs: Collection) -> CollectionForm:
        """Return the form with what was written in it, to be saved in place of `theirs`."""
        data = {name: self.data.get(name, "") for name in self.fields}
        return CollectionForm(data | {"revision": str(theirs.revision)}, collection=theirs)

    def places(self) -> list[tuple[int, Any, Any]]:
        """Return the places that are shown, with their two fields, and why a group does not see a tool now."""
        for n in range(self.shown):
            self[f"tool-{n}"].help_text = self._why_hidden(self[f"tool-{n}"].value())
        return [(n, self[f"tool-{n}"], self[f"note-{n}"]) for n in range(self.shown)]

    @property
    def most(self) -> int:
        """How many tools a collection may hold."""
        return MOST_TOOLS

    @property
    def shown(self) -> int:
        """How many places are shown: those with something in them and one more, or as many as were asked for."""
        filled = [n for n in range(MOST_TOOLS) if self._holds(n)]
        given = self.data if self.is_bound else self.initial
        asked = _PLACES.get(given.get(PLACES, ""), 0) + (MORE in given)
        return min(MOST_TOOLS, max(filled[-1] + 2 if filled else 1, asked))

    def _holds(self, place: int) -> bool:
        return any(self[f"{part}-{place}"].value() for part in ("tool", "note"))

    def seen(self) -> int:
        """Return the revision that was looked at; -1 for what is none."""
        given = self.cleaned_data["revision"]
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1

    def _named(self, pk: str) -> str:
        tool = self.tools[pk]
        if pk in self.hidden:
            return gettext("%(tool)s (not shown now)") % {"tool": tool.name}
        if tool.pk in self.expired:
            return gettext("%(tool)s (the assessment has expired)") % {"tool": tool.name}
        return tool.name

    def _why_hidden(self, pk: Any) -> str:
        tool = self.hidden.get(str(pk))
        if tool is None:
            return ""
        if tool.state == ToolState.RETIRED:
            return gettext("Not shown now, because the tool has been retired.")
        return gettext("Not shown now, because the tool is not published.")

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
