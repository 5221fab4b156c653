"""The bare host: which municipality are you looking for? Only the registry can be read here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naere.core.entry import public
from naere.tenancy.hosts import host_of
from naere.tenancy.queries import municipalities
from naere.web.crisis import NEUTRAL_PAGE

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


@dataclass(frozen=True)
class Place:
    """A municipality and the address of its site."""

    name: str
    url: str


@require_safe
@public
def chooser(request: HttpRequest) -> HttpResponse:
    """List the municipalities."""
    return _show(request, "web/chooser.html")


@require_safe
@public
def help_now(request: HttpRequest) -> HttpResponse:
    """Show 112, and the way to each municipality's own list."""
    return _show(request, "web/chooser_help.html")


def place(municipality: Municipality, request: HttpRequest) -> Place:
    """Return where a municipality's site is, on the scheme and port of this request."""
    host = host_of(municipality)
    _name, colon, port = request.get_host().partition(":")
    return Place(municipality.name, f"{request.scheme}://{host}{colon}{port}/")


def _show(request: HttpRequest, template: str) -> HttpResponse:
    places = [place(found, request) for found in municipalities()]
    return render(request, template, {"places": places, "lines": (), "exit_url": NEUTRAL_PAGE})
