"""Where tools are found, read about and compared. Anybody may; nothing of what is typed is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from naere.core.entry import declare, declared, public
from naere.core.showing import page_shown, reading
from naere.tenancy.queries import risk_words
from naere.toolbox.danger import may_any_mean_danger
from naere.toolbox.enums import FacetGroup, Platform
from naere.toolbox.facts import FACTS
from naere.toolbox.forms import finding as form
from naere.toolbox.models import Tool
from naere.toolbox.queries import finding
from naere.toolbox.queries.catalogue import facets, public_history, public_tools
from naere.toolbox.queries.declarations import latest_declaration, public_answers
from naere.toolbox.queries.guides import published_audiences
from naere.toolbox.queries.pictures import gallery
from naere.toolbox.queries.published import public_scores, scores_among
from naere.toolbox.queries.voices import shown_voices
from naere.toolbox.views.seen import or_put_away, public_tool

if TYPE_CHECKING:
    from naere.toolbox.models import ToolLink
    from naere.toolbox.queries.published import Summary

LONGEST_PAGE_NAME = 60


def finder(request: HttpRequest) -> HttpResponse:
    """Find a tool by three choices and by words (R46–R48); in place, only what changes is sent."""
    in_place = request.headers.get("HX-Request") == "true"
    return _changes(request) if in_place else _finder(request)


@reading("finder")
def _finder(request: HttpRequest) -> HttpResponse:
    return render(request, "toolbox/finding/finder.html", _found(request))


def _changes(request: HttpRequest) -> HttpResponse:
    """Answer what the page asks for while somebody types. It is the same showing, so it is no other hit.

    The browser's address follows the choices and not the words: it is kept, and suggested to others.
    """
    found = _found(request)
    response = render(request, "toolbox/finding/_changes.html", found)
    query = form.to_share(found["asked"])
    response.headers["HX-Replace-Url"] = f"{request.path}?{query}" if query else request.path
    return response


finder = declare(require_safe(gzip_page(vary_on_headers("HX-Request")(finder))), *declared(_finder))


def _found(request: HttpRequest) -> dict[str, Any]:
    known = list(facets())
    asked = form.read(request.GET, known)
    found = finding.search(asked, known)
    in_danger = bool(asked.text.strip()) and _means_danger(asked.text)
    return {
        "asked": asked,
        "found": found,
        "questions": _questions(asked, found, known),
        "in_danger": in_danger,
        "more": _address(request, found.page + 1) if found.page < found.pages else "",
        "fewer": _address(request, found.page - 1) if found.page > 1 else "",
    }


def _means_danger(text: str) -> bool:
    """Return whether help comes first. A word alone may stand for a wish: «dø» is read as «vil dø», too."""
    wish = f"vil {text}" if len(text.split()) == 1 else ""
    return may_any_mean_danger([text, wish], risk_words())


def _questions(
    asked: finding.Asked, found: finding.Found, known: list[Any]
) -> list[dict[str, Any]]:
    """Return the three questions and the filters, each with its choices and their counts."""
    labels = {
        group: [(one.key, one, one) for one in known if one.group == group] for group in FacetGroup
    }
    choices: dict[str, list[tuple[str, Any, Any]]] = {
        str(group): rows for group, rows in labels.items()
    }
    choices["fact"] = [(key, label, None) for key, label in FACTS.items()]
    return [
        {
            "group": group,
            "name": name,
            "is_asked": bool(asked.chosen[group]),
            "is_explained": any(facet and facet.about_da for _key, _label, facet in choices[group]),
            "choices": [
                {
                    "id": f"{name}-{key.strip(':')}",
                    "key": key,
                    "label": label,
                    "facet": facet,
                    "is_chosen": key in asked.chosen[group],
                    "count": found.counts.get(key, 0),
                }
                for key, label, facet in choices[group]
            ],
        }
        for group, name in form.NAMES.items()
    ]


def _address(request: HttpRequest, page: int) -> str:
    given = request.GET.copy()
    given[form.PAGE] = str(page)
    return f"{request.path}?{given.urlencode()}#svar"


@reading(lambda slug: f"tool:{slug}"[:LONGEST_PAGE_NAME])
@or_put_away
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell all that is known of a tool: what it is, what it costs, what others found (R45–R50)."""
    found = public_tool(slug)
    groups, scores = facets_of(found), public_scores(found, timezone.localdate())
    links = sorted(found.links.all(), key=lambda link: Platform.values.index(link.platform))
    declaration = latest_declaration(found)
    context = {
        "tool": found,
        "result": _result_of(found, groups, links, scores),
        "groups": groups,
        "links": links,
        "pictures": list(gallery(found)),
        "scores": scores,
        "audiences": published_audiences(found),
        "declaration": declaration,
        "answers": public_answers(declaration) if declaration else [],
        "history": public_history(found),
        "voices": shown_voices(found),
    }
    return render(request, "toolbox/finding/tool.html", context)


def _result_of(
    found: Tool,
    groups: Sequence[dict[str, Any]],
    links: Sequence[ToolLink],
    scores: Sequence[Summary],
) -> finding.Result:
    """Return a tool as `finding.results_of` does, out of what its page reads of it anyway."""
    situations = [one["facets"] for one in groups if one["group"] == FacetGroup.SITUATION]
    return finding.Result(
        tool=found,
        situations=situations[0],
        is_expired=any(one.expired for one in scores),
        is_gone=bool(links) and all(link.gone_since for link in links),
    )


@require_safe
@public
@or_put_away
def follow(request: HttpRequest, slug: str, platform: str) -> HttpResponse:
    """Send the reader on to a tool, and count one more that was opened: of which, not by whom (R70).

    It is a plain link that a search engine is asked not to follow; a browser that fetches in
    advance is not counted.
    """
    found = public_tool(slug)
    link = found.links.filter(platform=platform).first()
    if platform not in Platform.values or link is None:
        raise Http404
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        page_shown.send(sender=None, page=f"open:{found.slug}"[:LONGEST_PAGE_NAME])
    response = HttpResponseRedirect(link.url)
    response.headers["Cache-Control"] = "no-store"
    return response


@reading("compare")
def compare(request: HttpRequest) -> HttpResponse:
    """Show two or three tools side by side."""
    slugs = form.compared(request.GET)
    rows = {one.slug: one.pk for one in public_tools().filter(slug__in=slugs)}
    ids = [rows[slug] for slug in slugs if slug in rows]
    shown = ids[: form.MOST_COMPARED]
    results = finding.results_of(shown)
    scores = scores_among(shown, timezone.localdate())
    columns = [
        {"result": one, "tool": one.tool, "scores": scores.get(one.tool.pk, [])} for one in results
    ]
    context = {
        "columns": columns,
        "rows": _side_by_side([one.tool for one in results]),
        "left_out": len(ids) - len(shown),
        "is_enough": len(shown) > 1,
    }
    return render(request, "toolbox/finding/compare.html", context)


def facets_of(found: Tool) -> list[dict[str, Any]]:
    """Return a tool's facets by the three questions, in their order."""
    rows = sorted(found.facets.all(), key=lambda one: (one.order, one.label_da))
    groups = (FacetGroup.SITUATION, FacetGroup.METHOD, FacetGroup.TARGET)
    return [
        {
            "group": group,
            "label": group.label,
            "facets": [one for one in rows if one.group == group],
        }
        for group in groups
    ]


def _side_by_side(tools: list[Tool]) -> list[dict[str, Any]]:
    """Return a row for each of the three questions, with each tool's facets in its column."""
    groups = [facets_of(one) for one in tools]
    return [
        {"label": row[0]["label"], "columns": [one["facets"] for one in row]}
        for row in zip(*groups, strict=True)
    ]
