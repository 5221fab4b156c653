"""Reads of tools, of what describes them, and of what a municipality decided about its toolbox."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Facet, Organisation, Settings, StateChange, Synonym, Tool
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from django.db.models import QuerySet

# What changes without an editor's pen.
_NOT_WRITTEN = {"id", "municipality_id", "stable_id", "state", "state_since", "created_at"}


def tools() -> QuerySet[Tool]:
    """Return every tool of the municipality, whatever its state, by name."""
    found: QuerySet[Tool] = Tool.objects.select_related("provider")
    return found.order_by("name", "pk")


def public_tools() -> QuerySet[Tool]:
    """Return the tools that anybody may see: published, or under review."""
    return tools().filter(state__in=PUBLIC_STATES)


def facets() -> QuerySet[Facet]:
    """Return all facets, by group and then in the municipality's order."""
    return Facet.objects.order_by("group", "order", "label_da")


def synonyms() -> QuerySet[Synonym]:
    """Return all synonyms, by what somebody types."""
    return Synonym.objects.order_by("phrase")


def organisations() -> QuerySet[Organisation]:
    """Return all organisations, by name."""
    return Organisation.objects.order_by("name")


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


def public_history(tool: Tool) -> list[StateChange]:
    """Return how a tool's state changed and why, newest first, from when it was first published.

    Who decided is no part of what is public. Empty when it never was published.
    """
    changes = list(tool.state_changes.order_by("at", "pk"))
    first = next((n for n, one in enumerate(changes) if one.to_state == ToolState.PUBLISHED), None)
    return [] if first is None else changes[first:][::-1]


def _facts_of_a_tool() -> set[str]:
    return {field.attname for field in Tool._meta.concrete_fields} - _NOT_WRITTEN
