"""Make a municipality from a file of first settings (deploy/municipality.example.toml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from naere.tenancy.hosts import host_of
from naere.web.founding import FoundingError, found


class Command(BaseCommand):
    """Make it, or nothing."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Make the municipality and say what comes next."""
        try:
            made = found(file)
        except FoundingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.name} answers at {host_of(made)}.")
        self.stdout.write(f"Next: manage.py add_administrator {made.slug} E-MAIL NAME")
