"""Guides as they are read: a page for everybody, and the same on paper (R50)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from naere.core.entry import public
from naere.core.showing import counted
from naere.tenancy.queries import profile_without_logo
from naere.toolbox.enums import Audience
from naere.toolbox.queries.guides import published_audiences, published_guide
from naere.toolbox.services import pdf
from naere.toolbox.services.reading import paper, shown, texts_in
from naere.toolbox.views.seen import or_put_away, public_tool

if TYPE_CHECKING:
    from naere.toolbox.models import GuideVersion, Tool

LANGUAGES: Final = ("da", "en")
# A new look of the paper changes the tag of papers that somebody has.
_LOOK: Final = hashlib.sha256(pdf.TEMPLATE).hexdigest()[:8]
# A browser's own reader of PDF is a plug-in to itself; the page's policy would keep it out.
_VIEWER: Final = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)
_PAGE: Final = 40  # characters of the tool's address in the name under which a showing is counted


@public
@require_safe
@gzip_page
@or_put_away
def guide(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """Show a guide: when not to use the tool and what to do instead at once, then the rest."""
    tool, version = _found(slug, audience)
    return counted(f"guide:{audience}:{slug[:_PAGE]}")(_page)(request, tool, version)


@public
@require_safe
@or_put_away
def guide_pdf(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """Give the guide as PDF/UA, in the language of `?sprog=` or the reader's."""
    tool, version = _found(slug, audience)
    language = request.GET.get("sprog") or get_language() or ""
    if language not in LANGUAGES:
        raise Http404
    etag = _etag(tool, version, language)
    same = get_conditional_response(request, etag=etag)
    response = same or counted(f"paper:{audience}:{slug[:_PAGE]}")(_paper)(
        request, tool, version, language
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _found(slug: str, audience: str) -> tuple[Tool, GuideVersion]:
    """Return a tool that anybody may see and its published guide; raises what `public_tool` does."""
    tool = public_tool(slug)
    version = published_guide(tool, audience) if audience in Audience.values else None
    if version is None:
        raise Http404
    return tool, version


def _page(request: HttpRequest, tool: Tool, version: GuideVersion) -> HttpResponse:
    texts = texts_in(version, get_language() or "")
    context = {
        "tool": tool,
        "version": version,
        "texts": shown(tool, texts),
        "audience": Audience(version.guide.audience),
        "audiences": published_audiences(tool),
        "other_language": texts.lang != get_language(),
    }
    return render(request, "toolbox/guides/guide.html", context)


def _paper(request: HttpRequest, tool: Tool, version: GuideVersion, language: str) -> HttpResponse:
    page = reverse("toolbox:guide", args=[tool.slug, version.guide.audience])
    address, home = request.build_absolute_uri(page), request.build_absolute_uri("/")
    try:
        made = pdf.make(paper(tool, version, language, address, home))
    except pdf.BusyError:
        return _busy()
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Security-Policy"] = _VIEWER
    name = f"{tool.slug}-{version.guide.audience}-{version.number}-{language}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _busy() -> HttpResponse:
    response = HttpResponse(
        _("Many are printing right now. Try again in a moment."),
        status=503,
        content_type="text/plain",
    )
    response.headers["Retry-After"] = "10"
    return response


def _etag(tool: Tool, version: GuideVersion, language: str) -> str:
    profile: Any = profile_without_logo()
    parts = (
        version.pk,
        language,
        tool.name,
        tool.line_da,
        tool.line_en,
        tool.slug,
        tool.is_example,
    )
    said = "\x00".join(map(str, (*parts, profile.name, profile.colour, _LOOK)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'
