"""Periodic work of the toolbox, in every municipality."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate import Blueprint

from naere.tenancy.queries import municipalities
from naere.tenancy.scope import tenant_scope
from naere.toolbox.services import expiry
from naere.toolbox.services.linkcheck import check_links

blueprint = Blueprint()


@blueprint.periodic(cron="40 5 * * *")
@blueprint.task(queueing_lock="expiry", lock="expiry")
def remind_of_expiry(timestamp: int) -> None:
    """Remind of assessments that run out (R49), each once."""
    for municipality in municipalities():
        with tenant_scope(municipality):
            expiry.remind(timezone.localdate())


@blueprint.periodic(cron="23 * * * *")
@blueprint.task(queueing_lock="links", lock="links")
def look_at_links(timestamp: int) -> None:
    """Look at the links that are due; each is about once a week."""
    if settings.NAERE_CHECK_LINKS:
        check_links()
