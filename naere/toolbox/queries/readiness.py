"""What a tool still lacks before young people may see it (R49, R50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from naere.toolbox.enums import Audience, FacetGroup, Perspective, Price, SignUp
from naere.toolbox.queries.assessments import valid_rounds
from naere.toolbox.queries.guides import unwritten
from naere.toolbox.queries.rounds import is_conflicted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise

    from naere.toolbox.models import Tool

_PERSPECTIVES: dict[Perspective, _StrPromise] = {
    Perspective.PEDAGOGICAL: _("A valid psychological and pedagogical assessment."),
    Perspective.USABILITY: _("A valid assessment of digital usability."),
}
_GROUPS: dict[FacetGroup, _StrPromise] = {
    FacetGroup.METHOD: _("At least one method."),
    FacetGroup.TARGET: _("At least one answer to for whom it is."),
    FacetGroup.SITUATION: _("At least one situation in which it may help."),
}
_GUIDES: dict[Audience, _StrPromise] = {
    Audience.YOUNG: _("A published guide for the young person."),
    Audience.PEER: _("A published guide for the volunteer."),
    Audience.PROFESSIONAL: _("A published guide for the professional."),
}


@dataclass(frozen=True)
class Lack:
    """One thing that a tool lacks, in a plain sentence, with what mends it.

    That is the `guide` to write, the `perspective` to assess from, or else the tool's own page.
    """

    text: _StrPromise
    guide: Audience | None = None
    perspective: Perspective | None = None

    def __str__(self) -> str:
        return str(self.text)


def missing(tool: Tool, on: date) -> list[Lack]:
    """Return what a tool lacks to be published on a day, a plain sentence each; empty when ready."""
    return [
        *_missing_assessments(tool, on),
        *map(Lack, _missing_facts(tool)),
        *map(Lack, _missing_facets(tool)),
        *_missing_guides(tool),
    ]


def _missing_assessments(tool: Tool, on: date) -> Iterator[Lack]:
    valid = valid_rounds(tool, on)
    for perspective, text in _PERSPECTIVES.items():
        if perspective not in valid:
            yield Lack(text, perspective=perspective)
        elif is_conflicted(tool, valid[perspective].assessments.select_related("assessor")):
            # The provider may have been written on the tool after it was assessed.
            text = _("An assessment by others than the organisation that makes it.")
            yield Lack(text, perspective=perspective)


def _missing_facts(tool: Tool) -> Iterator[_StrPromise]:
    if tool.provider_id is None:
        yield _("Who makes it.")
    if not tool.line_da.strip():
        yield _("What it is in one line.")
    if tool.price == Price.UNKNOWN:
        yield _("What it costs.")
    if tool.sign_up == SignUp.UNKNOWN:
        yield _("Whether one must make a profile.")
    if tool.data_kinds is None:
        yield _("What it collects about whoever uses it.")
    if tool.checked_on is None:
        yield _("On which day it was last checked.")
    if not tool.links.exists():
        yield _("A link for at least one platform, or that it is on paper.")


def _missing_facets(tool: Tool) -> Iterator[_StrPromise]:
    found = set(tool.facets.values_list("group", flat=True))
    return (text for group, text in _GROUPS.items() if group not in found)


def _missing_guides(tool: Tool) -> Iterator[Lack]:
    lacking = unwritten([tool.pk]).get(tool.pk, ())
    return (Lack(_GUIDES[audience], audience) for audience in lacking)
