"""Reads of tools, of what describes them, and of what a municipality decided about its toolbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.tenancy.scope import current_municipality
from naere.toolbox.models import Facet, Organisation, Settings, Synonym, Tool
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from django.db.models import QuerySet


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
