"""From host name to municipality, before anything else happens."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from naere.tenancy.hosts import is_base_host, municipality_of_host
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope


class TenantRequest(HttpRequest):
    """A request that has been bound to a municipality (None on the bare host)."""

    municipality: Municipality


class TenantMiddleware:
    """Opens the scope in one place; an unknown host is a 404 and the bare host the chooser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host()
        municipality = municipality_of_host(host)
        request.municipality = municipality  # type: ignore[attr-defined]
        if municipality is None:
            if not is_base_host(host):
                return unknown_host()
            request.urlconf = "naere.config.urls_chooser"
            return self.get_response(request)
        with tenant_scope(municipality):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def unknown_host() -> HttpResponse:
    """Answer a host that is no municipality's: a plain 404 that tells nothing."""
    return HttpResponse(
        "Siden findes ikke. / Not found.", status=404, content_type="text/plain; charset=utf-8"
    )
