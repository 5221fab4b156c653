"""A tool goes from one state to another, with a reason that is kept (R45)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from naere.toolbox.enums import ToolState
from naere.toolbox.models import StateChange, Tool
from naere.toolbox.queries.readiness import missing
from naere.toolbox.rules import may_go
from naere.toolbox.services.indexing import reindex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from naere.accounts.staff.models import Membership
    from naere.toolbox.queries.readiness import Lack


class WorkflowError(Exception):
    """A tool may not go that way."""


class StaleStateError(WorkflowError):
    """Somebody else was faster: the tool is no longer in the state that the decision was made on."""


class WayClosedError(WorkflowError):
    """From that state there is no way to the other."""


class NoReasonError(WorkflowError):
    """A change without a reason."""


class NotReadyError(WorkflowError):
    """Young people may not see the tool yet; `missing` says why, a plain sentence each."""

    def __init__(self, missing: Sequence[Lack]) -> None:
        super().__init__("; ".join(str(text) for text in missing))
        self.missing = list(missing)


@transaction.atomic
def change_state(
    tool: Tool, to: str, reason: str, by: Membership | None, *, seen: str = ""
) -> StateChange:
    """Let a tool go to state `to`, and keep who, when and why.

    `seen` is the state that was shown to whoever decided (by default that of `tool`). Raises
    StaleStateError, WayClosedError, NoReasonError, and NotReadyError for what is to be published.
    """
    # Locked, so that of two decisions on the same state one wins and the other is told.
    locked = Tool.objects.select_for_update().get(pk=tool.pk)
    _check(locked, to, reason, seen or tool.state)
    change = _record(locked, to, reason.strip(), by)
    tool.state, tool.state_since = locked.state, locked.state_since
    tool.suggestion = locked.suggestion
    reindex(tool)
    return change


def begin(tool: Tool, reason: str, by: Membership | None) -> StateChange:
    """Keep how a tool that is new came into the catalogue: in the state that it begins in."""
    return StateChange.objects.create(
        municipality_id=tool.municipality_id,
        tool=tool,
        from_state="",
        to_state=tool.state,
        reason=reason.strip(),
        by=by,
        at=timezone.now(),
    )


def _check(locked: Tool, to: str, reason: str, seen: str) -> None:
    if locked.state != seen:
        raise StaleStateError(locked.state)
    if not may_go(locked.state, to):
        raise WayClosedError(f"{locked.state} → {to}")
    if not reason.strip():
        raise NoReasonError
    lacking = missing(locked, timezone.localdate()) if to == ToolState.PUBLISHED else []
    if lacking:
        raise NotReadyError(lacking)


def _record(locked: Tool, to: str, reason: str, by: Membership | None) -> StateChange:
    change = StateChange.objects.create(
        municipality_id=locked.municipality_id,
        tool=locked,
        from_state=locked.state,
        to_state=to,
        reason=reason,
        by=by,
        at=timezone.now(),
    )
    locked.state, locked.state_since = to, change.at
    # A suggestion is decided on: the words of whoever made it have done what they were for.
    locked.suggestion = ""
    locked.save(update_fields=["state", "state_since", "suggestion"])
    return change
