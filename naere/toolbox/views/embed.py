"""The catalogue inside another page of the municipality's: for the sites that it has listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from naere.accounts.staff.entry import staff_page
from naere.core.showing import reading
from naere.toolbox.enums import FacetGroup
from naere.toolbox.queries.catalogue import facets, public_tools, toolbox_settings
from naere.toolbox.queries.finding import results_of
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Facet

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


PAGE: Final = 24  # tools in a frame at a time: the longest of them stay far below 100 kB
_MOST_FACETS: Final = 8
_PAGE: Final = "side"  # in the address, as in the finder's


@reading("embed")
def embed(request: HttpRequest) -> HttpResponse:
    """Show the catalogue in another page's frame: no cookie, no script, and only where it is listed.

    `?facet=` narrows it, several times when wanted; that one is none is said. `?side=`
    is the page of it: one that is too high shows the last, one that is none the first.
    """
    known = {facet.key: facet for facet in facets()}
    asked = [key for key in request.GET.getlist("facet")[:_MOST_FACETS] if key]
    chosen = [known[key] for key in asked if key in known]
    tools = public_tools()
    for facet in chosen:
        tools = tools.filter(tool_facets__facet=facet)
    shown = Paginator(tools.values_list("pk", flat=True), PAGE).get_page(request.GET.get(_PAGE))
    context = {
        "results": results_of(shown.object_list),
        "chosen": chosen,
        # Only that something is unknown: what stands in an address is anybody's words, never ours.
        "is_unknown": any(key not in known for key in asked),
        "shown": shown,
        "fewer": _address(chosen, shown.number - 1) if shown.has_previous() else "",
        "more": _address(chosen, shown.number + 1) if shown.has_next() else "",
    }
    response = render(request, "toolbox/embed/embed.html", context)
    _let_in(response, toolbox_settings().embed_origins)
    return response


@staff_page(*EDITORS)
@require_safe
def embedding(request: MemberRequest) -> HttpResponse:
    """Tell an editor how another page shows the catalogue, and which pages may.

    `?facet=` is the facet that the address is made for.
    """
    known = list(facets())
    facet = next((one.key for one in known if one.key == request.GET.get("facet")), "")
    frame = reverse("toolbox:embed") + (f"?{urlencode({'facet': facet})}" if facet else "")
    context = {
        "frame": request.build_absolute_uri(frame),
        "facet": facet,
        "groups": [
            (group.label, [one for one in known if one.group == group]) for group in FacetGroup
        ],
        "feed": request.build_absolute_uri(reverse("toolbox:catalogue-json")),
        "origins": toolbox_settings().embed_origins,
    }
    return render(request, "toolbox/embed/how.html", context)


def _address(chosen: list[Facet], page: int) -> str:
    return "?" + urlencode([*(("facet", facet.key) for facet in chosen), (_PAGE, page)])


def _let_in(response: Any, origins: list[str]) -> None:
    """Let the listed sites frame this one response. X-Frame-Options cannot name them, so it goes."""
    response._csp_replace = {"frame-ancestors": origins or ["'none'"], "script-src": ["'none'"]}
    response.xframe_options_exempt = bool(origins)
