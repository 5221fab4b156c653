"""Give every municipality that was there before the toolbox what a toolbox begins with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from naere.tenancy.queries import municipalities
from naere.toolbox.services.founding import found_toolbox


class Command(BaseCommand):
    """Make what is missing; what a municipality has decided stays. Safe to run again."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Found each toolbox, and say whose."""
        for municipality in municipalities():
            found_toolbox(municipality)
            self.stdout.write(municipality.name)
