"""Forms of suggestions: the one that suggests, and the one that decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naere.accounts.youth.rules import gives_away
from naere.toolbox.forms.links import WebLinkField
from naere.toolbox.queries.suggestions import others, read_as_one
from naere.toolbox.services import suggestions as services
from naere.toolbox.services.workflow import StaleStateError

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

ACCEPT, TURN_DOWN, DOUBLE = "accept", "turn-down", "double"
WAYS: Final = (
    ("", _("Choose")),
    (ACCEPT, _("Make it a candidate")),
    (TURN_DOWN, _("Turn it down")),
    (DOUBLE, _("It is there already")),
)
# A tool may be called what its site is called: that is no e-mail address.
_SITE: Final = re.compile(r"(?<!\S)[^\s@]+\.(?:dk|com|net|org)\b(?!\S*@)", re.IGNORECASE)


class SuggestionForm(forms.Form):
    """What somebody suggests: a name, perhaps a link, and why."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=80,
        error_messages={"required": _("Write what it is called.")},
    )
    url = WebLinkField(label=_("Do you have a link?"), required=False)
    why = forms.CharField(
        label=_("Why is it good?"),
        max_length=600,
        error_messages={"required": _("Write a little about why.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_name(self) -> str:
        """Refuse what looks as if it says who somebody is."""
        return _of_nobody(self.cleaned_data["name"])

    def clean_why(self) -> str:
        """Refuse what looks as if it says who somebody is."""
        return _of_nobody(self.cleaned_data["why"])

    @property
    def written(self) -> list[str]:
        """What was written in each field, kept or refused; first what the editors will read as one text."""
        if not self.is_bound:
            return []
        each = {field: str(self[field].value() or "") for field in self.fields}
        return [read_as_one(each["name"], each["why"]), *each.values()]

    def store(self, by: Membership | None) -> bool:
        """Keep the suggestion; return whether there was room."""
        data = self.cleaned_data
        try:
            services.suggest(data["name"], data["url"], data["why"], by)
        except services.InboxFullError:
            self.add_error(None, _("Many suggestions wait to be read. Come back in some days."))
            return False
        return True


def _of_nobody(words: str) -> str:
    """Return the words; refuse an e-mail address, a phone number or a CPR number, as in a voice."""
    if gives_away(_SITE.sub(" ", words)):
        raise forms.ValidationError(
            _("It looks as if it says who you are. Leave that out, and send it again.")
        )
    return words


class DecisionForm(forms.Form):
    """What becomes of a suggestion."""

    way = forms.ChoiceField(label=_("What becomes of it?"), choices=WAYS)
    double_of: Any = forms.ModelChoiceField(
        label=_("The tool that is there already"), queryset=None, required=False
    )
    reason = forms.CharField(
        label=_("why"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the tool's history. It becomes public if the tool is published."),
    )

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool
        field: Any = self.fields["double_of"]
        field.queryset = others(tool)

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs: a reason, or the tool that is there already."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("way") == DOUBLE and not data.get("double_of"):
            self.add_error("double_of", _("Choose the tool."))
        if data.get("way") in {ACCEPT, TURN_DOWN} and not data.get("reason"):
            self.add_error("reason", _("Write why."))
        return data

    def store(self, by: Membership) -> bool:
        """Carry the decision out; return False when somebody else has decided."""
        try:
            self._decide(by)
        except StaleStateError:
            self.add_error(None, _("Somebody else has just decided."))
            return False
        return True

    def _decide(self, by: Membership) -> None:
        data = self.cleaned_data
        reason = data["reason"]
        if data["way"] == ACCEPT:
            services.accept(self.tool, reason, by)
        elif data["way"] == TURN_DOWN:
            services.turn_down(self.tool, reason, by)
        else:
            there = data["double_of"]
            same = gettext("It is there already: %(name)s.") % {"name": there.name}
            services.merge(self.tool, there, f"{same} {reason}".strip()[:600], by)
