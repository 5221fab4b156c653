"""Nobody who logs in goes further without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from naere.accounts.staff.sessions import is_fully_signed_in
from naere.core.api import ApiError
from naere.core.entry import PUBLIC, YOUNG, declared

_SETTING_UP = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class RequireSecondFactor:
    """Leads a member without a second factor to setting one up, and to nothing else.

    What is for everyone (Hjælp nu among it) and for young people stays open: it does not depend
    on who is logged in. `settings.NAERE_PASSWORD_ONLY_LOGIN`, in the demo, turns this off.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of the view when a second factor is missing."""
        if not declared(view).isdisjoint({PUBLIC, YOUNG}) or _leads_to_setup(request):
            return None
        if not request.user.is_authenticated or is_fully_signed_in(request.user, request.session):
            return None
        if request.path.startswith("/api/"):
            return ApiError("second-factor", 401).response()
        return redirect("mfa_index")


def _leads_to_setup(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in _SETTING_UP
