"""The form in which a guide is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.toolbox.models import GuideVersion, Tool
from naere.toolbox.services import guides as services
from naere.toolbox.services.guides import LONGEST, TEXTS
from naere.toolbox.services.markdown import tidy

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership


class TextField(forms.CharField):
    """A text in Markdown; a line's end is one character, however the browser sends it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 12 if options["max_length"] > 2000 else 4})
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        return tidy(super().to_python(value) or "")


class GuideForm(forms.Form):
    """A guide's texts in both languages, and from which version the writer began."""

    body_da = TextField(label=_("guide, Danish"), max_length=LONGEST["body_da"])
    not_when_da = TextField(
        label=_("when not to use it, Danish"), max_length=LONGEST["not_when_da"]
    )
    instead_da = TextField(label=_("what to do instead, Danish"), max_length=LONGEST["instead_da"])
    body_en = TextField(label=_("guide, English"), max_length=LONGEST["body_en"])
    not_when_en = TextField(
        label=_("when not to use it, English"), max_length=LONGEST["not_when_en"]
    )
    instead_en = TextField(label=_("what to do instead, English"), max_length=LONGEST["instead_en"])
    note = forms.CharField(
        label=_("what is new"),
        max_length=160,
        required=False,
        help_text=_("For those who read the list of versions."),
    )
    seen = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)

    current: GuideVersion | None = None  # what somebody else saved in the meantime

    @classmethod
    def of(cls, version: GuideVersion | None) -> GuideForm:
        """Return the form with a version's texts; a new draft begins without its note."""
        texts = {field: getattr(version, field) for field in TEXTS} if version else {}
        is_draft = version is not None and version.published_at is None
        note = version.note if version is not None and is_draft else ""
        initial = {**texts, "note": note, "seen": services.fingerprint(version)}
        return cls(initial=initial)

    def store(self, tool: Tool, audience: str, by: Membership, *, publish: bool) -> bool:
        """Save as the draft, or publish; return whether it went well."""
        data = self.cleaned_data
        texts = {field: data[field] for field in TEXTS}
        act = services.publish if publish else services.save_draft
        try:
            act(tool, audience, texts, by, seen=data["seen"], note=data["note"])
        except services.StaleGuideError as error:
            self.current = error.current
            self.add_error(None, _("Somebody else saved this guide while you wrote."))
        except services.NothingNewError:
            self.add_error(None, _("This is what is published already."))
        except services.WrongTextsError as error:
            self._say(error.errors)
        return not self.errors

    def begin_anew(self) -> None:
        """Let the next save put this text in place of what somebody else saved, now that it is seen."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = services.fingerprint(self.current)
        self.data = data

    def _say(self, errors: dict[str, list[str]]) -> None:
        for field, found in errors.items():
            for message in found:
                self.add_error(field, message)
