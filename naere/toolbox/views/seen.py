"""A tool at its public address: shown, or said to be put away where young people saw it once (R45)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from naere.toolbox.queries.catalogue import public_tools, retirement_of, seen_tools

if TYPE_CHECKING:
    from naere.toolbox.models import Tool

View = Callable[..., HttpResponse]


class PutAwayError(Exception):
    """Young people saw the tool once, and see it no more."""

    def __init__(self, tool: Tool) -> None:
        super().__init__(tool.pk)
        self.tool = tool


def public_tool(slug: str) -> Tool:
    """Return the tool that anybody may see at an address.

    Raises PutAwayError for one that was public once, and Http404 for every other.
    """
    found = public_tools().filter(slug=slug).first()
    if found is not None:
        return found
    once = seen_tools().filter(slug=slug).first()
    if once is None:
        raise Http404
    raise PutAwayError(once)


def or_put_away(view: View) -> View:
    """Answer PutAwayError of a view with 410 and a page: since when, why, and where to look instead."""

    @functools.wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PutAwayError as error:
            context = {"tool": error.tool, "retirement": retirement_of(error.tool)}
            return render(request, "toolbox/finding/put_away.html", context, status=410)

    return show
