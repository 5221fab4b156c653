"""Periodic work, each minute, in every municipality."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import Blueprint

from naere.accounts.youth import attempts
from naere.accounts.youth.services import sweep_sessions
from naere.conversations.sweeping import sweep
from naere.tenancy.queries import municipalities
from naere.tenancy.scope import tenant_scope
from naere.volunteers.services import end_forgotten

blueprint = Blueprint()


@blueprint.periodic(cron="* * * * *")
@blueprint.task(queueing_lock="sweep", lock="sweep")
def sweep_all(timestamp: int) -> None:
    """End lost places, make keys due, delete what is over, forget old sessions, tries and people."""
    for municipality in municipalities():
        with tenant_scope(municipality):
            now = timezone.now()
            end_forgotten(now)
            sweep_sessions(now)
            attempts.sweep(now)
            sweep(now)
