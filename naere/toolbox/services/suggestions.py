"""Somebody suggests a tool, and an editor decides what becomes of it (R45)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from naere.accounts.youth.attempts import Limit, Limits, allow
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Example, Platform, ToolState
from naere.toolbox.models import ResearchNote, Tool, ToolLink
from naere.toolbox.queries.suggestions import waiting
from naere.toolbox.services.catalogue import free_slug
from naere.toolbox.services.workflow import begin, change_state

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

MOST_WAITING: Final = 300
# A class that suggests together is let through, and the one after it waits minutes; `MOST_WAITING`
# holds whoever would fill the inbox.
LIMITS: Final = Limits(
    network=Limit(30, timedelta(seconds=20), timedelta(minutes=5), timedelta(hours=6)),
    overall=Limit(120, timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=2)),
)
_TRIES: Final = 3


class InboxFullError(Exception):
    """`MOST_WAITING` suggestions wait already."""


def seconds_to_wait(network: str) -> int | None:
    """Count a suggestion from a network; return None, or the seconds to wait before the next."""
    return allow("suggest a tool", network, LIMITS)


def suggest(name: str, url: str, why: str, by: Membership | None = None) -> Tool:
    """Keep a suggestion; without `by`, nothing of whoever made it. Its link is not looked at.

    Raises InboxFullError, and ValidationError for what the model refuses.
    """
    if waiting().count() >= MOST_WAITING:
        raise InboxFullError
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                return _keep(name.strip(), url.strip(), why.strip(), by)
        except IntegrityError:  # somebody else took the same address in the same moment
            if not left:
                raise
    raise AssertionError("unreachable")


def accept(tool: Tool, reason: str, by: Membership) -> None:
    """Make a suggestion a candidate; raises StaleStateError when it is decided on already."""
    change_state(tool, ToolState.CANDIDATE, reason, by, seen=ToolState.SUGGESTED)


def turn_down(tool: Tool, reason: str, by: Membership) -> None:
    """Say no to a suggestion, with the reason; raises StaleStateError when it is decided on already."""
    change_state(tool, ToolState.RETIRED, reason, by, seen=ToolState.SUGGESTED)


def merge(tool: Tool, into: Tool, reason: str, by: Membership) -> ResearchNote:
    """Close a suggestion as a double; its link and the reason are kept in the other's research log.

    Not the words of whoever suggested it: they were for the editor who has read them now.
    """
    change_state(tool, ToolState.RETIRED, reason, by, seen=ToolState.SUGGESTED)
    link = tool.links.first()
    return ResearchNote.objects.create(
        municipality=current_municipality(),
        title=tool.name,
        url=link.url if link else "",
        example=Example.OPEN,
        why=reason,
        tool=into,
        by=by,
    )


def _keep(name: str, url: str, why: str, by: Membership | None) -> Tool:
    own = {"municipality": current_municipality()}
    tool = Tool(
        **own,
        name=name,
        slug=free_slug(name),
        state=ToolState.SUGGESTED,
        suggestion=why,
        suggested_by=by,
    )
    # What it is in one line is written by the editor who makes it a candidate.
    tool.full_clean(exclude=["line_da"], validate_constraints=False, validate_unique=False)
    tool.save()
    if url:
        link = ToolLink(**own, tool=tool, platform=Platform.WEB, url=url)
        looks = ["looked_at", "look_after", "answer", "missing_since", "gone_since"]
        link.full_clean(exclude=looks)
        link.save()
    # Without their words: what is written here is for good.
    begin(tool, _("Suggested by a member.") if by else _("Suggested without a name."), by)
    return tool
