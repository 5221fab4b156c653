"""Periodic work of the toolbox, in every municipality."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import Blueprint

from naere.tenancy.queries import municipalities
from naere.tenancy.scope import tenant_scope
from naere.toolbox.services import expiry

blueprint = Blueprint()


@blueprint.periodic(cron="40 5 * * *")
@blueprint.task(queueing_lock="expiry", lock="expiry")
def remind_of_expiry(timestamp: int) -> None:
    """Remind of assessments that run out (R49), each once."""
    for municipality in municipalities():
        with tenant_scope(municipality):
            expiry.remind(timezone.localdate())
