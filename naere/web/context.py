"""What every page may use. All of it is read when a template asks, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from naere.accounts.staff.entry import membership_of
from naere.tenancy.queries import profile_without_logo
from naere.web.navigation import link, menu
from naere.web.theme import version

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the municipality's profile and look, and the staff's menu."""
    municipality: Municipality | None = getattr(request, "municipality", None)
    if municipality is None:
        return {"municipality": None}
    profile: Any = SimpleLazyObject(lambda: profile_of(request))
    return {
        "municipality": municipality,
        "profile": profile,
        "theme_url": SimpleLazyObject(
            lambda: f"{reverse('web:theme')}?v={version(profile.colour)}"
        ),
        "logo_url": SimpleLazyObject(lambda: f"{reverse('logo')}?v={profile.logo_version}"),
        "staff_url": link("staff:home"),
        "member": SimpleLazyObject(lambda: membership_of(request)),
        "nav": SimpleLazyObject(lambda: menu(membership_of(request), request.path)),
    }


def profile_of(request: HttpRequest) -> Any:
    """Return the profile of the request's municipality, read once a request."""
    if not hasattr(request, "_profile"):
        request._profile = profile_without_logo()  # type: ignore[attr-defined]
    return request._profile  # type: ignore[attr-defined]
