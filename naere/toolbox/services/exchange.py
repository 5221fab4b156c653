"""A catalogue from elsewhere is taken in: looked at first, then all of it or nothing.

It brings facts, facets, links and guides. What others assessed is not our own assessment: it becomes
an entry in the research log, with a link (docs/catalogue-schema.md).
"""

from __future__ import annotations

import gzip
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Example
from naere.toolbox.models import (
    CatalogueFile,
    Facet,
    Organisation,
    Tool,
)
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.guides import newest
from naere.toolbox.services import decisions
from naere.toolbox.services.catalogue import add_tool, free_slug, save_tool
from naere.toolbox.services.exchange_plan import Plan, PlannedTool, plan
from naere.toolbox.services.exchange_reading import BadFileError, Problem, read
from naere.toolbox.services.guides import fingerprint, save_draft
from naere.toolbox.services.research import write_note

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

Json = dict[str, Any]
_KEPT: Final = timedelta(days=1)


class StalePlanError(Exception):
    """The catalogue has changed since somebody looked at what the import would do."""


@transaction.atomic
def keep(data: bytes, by: Membership | None) -> CatalogueFile:
    """Keep a file that is to be imported, after it was found good. Raises BadFileError."""
    plan(read(data))
    CatalogueFile.objects.filter(created_at__lt=timezone.now() - _KEPT).delete()
    return CatalogueFile.objects.create(
        municipality=current_municipality(), data=gzip.compress(data, 6), by=by
    )


def planned(file: CatalogueFile) -> Plan:
    """Return what importing a kept file would do now. Raises BadFileError."""
    return plan(read(gzip.decompress(bytes(file.data))))


def forget(file: CatalogueFile) -> None:
    """Let a file go without importing it."""
    file.delete()


@transaction.atomic
def carry_out(
    file: UUID, by: Membership | None, *, seen: str, ticked: Collection[str] = ()
) -> Plan:
    """Import a kept file: all of it or nothing. Returns what was done.

    Of the changes that are asked about (`Change.is_asked`) those are made whose `key` is `ticked`.
    `seen` is the `fingerprint` of the plan that was looked at: raises StalePlanError when the
    catalogue says something else by now, BadFileError, and CatalogueFile.DoesNotExist for a file that
    somebody has imported already.
    """
    # Locked, so that a file that is sent off twice is imported once.
    kept = CatalogueFile.objects.select_for_update().get(pk=file)
    # Nobody changes a tool between what is compared now and what is written.
    list(Tool.objects.select_for_update().values_list("pk"))
    found = planned(kept)
    if found.fingerprint != seen:
        raise StalePlanError
    found = found.taking(ticked)
    try:
        _bring(found, by)
    except ValidationError as error:
        raise BadFileError([Problem("$", "; ".join(error.messages))]) from error
    kept.delete()
    return found


def _bring(found: Plan, by: Membership | None) -> None:
    _bring_organisations(found)
    _bring_facets(found)
    for tool in found.tools:
        _bring_tool(tool, found, by)


def _bring_organisations(found: Plan) -> None:
    for row in found.organisations:
        decisions.save_organisation(Organisation(name=row["name"], url=row.get("url", "")))


def _bring_facets(found: Plan) -> None:
    for row in found.facets:
        words = {
            f"{field}_{code}": row[field].get(code, "") or row[field]["da"]
            for field in ("label", "about")
            for code in ("da", "en")
        }
        facet = Facet(key=row["key"], group=row["group"], order=row.get("order", 0), **words)
        decisions.save_facet(facet)


def _bring_tool(row: PlannedTool, found: Plan, by: Membership | None) -> None:
    tool = _tool(row, found, by)
    for guide in row.guides:
        seen = fingerprint(newest(tool, guide.audience))
        note = _("Imported from %(name)s") % {"name": found.source}
        save_draft(tool, guide.audience, guide.texts, by, seen=seen, note=note[:160])
    for entry in row.notes:
        write_note(by, example=Example.OPEN, tool=tool, **entry)


def _tool(row: PlannedTool, found: Plan, by: Membership | None) -> Tool:
    there = tools().filter(stable_id=row.data["id"]).first()
    if there is not None and not row.changes:
        return there
    values = _values(row.data)
    facets = Facet.objects.filter(key__in=row.data["facets"])
    links = {link["platform"]: link["url"] for link in row.data["links"]}
    if there is not None:
        return save_tool(there, values, facets=facets, links=links)
    reason = _("Imported from %(name)s") % {"name": found.source}
    slug = row.data["slug"]
    if Tool.objects.filter(slug=slug).exists():
        slug = free_slug(slug)
    values |= {"slug": slug, "stable_id": UUID(row.data["id"])}
    return add_tool(values.pop("name"), by, reason, facets=facets, links=links, **values)


def _values(data: Json) -> dict[str, Any]:
    """Return the model's fields of a tool's facts."""
    name = data["provider"]
    provider = Organisation.objects.get(name=name) if name is not None else None
    same = ("name", "languages", "minutes", "price", "sign_up", "works_offline", "ce_mark")
    both = ("line", "about", "price_note", "data_note")
    return {
        **{field: data[field] for field in same},
        **{f"{field}_{code}": data[field][code] for field in both for code in ("da", "en")},
        "provider": provider,
        "age_from": data["age"]["from"],
        "age_to": data["age"]["to"],
        "data_kinds": data["data"],
        "is_example": data["example"],
        "checked_on": data["checked_on"],
    }
