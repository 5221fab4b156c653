"""The workshop, where staff work on the catalogue: its sections, and who sees which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from naere.accounts.staff.enums import Role
from naere.toolbox.enums import Audience
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

# Who decides about the catalogue, and who may look at the work.
EDITORS: Final = (Role.EDITOR.value, Role.ADMINISTRATOR.value, Role.PROJECT_MANAGER.value)
ASSESSORS: Final = (Role.ASSESSOR.value,)
PROFESSIONALS: Final = (Role.PROFESSIONAL.value, Role.ON_DUTY.value)


class Section(TypedDict):
    """One entry of the workshop's menu."""

    url: str
    label: str
    current: bool


SECTIONS: tuple[tuple[str, _StrPromise, tuple[str, ...]], ...] = (
    ("toolbox:tools", _("Tools"), EDITORS),
    ("toolbox:assessments", _("Assessments"), (*ASSESSORS, *EDITORS)),
    ("toolbox:guides", _("Guides"), (*EDITORS, *PROFESSIONALS)),
    ("toolbox:suggestions", _("Suggestions"), EDITORS),
    ("toolbox:research", _("Research log"), (*EDITORS, *ASSESSORS)),
    ("toolbox:voices", _("What young people say"), EDITORS),
    ("toolbox:collections", _("Collections"), (*PROFESSIONALS, *EDITORS)),
    ("insight:tools", _("Use"), (*EDITORS, Role.ANALYST.value, Role.STEERING.value)),
    ("toolbox:decisions", _("Words and settings"), EDITORS),
    ("toolbox:import", _("Export and import"), EDITORS),
)


GUIDES: dict[Audience, _StrPromise] = {
    Audience.YOUNG: _("Guide for the young person"),
    Audience.PEER: _("Guide for the volunteer"),
    Audience.PROFESSIONAL: _("Guide for the professional"),
}


def sections(membership: Membership, path: str) -> list[Section]:
    """Return the sections that a member's roles lead to, and only pages that exist."""
    found = [
        (_link(name), str(label)) for name, label, roles in SECTIONS if membership.has_role(*roles)
    ]
    here = max((url for url, _label in found if url and path.startswith(url)), key=len, default="")
    return [Section(url=url, label=label, current=url == here) for url, label in found if url]


def everyone() -> tuple[str, ...]:
    """Return the roles that any section is for."""
    return tuple(dict.fromkeys(role for _name, _label, roles in SECTIONS for role in roles))


def pages_of(tool: Tool) -> list[tuple[str, str]]:
    """Return the address and name of each page about a tool, of those that exist."""
    found = [
        (_public(tool), _("As everybody sees it")),
        *((_link("toolbox:guide-edit", tool=tool.pk, audience=one), GUIDES[one]) for one in GUIDES),
        (_link("toolbox:pictures", tool=tool.pk), _("Pictures")),
        (_link("toolbox:declarations", tool=tool.pk), _("The provider's own words")),
        (_link("toolbox:tool-history", tool=tool.pk), _("History")),
    ]
    return [(url, str(label)) for url, label in found if url]


def _public(tool: Tool) -> str:
    return _link("toolbox:tool", slug=tool.slug) if tool.state in PUBLIC_STATES else ""


def _link(name: str, **values: object) -> str:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""
