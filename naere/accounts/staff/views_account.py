"""The doors of allauth that stay shut."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from naere.core.entry import public


@public
def closed(_request: HttpRequest) -> HttpResponse:
    """Answer 404: the address exists since allauth refers to it by name."""
    raise Http404
