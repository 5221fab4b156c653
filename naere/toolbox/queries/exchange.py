"""The whole catalogue as data: what is public, or for staff everything (docs/catalogue-schema.md).

No person is named. A number of queries that does not grow with the tools.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import ToolState, Verdict
from naere.toolbox.exchange import FORMAT
from naere.toolbox.models import (
    Facet,
    Feedback,
    GuideVersion,
    Organisation,
    StateChange,
    Tool,
    ToolFacet,
    ToolLink,
)
from naere.toolbox.queries.assessed import assessed, assessed_before, given_up
from naere.toolbox.queries.voices import FEWEST_VOICES, Told, shown_sentences, told_of, total_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

Json = dict[str, Any]
_MOST_SENTENCES: Final = 1000


@dataclass(frozen=True)
class _Around:
    """What is told of the tools besides their own rows, by the tool's key."""

    facets: Mapping[UUID, list[str]]
    links: Mapping[UUID, list[Json]]
    assessments: Mapping[UUID, list[Json]]
    earlier: Mapping[UUID, list[Json]]
    withdrawn: Mapping[UUID, list[Json]]
    guides: Mapping[UUID, list[Json]]
    history: Mapping[UUID, list[Json]]
    voices: Mapping[UUID, Json]


def catalogue(tools: QuerySet[Tool], home: str, *, drafts: bool = False) -> Json:
    """Return the catalogue of some tools; with `drafts` the newest text of each guide, read or not.

    `home` is the front page's whole address, from which each assessment's page is told.
    """
    municipality = current_municipality()
    found = list(tools)
    around = _around([tool.pk for tool in found], drafts=drafts)
    rows = [_tool(tool, around, home) for tool in found]
    return {
        "format": FORMAT,
        "municipality": {"slug": municipality.slug, "name": municipality.name},
        "organisations": _organisations(rows),
        "facets": [_facet(facet) for facet in Facet.objects.all()],
        "tools": rows,
    }


def both(row: Any, field: str) -> Json:
    """Return a text in both languages."""
    return {"da": getattr(row, f"{field}_da"), "en": getattr(row, f"{field}_en")}


def _around(tools: Sequence[UUID], *, drafts: bool) -> _Around:
    return _Around(
        facets=_facets_of(tools),
        links=_links_of(tools),
        assessments=assessed(tools),
        earlier=assessed_before(tools),
        withdrawn=given_up(tools),
        guides=_guides_of(tools, drafts=drafts),
        history=_history_of(tools, whole=drafts),
        voices=_voices_of(tools),
    )


def _tool(tool: Tool, around: _Around, home: str) -> Json:
    page = urljoin(home, reverse("toolbox:assessment", args=[tool.slug]))
    return {
        "id": str(tool.stable_id),
        "slug": tool.slug,
        "name": tool.name,
        **_facts(tool),
        "state": tool.state,
        "state_since": moment(tool.state_since),
        "facets": around.facets.get(tool.pk, []),
        "links": around.links.get(tool.pk, []),
        "assessments": [one | {"page": page} for one in around.assessments.get(tool.pk, [])],
        "earlier_assessments": [one | {"page": page} for one in around.earlier.get(tool.pk, [])],
        "withdrawn_assessments": around.withdrawn.get(tool.pk, []),
        "guides": around.guides.get(tool.pk, []),
        "history": around.history.get(tool.pk, []),
        "voices": around.voices.get(tool.pk),
    }


def _facts(tool: Tool) -> Json:
    return {
        "line": both(tool, "line"),
        "about": both(tool, "about"),
        "provider": tool.provider.name if tool.provider else None,
        "languages": tool.languages,
        "age": {"from": tool.age_from, "to": tool.age_to},
        "minutes": tool.minutes,
        "price": tool.price,
        "price_note": both(tool, "price_note"),
        "sign_up": tool.sign_up,
        "data": tool.data_kinds,
        "data_note": both(tool, "data_note"),
        "works_offline": tool.works_offline,
        "ce_mark": tool.ce_mark,
        "example": tool.is_example,
        "checked_on": tool.checked_on.isoformat() if tool.checked_on else None,
    }


def _facet(facet: Facet) -> Json:
    return {
        "key": facet.key,
        "group": facet.group,
        "label": both(facet, "label"),
        "about": both(facet, "about"),
        "order": facet.order,
    }


def _organisations(tools: Iterable[Json]) -> list[Json]:
    """Return those that the tools name, as providers or as assessors."""
    names = {tool["provider"] for tool in tools} | {
        name
        for tool in tools
        for assessment in (*tool["assessments"], *tool["earlier_assessments"])
        for name in assessment["organisations"]
    }
    found = Organisation.objects.filter(name__in=names - {None}).order_by("name")
    return [{"name": one.name, "url": one.url} for one in found]


def _facets_of(tools: Sequence[UUID]) -> dict[UUID, list[str]]:
    pairs = ToolFacet.objects.filter(tool__in=tools).values_list("tool_id", "facet__key")
    found: dict[UUID, list[str]] = defaultdict(list)
    for tool, key in pairs.order_by("facet__group", "facet__key"):
        found[tool].append(key)
    return found


def _links_of(tools: Sequence[UUID]) -> dict[UUID, list[Json]]:
    found: dict[UUID, list[Json]] = defaultdict(list)
    for link in ToolLink.objects.filter(tool__in=tools).order_by("platform"):
        gone = moment(link.gone_since) if link.gone_since else None
        row = {"platform": link.platform, "url": link.url, "gone_since": gone}
        found[link.tool_id].append(row)
    return found


def _guides_of(tools: Sequence[UUID], *, drafts: bool) -> dict[UUID, list[Json]]:
    """Return the newest version of each guide that is published, or with `drafts` the newest at all."""
    versions = GuideVersion.objects.filter(guide__tool__in=tools).select_related("guide")
    if not drafts:
        versions = versions.filter(published_at__isnull=False)
    newest = versions.order_by("guide__tool_id", "guide__audience", "-number").distinct(
        "guide__tool_id", "guide__audience"
    )
    found: dict[UUID, list[Json]] = defaultdict(list)
    for version in newest:
        found[version.guide.tool_id].append(_guide(version))
    return found


def _guide(version: GuideVersion) -> Json:
    return {
        "audience": version.guide.audience,
        "version": version.number,
        "published_at": moment(version.published_at) if version.published_at else None,
        "body": both(version, "body"),
        "not_when": both(version, "not_when"),
        "instead": both(version, "instead"),
    }


def _history_of(tools: Sequence[UUID], *, whole: bool) -> dict[UUID, list[Json]]:
    """Return how the states changed, oldest first; what is public begins with the first publication."""
    found: dict[UUID, list[Json]] = defaultdict(list)
    for change in StateChange.objects.filter(tool__in=tools).order_by("at", "pk"):
        begun = whole or found[change.tool_id] or change.to_state == ToolState.PUBLISHED
        if begun:
            found[change.tool_id].append(_change(change))
    return found


def _change(change: StateChange) -> Json:
    return {
        "from": change.from_state,
        "to": change.to_state,
        "reason": change.reason,
        "at": moment(change.at),
    }


def _voices_of(tools: Sequence[UUID]) -> dict[UUID, Json]:
    """Return what the tools' own pages show: nothing of a tool that few have spoken of."""
    sentences: dict[UUID, list[Json]] = defaultdict(list)
    for one in shown_sentences(tools):
        if len(sentences[one.tool_id]) < _MOST_SENTENCES:
            sentences[one.tool_id].append(_sentence(one))
    return {
        tool: {
            # As on the tool's page: a number from one to four could point at somebody.
            **{verdict: voices_number(said.get(verdict, Told())) for verdict in Verdict.values},
            "sentences": sentences[tool],
        }
        for tool, said in told_of(tools).items()
        if total_of(said).least >= FEWEST_VOICES
    }


def voices_number(told: Told) -> int | None:
    """Return a number of answers as it goes out: how many at least, or nothing where it is few."""
    return None if told.is_few else told.least


def _sentence(one: Feedback) -> Json:
    return {"verdict": one.verdict, "sentence": one.sentence, "month": f"{one.day:%Y-%m}"}


def moment(when: datetime) -> str:
    """Return a point in time in UTC, to the second."""
    return when.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="seconds")
