"""The staff's main menu: what a membership's roles lead to, and only pages that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from naere.accounts.staff.enums import Role
from naere.toolbox import workshop

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from naere.accounts.staff.models import Membership


class Item(TypedDict):
    """One entry of the menu."""

    url: str
    label: str
    current: bool


MENU: tuple[tuple[str, _StrPromise, tuple[str, ...]], ...] = (
    ("staff:home", _("Conversations"), (Role.VOLUNTEER,)),
    ("staff:team", _("The team"), (Role.COORDINATOR,)),
    ("staff:duty", _("Duty"), (Role.ON_DUTY, Role.PROFESSIONAL)),
    ("staff:reports", _("Reports"), (Role.ON_DUTY, Role.PROFESSIONAL)),
    ("toolbox:workshop-home", _("Tools"), workshop.everyone()),
    (
        "steering:home",
        _("Settings"),
        (Role.ADMINISTRATOR, Role.PROJECT_MANAGER, Role.COORDINATOR),
    ),
    ("members:list", _("Members"), (Role.ADMINISTRATOR, Role.COORDINATOR)),
    ("mfa_index", _("My login"), tuple(Role)),
)


def link(name: str) -> str:
    """Return the address of the page `name`, or nothing when there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def menu(membership: Membership | None, path: str) -> list[Item]:
    """Return the menu of a member who is at `path`; empty for anyone else."""
    if membership is None:
        return []
    found = [(link(name), str(label)) for name, label, roles in MENU if membership.has_role(*roles)]
    here = max((url for url, _label in found if url and path.startswith(url)), key=len, default="")
    return [Item(url=url, label=label, current=url == here) for url, label in found if url]
