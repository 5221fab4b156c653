"""What an editor sees at a glance: how many tools there are, and which of them need somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naere.toolbox.queries.assessments import valid_until
from naere.toolbox.queries.catalogue import toolbox_settings
from naere.toolbox.queries.declarations import unread_among
from naere.toolbox.queries.guides import unwritten
from naere.toolbox.queries.voices import one_day_of
from naere.toolbox.rules import PUBLIC_STATES, too_few, too_many

if TYPE_CHECKING:
    from naere.toolbox.enums import Audience
    from naere.toolbox.models import Tool


@dataclass(frozen=True)
class Row:
    """A tool, and what is to be looked at about it, in a sentence each."""

    tool: Tool
    notes: list[str]


def attention(tools: Iterable[Tool], on: date) -> list[Row]:
    """Return the tools in their order, each with what needs somebody on a day. Five queries for all.

    The tools carry `is_gone`, as `workshop_tools` makes them.
    """
    rows = list(tools)
    keys = [tool.pk for tool in rows]
    until = valid_until(keys)
    soon = on + timedelta(days=max(toolbox_settings().remind_days, default=0))
    lacking = unwritten([tool.pk for tool in rows if tool.state in PUBLIC_STATES])
    unread, one_day = unread_among(keys), one_day_of(keys)
    return [
        Row(
            tool,
            [
                *_notes(tool, until.get(tool.pk), on, soon),
                *_unwritten(lacking.get(tool.pk)),
                *_heard(tool.pk in unread, one_day.get(tool.pk)),
            ],
        )
        for tool in rows
    ]


def aim(published: int) -> str:
    """Return what to say when fewer or more tools are public than aimed for (R45); a hint, no wall."""
    decided = toolbox_settings()
    values = {"published": published, "fewest": decided.fewest, "most": decided.most}
    if too_few(published, decided.fewest):
        return (
            _(
                "Public now: %(published)s. The aim is %(fewest)s to %(most)s, so that young people"
                " have something to choose from."
            )
            % values
        )
    if too_many(published, decided.most):
        return (
            _(
                "Public now: %(published)s. The aim is %(fewest)s to %(most)s: fewer are easier to"
                " choose among, and to keep up to date."
            )
            % values
        )
    return ""


def _notes(tool: Tool, until: date | None, on: date, soon: date) -> list[str]:
    notes = []
    if until is not None and until < on:
        notes.append(_("The assessment has expired."))
    elif until is not None and until <= soon:
        notes.append(_("The assessment expires on %(day)s.") % {"day": date_format(until)})
    if getattr(tool, "is_gone", False):
        notes.append(_("A link of it leads nowhere any more."))
    return notes


def _unwritten(audiences: list[Audience] | None) -> list[str]:
    """Say of a public tool which guides it has yet to get: those that were public before all three were due."""
    if not audiences:
        return []
    whom = ", ".join(str(audience.label) for audience in audiences)
    return [_("A guide is missing: %(whom)s.") % {"whom": whom}]


def _heard(is_unread: bool, day: date | None) -> list[str]:
    """Say what came in from outside and is to be looked at: of a provider, of those who answered."""
    notes = []
    if is_unread:
        notes.append(_("The provider has answered. Read it before it is shown."))
    if day is not None:
        said = _("Most of the answers about it came on one day: %(day)s.")
        notes.append(said % {"day": date_format(day)})
    return notes
