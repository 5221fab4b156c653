"""The login page, and the doors of allauth that stay shut."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from naere.core.entry import public


class StaffLogin(LoginView):  # type: ignore[misc]
    """allauth's login; says so when a password alone is enough (the demo)."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether a second factor is asked for."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"password_alone": settings.NAERE_PASSWORD_ONLY_LOGIN}


login = StaffLogin.as_view()


@public
def closed(_request: HttpRequest) -> HttpResponse:
    """Answer 404: the address exists since allauth refers to it by name."""
    raise Http404
