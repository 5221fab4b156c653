"""Merge the areas' Danish into Django's catalogue and compile it, without gettext's programs."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from naere.core import msgids, translations


class Command(BaseCommand):
    """Write `locale/da/LC_MESSAGES/django.{po,mo}` from `locale/da/*.po`."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--check`."""
        parser.add_argument(
            "--check", action="store_true", help="fail when a text lacks its Danish; write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, or check."""
        folder = settings.BASE_DIR / "locale" / "da"
        pairs = translations.read(folder)
        if options["check"]:
            self._check(pairs)
        else:
            translations.write(translations.merged(pairs), folder)
            self.stdout.write(f"{len(pairs)} Danish texts")

    def _check(self, pairs: list[translations.Pair]) -> None:
        found = msgids.find(settings.BASE_DIR / "naere")
        faults = list(translations.faults(found, pairs))
        if faults:
            shown = [fault.replace(f"{settings.BASE_DIR}{os.sep}", "") for fault in faults]
            raise CommandError("\n".join([*shown, f"{len(faults)} faults in the translations"]))
        self.stdout.write(f"{len(pairs)} Danish texts, none missing")
