"""Django's test client on a municipality's host."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django_scopes import get_scope
from django_scopes.state import state

from naere.accounts.staff.sessions import bind
from naere.tenancy.models import Municipality
from naere.tenancy.rls import set_tenant


def show_scope_again() -> None:
    """Make the database show the municipality of the scope around, when there is one.

    In one test transaction the setting of a nested scope would outlive it.
    """
    municipality = get_scope().get("municipality")
    if connection.in_atomic_block and not connection.needs_rollback:
        set_tenant(municipality.pk if municipality else None)


class TenantClient(Client):
    """Talks to one municipality's host; `post_json` and `get_json` for docs/wire.md."""

    def __init__(self, municipality: Municipality, **defaults: Any) -> None:
        self.host = municipality.host or f"{municipality.slug}.{settings.NAERE_BASE_HOST}"
        super().__init__(**({"HTTP_HOST": self.host} | defaults))
        self.municipality = municipality

    def request(self, **request: Any) -> Any:
        """Make the request without the test's own scope, which afterwards holds again."""
        own_scope = state.set(None)
        show_scope_again()
        try:
            return super().request(**request)
        finally:
            state.reset(own_scope)
            show_scope_again()

    def post_json(self, path: str, body: dict[str, Any] | None = None, **extra: Any) -> Any:
        """POST a JSON object; returns the response."""
        return self.post(path, json.dumps(body or {}), content_type="application/json", **extra)

    def get_json(self, path: str) -> Any:
        """GET and return the decoded answer; the status must be 200."""
        response = self.get(path)
        assert response.status_code == 200, response.content
        return response.json()

    def be_young(self, token: str) -> TenantClient:
        """Carry the cookie of a young person's session; returns itself."""
        self.cookies[settings.YOUTH_COOKIE_NAME] = token
        return self

    def be_staff(self, membership: Any) -> TenantClient:
        """Log a member in, as allauth's login would; returns itself."""
        self.force_login(membership.user, "allauth.account.auth_backends.AuthenticationBackend")
        session = self.session
        bind(session, self.municipality.pk)
        session.save()
        show_scope_again()
        return self
