"""Every address there is, read from the resolver itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver

from naere.core.entry import declared

MUNICIPALITY, CHOOSER = "naere.config.urls", "naere.config.urls_chooser"

# allauth decides for itself who may enter these; tests/accounts/test_login.py holds it to that.
# A name that no longer exists, or whose view declares its entry, fails test_entries.py.
ALLAUTH = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_login_webauthn",
    }
)


@dataclass(frozen=True)
class Route:
    """An address: its full pattern, its name with namespaces, its view, what is fixed and free."""

    pattern: str
    name: str
    view: Callable[..., Any]
    fixed: dict[str, Any]
    free: tuple[str, ...]

    @property
    def entry(self) -> frozenset[str]:
        """Who may enter, as the view declares."""
        return declared(self.view)

    def path(self, **values: Any) -> str:
        """Return the path with every free part filled in."""
        path = self.pattern
        for name in self.free:
            start = path.index("<")
            end = path.index(">", start)
            assert path[start:end].endswith(name), path
            path = path[:start] + str(values[name]) + path[end + 1 :]
        return f"/{path}"


def routes(urlconf: str = MUNICIPALITY) -> list[Route]:
    """Return every address of a URL configuration."""
    return list(_walk(import_module(urlconf).urlpatterns, "", ()))


def own_routes() -> list[Route]:
    """Return every address of a municipality's site that is not allauth's."""
    return [route for route in routes() if route.name not in ALLAUTH]


def _walk(
    patterns: list[URLPattern | URLResolver], before: str, spaces: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            name = ":".join((*spaces, pattern.name or str(pattern.pattern)))
            free = tuple(pattern.pattern.converters)
            yield Route(path, name, pattern.callback, pattern.default_args, free)
