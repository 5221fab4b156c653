"""Forms of the members' pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naere.accounts.staff.enums import Role


class MemberForm(forms.Form):
    """What a manager decides about a member: the name the young see, and the roles."""

    alias = forms.CharField(
        label=_("Name that the young see"),
        help_text=_("A first name or a chosen one. Never a full name."),
        max_length=40,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, grantable: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = set(grantable)
        choices = [choice for choice in Role.choices if choice[0] in allowed]
        self.fields["roles"].choices = choices  # type: ignore[attr-defined]


class NewMemberForm(MemberForm):
    """A new member, who is then invited by e-mail."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    field_order = ["name", "email", "alias", "roles"]
