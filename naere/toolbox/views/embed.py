"""The catalogue inside another page of the municipality's: for the sites that it has listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from naere.accounts.staff.entry import staff_page
from naere.core.entry import public
from naere.core.showing import counted
from naere.toolbox.queries.catalogue import facets, public_tools, toolbox_settings
from naere.toolbox.queries.finding import results_of
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


@require_safe
@counted("embed")
@public
def embed(request: HttpRequest) -> HttpResponse:
    """Show the catalogue in another page's frame: no cookie, no script, and only where it is listed.

    `?facet=` narrows it, several times when wanted; a facet that is none changes nothing.
    """
    known = {facet.key: facet for facet in facets()}
    chosen = [known[key] for key in request.GET.getlist("facet")[:8] if key in known]
    tools = public_tools().order_by("name")
    for facet in chosen:
        tools = tools.filter(tool_facets__facet=facet)
    results = results_of(tools.values_list("pk", flat=True))
    response = render(request, "toolbox/embed/embed.html", {"results": results, "chosen": chosen})
    _let_in(response, toolbox_settings().embed_origins)
    return response


@staff_page(*EDITORS)
@require_safe
def embedding(request: MemberRequest) -> HttpResponse:
    """Tell an editor how another page shows the catalogue, and which pages may."""
    context = {
        "frame": request.build_absolute_uri(reverse("toolbox:embed")),
        "feed": request.build_absolute_uri(reverse("toolbox:catalogue-json")),
        "origins": toolbox_settings().embed_origins,
    }
    return render(request, "toolbox/embed/how.html", context)


def _let_in(response: Any, origins: list[str]) -> None:
    """Let the listed sites frame this one response. X-Frame-Options cannot name them, so it goes."""
    response._csp_replace = {"frame-ancestors": origins or ["'none'"], "script-src": ["'none'"]}
    response.xframe_options_exempt = bool(origins)
