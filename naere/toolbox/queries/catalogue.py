"""Reads of tools, of what describes them, and of what a municipality decided about its toolbox."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from naere.accounts.staff.enums import Role
from naere.accounts.staff.queries import memberships
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import (
    Assessor,
    Facet,
    Organisation,
    Settings,
    StateChange,
    Synonym,
    Tool,
    ToolLink,
)
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from naere.accounts.staff.models import Membership

# What changes without an editor's pen.
_NOT_WRITTEN = {"id", "municipality_id", "stable_id", "state", "state_since", "created_at"}


def tools() -> QuerySet[Tool]:
    """Return every tool of the municipality, whatever its state, by name."""
    found: QuerySet[Tool] = Tool.objects.select_related("provider")
    return found.order_by("name", "pk")


def public_tools() -> QuerySet[Tool]:
    """Return the tools that anybody may see: published, or under review."""
    return tools().filter(state__in=PUBLIC_STATES)


def seen_tools() -> QuerySet[Tool]:
    """Return the tools that anybody may see, and those that young people saw once: their addresses stay."""
    once = StateChange.objects.filter(tool=OuterRef("pk"), to_state=ToolState.PUBLISHED)
    return tools().filter(Q(state__in=PUBLIC_STATES) | Exists(once))


def described_tools() -> QuerySet[Tool]:
    """Return the tools that somebody here has described; what was only suggested is not among them."""
    return tools().exclude(line_da="")


def facets() -> QuerySet[Facet]:
    """Return all facets, by group and then in the municipality's order."""
    return Facet.objects.order_by("group", "order", "label_da")


def synonyms() -> QuerySet[Synonym]:
    """Return all synonyms, by what somebody types."""
    return Synonym.objects.order_by("phrase")


def organisations() -> QuerySet[Organisation]:
    """Return all organisations, by name."""
    return Organisation.objects.order_by("name")


def assessors() -> QuerySet[Assessor]:
    """Return who may assess, by name, with their organisation."""
    found: QuerySet[Assessor] = Assessor.objects.select_related("membership__user", "organisation")
    return found.order_by("membership__user__name", "membership__alias")


def possible_assessors() -> QuerySet[Membership]:
    """Return the members with the role of an assessor of whom nothing is decided yet, by name."""
    decided = Assessor.objects.values("membership")
    found = memberships().filter(is_active=True, roles__contains=[Role.ASSESSOR.value])
    return found.exclude(pk__in=decided)


def workshop_tools(state: str = "", text: str = "") -> QuerySet[Tool]:
    """Return the tools in a state (all when none is named) with `text` in the name or the line.

    Each carries `is_gone`: that an address of it leads nowhere any more.
    """
    gone = ToolLink.objects.filter(tool=OuterRef("pk"), gone_since__isnull=False)
    found = tools().filter(state=state) if state else tools()
    if text:
        found = found.filter(Q(name__icontains=text) | Q(line_da__icontains=text))
    return found.annotate(is_gone=Exists(gone))


def tools_by_state() -> dict[str, int]:
    """Return how many tools are in each state."""
    counted = Tool.objects.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(ToolState.values, 0) | dict(counted)


def toolbox_settings() -> Settings:
    """Return what the municipality decided, or the defaults (not stored) where it has not yet."""
    found: Settings | None = Settings.objects.first()
    return found or Settings(municipality=current_municipality())


def fingerprint(tool: Tool) -> str:
    """Return what tells whether anything that editors write of a tool has changed since.

    The state and the looks at the links are no part of it: they are not what two editors undo.
    """
    facts = {name: str(getattr(tool, name)) for name in sorted(_facts_of_a_tool())}
    facets = sorted(str(pk) for pk in tool.tool_facets.values_list("facet_id", flat=True))
    links = sorted(tool.links.values_list("platform", "url"))
    return hashlib.sha256(json.dumps([facts, facets, links]).encode()).hexdigest()[:32]


def state_changes(tool: Tool) -> QuerySet[StateChange]:
    """Return every change of a tool's state with who decided it, newest first. Not for the public."""
    return tool.state_changes.select_related("by__user").order_by("-at", "pk")


def was_ever_public(tool: Tool) -> bool:
    """Return whether young people have ever seen the tool: then its address stays."""
    return (
        tool.state in PUBLIC_STATES
        or tool.state_changes.filter(to_state=ToolState.PUBLISHED).exists()
    )


def public_history(tool: Tool) -> list[StateChange]:
    """Return how a tool's state changed and why, newest first, from when it was first published.

    Who decided is no part of what is public. Empty when it never was published.
    """
    changes = list(tool.state_changes.order_by("at", "pk"))
    first = next((n for n, one in enumerate(changes) if one.to_state == ToolState.PUBLISHED), None)
    return [] if first is None else changes[first:][::-1]


def retirement_of(tool: Tool) -> StateChange | None:
    """Return when and why a tool was last put away, or None. Public once the tool was."""
    found: StateChange | None = (
        tool.state_changes.filter(to_state=ToolState.RETIRED).order_by("-at", "pk").first()
    )
    return found


def _facts_of_a_tool() -> set[str]:
    return {field.attname for field in Tool._meta.concrete_fields} - _NOT_WRITTEN
