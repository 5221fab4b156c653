"""The history of one tool: its facts, facets and links together, with names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from naere.accounts.staff.changes import Entry, named
from naere.accounts.staff.queries import memberships
from naere.tenancy.history import MOST_SHOWN, Change, FieldChange, history
from naere.tenancy.scope import current_municipality
from naere.toolbox.models import Facet, Organisation, Tool, ToolFacet, ToolLink

if TYPE_CHECKING:
    from naere.tenancy.base import TenantOwned

# They stand with their reasons among the state changes.
_TOLD_ELSEWHERE: Final = ("state", "state_since")


def changes_of(tool: Tool, most: int = MOST_SHOWN) -> list[Entry]:
    """Return the newest changes of a tool's facts, facets and links, newest first."""
    found = [
        *_facts(history(Tool, most=most, pgh_obj_id=tool.pk)),
        *_with_labels(history(ToolFacet, most=most, tool_id=tool.pk)),
        *history(ToolLink, most=most, tool_id=tool.pk),
    ]
    return named(sorted(found, key=lambda change: change.when, reverse=True)[:most])


def decided(*models: type[TenantOwned], **only: Any) -> list[Entry]:
    """Return the newest changes of what the municipality decides, with names instead of ids."""
    names: dict[str, str] = {str(current_municipality().pk): _("Settings")}
    names |= {str(one.pk): one.name for one in Organisation.objects.all()}
    names |= {str(one.pk): str(one.user) for one in memberships()}
    return named(_with_names(history(*models, **only), names))


def _with_names(changes: Iterable[Change], names: dict[str, str]) -> Iterator[Change]:
    for change in changes:
        fields = [
            replace(
                one, before=names.get(one.before, one.before), after=names.get(one.after, one.after)
            )
            for one in change.fields
        ]
        yield replace(change, what=names.get(change.what, change.what), fields=fields)


def _facts(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes of what editors write, with the providers' names instead of their ids."""
    elsewhere = {_label(name) for name in _TOLD_ELSEWHERE}
    names = {str(one.pk): one.name for one in Organisation.objects.all()}
    for change in changes:
        kept = [_said(one, names) for one in change.fields if one.label not in elsewhere]
        if kept or change.action != "update":
            yield replace(change, fields=kept)


def _said(one: FieldChange, names: dict[str, str]) -> FieldChange:
    if one.label != _label("provider"):
        return one
    return replace(
        one, before=names.get(one.before, one.before), after=names.get(one.after, one.after)
    )


def _label(field: str) -> str:
    return str(Tool._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _with_labels(changes: Iterable[Change]) -> Iterator[Change]:
    """Say the facet's label instead of its id; a facet that is deleted since has none."""
    labels = {str(facet.pk): facet.label_da for facet in Facet.objects.all()}
    for change in changes:
        yield replace(change, what=labels.get(change.what, _("A facet that is deleted since")))
