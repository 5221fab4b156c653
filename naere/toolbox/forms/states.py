"""The form on which somebody decides where a tool goes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.toolbox.enums import ToolState as S
from naere.toolbox.rules import ways_from
from naere.toolbox.services import workflow as services

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

LONGEST_REASON: Final = 600
# What each step is called on its button.
STEPS: Final[dict[tuple[str, str], _StrPromise]] = {
    (S.SUGGESTED, S.CANDIDATE): _("Make it a candidate"),
    (S.SUGGESTED, S.RETIRED): _("Turn it down"),
    (S.CANDIDATE, S.ASSESSING): _("Have it assessed"),
    (S.CANDIDATE, S.RETIRED): _("Turn it down"),
    (S.ASSESSING, S.PUBLISHED): _("Publish it"),
    (S.ASSESSING, S.RETIRED): _("Turn it down"),
    (S.PUBLISHED, S.REVIEWING): _("Have it assessed again. It stays public meanwhile"),
    (S.REVIEWING, S.PUBLISHED): _("Keep it published"),
    (S.REVIEWING, S.RETIRED): _("Take it out of the catalogue"),
    (S.RETIRED, S.CANDIDATE): _("Make it a candidate again"),
}


class StateForm(forms.Form):
    """Where a tool goes, and why. The reason is public once the tool is."""

    to = forms.ChoiceField(label=_("what happens now"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the history, and in public from the first publication on."),
    )
    seen = forms.ChoiceField(choices=S.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"seen": tool.state}, **kwargs})
        self.tool = tool
        to: Any = self.fields["to"]
        # What was offered to whoever decided; if the tool went on meanwhile, the service says so.
        to.choices = steps_from(self._was())

    def _was(self) -> str:
        given = str(self["seen"].value())
        return given if given in S.values else self.tool.state

    def store(self, by: Membership) -> bool:
        """Let the tool go; return whether it went."""
        data = self.cleaned_data
        try:
            services.change_state(self.tool, data["to"], data["reason"], by, seen=data["seen"])
        except services.StaleStateError:
            self.add_error(None, _("Somebody else was faster. Look at the tool again first."))
        except services.NotReadyError:
            self.add_error(None, _("It cannot be published yet. Above stands what is missing."))
        except services.WorkflowError:
            self.add_error(None, _("It cannot go that way."))
        return not self.errors


def steps_from(state: str) -> list[tuple[str, _StrPromise]]:
    """Return the steps from a state, each with its name."""
    return [(to.value, STEPS[S(state), to]) for to in ways_from(state)]
