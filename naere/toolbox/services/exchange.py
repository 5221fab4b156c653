"""A catalogue from elsewhere is taken in: looked at first, then all of it or nothing.

It brings facts, facets, links and guides. What others assessed is not our own assessment: it becomes
an entry in the research log, with a link (docs/catalogue-schema.md).
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

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
from naere.toolbox.services.catalogue import save_tool
from naere.toolbox.services.exchange_new import NewTool, add_new
from naere.toolbox.services.exchange_plan import Plan, PlannedTool, plan
from naere.toolbox.services.exchange_reading import in_words_of, read
from naere.toolbox.services.exchange_refused import placed
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
    return plan(_content(file))


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
    data = _content(kept)
    found = plan(data)
    if found.fingerprint != seen:
        raise StalePlanError
    found = found.taking(ticked)
    with in_words_of(data):
        _bring(found, by)
    kept.delete()
    return found


def _content(file: CatalogueFile) -> Json:
    return read(gzip.decompress(bytes(file.data)))


def _bring(found: Plan, by: Membership | None) -> None:
    _bring_organisations(found)
    _bring_facets(found)
    source = _("Imported from %(name)s") % {"name": found.source}
    known = _Known.now()
    new = [row for row in found.tools if row.mine is None]
    for row, tool in zip(new, _add(new, known, by, source), strict=True):
        _write_notes(row, tool, by)
    for row in found.tools:
        if row.mine is not None and row.kind != "same":
            _bring_tool(row, known, by, source)


def _bring_organisations(found: Plan) -> None:
    for row in found.organisations:
        with placed(row["path"]):
            decisions.save_organisation(Organisation(name=row["name"], url=row.get("url", "")))


def _bring_facets(found: Plan) -> None:
    for row in found.facets:
        words = {
            f"{field}_{code}": row[field].get(code, "") or row[field]["da"]
            for field in ("label", "about")
            for code in ("da", "en")
        }
        facet = Facet(key=row["key"], group=row["group"], order=row.get("order", 0), **words)
        with placed(row["path"]):
            decisions.save_facet(facet)


@dataclass(frozen=True)
class _Known:
    """What tools are tied to, read once for all of them: by key and by name."""

    facets: Mapping[str, Facet]
    providers: Mapping[str, Organisation]

    @classmethod
    def now(cls) -> _Known:
        return cls(
            {one.key: one for one in Facet.objects.all()},
            {one.name: one for one in Organisation.objects.all()},
        )

    def facets_of(self, data: Json) -> list[Facet]:
        return [self.facets[key] for key in data["facets"]]


def _add(
    rows: Sequence[PlannedTool], known: _Known, by: Membership | None, source: str
) -> list[Tool]:
    new = [
        NewTool(
            path=row.path,
            values=_values(row.data, known)
            | {"slug": row.data["slug"], "stable_id": UUID(row.data["id"])},
            facets=known.facets_of(row.data),
            links=_links(row.data),
            guides=row.guides,
        )
        for row in rows
    ]
    return add_new(new, by, source, note=source[:160])


def _bring_tool(row: PlannedTool, known: _Known, by: Membership | None, source: str) -> None:
    tool = tools().get(stable_id=row.data["id"])
    if row.changes:
        values, facets = _values(row.data, known), known.facets_of(row.data)
        with placed(row.path):
            tool = save_tool(tool, values, facets=facets, links=_links(row.data))
    for guide in row.guides:
        seen = fingerprint(newest(tool, guide.audience))
        with placed(f"{row.path}.guides", by_field=False):
            save_draft(tool, guide.audience, guide.texts, by, seen=seen, note=source[:160])
    _write_notes(row, tool, by)


def _write_notes(row: PlannedTool, tool: Tool, by: Membership | None) -> None:
    for one in row.notes:
        with placed(f"{row.path}.{one.part}", by_field=False):
            write_note(
                by, example=Example.OPEN, tool=tool, title=one.title, why=one.why, url=one.url
            )


def _links(data: Json) -> dict[str, str]:
    return {link["platform"]: link["url"] for link in data["links"]}


def _values(data: Json, known: _Known) -> dict[str, Any]:
    """Return the model's fields of a tool's facts."""
    name = data["provider"]
    provider = known.providers[name] if name is not None else None
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
