"""Take a lost password and lost second factors away, and print the link to choose a new password.

For somebody who has neither code, passkey nor recovery codes. Make sure who asks before you do it.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from naere.accounts.staff.invitations import link
from naere.accounts.staff.queries import membership_by_email
from naere.accounts.staff.services import reset_login
from naere.tenancy.queries import municipality_by_slug
from naere.tenancy.scope import tenant_scope


class Command(BaseCommand):
    """The login starts over; memberships, roles and keys stay."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the municipality at whose host the link works, and the address."""
        parser.add_argument("slug")
        parser.add_argument("email")

    def handle(self, *args: Any, slug: str, email: str, **options: Any) -> None:
        """Reset the login of an active member."""
        municipality = municipality_by_slug(slug)
        if municipality is None:
            raise CommandError(f"There is no municipality {slug}.")
        with tenant_scope(municipality):
            membership = membership_by_email(email)
            if membership is None:
                raise CommandError(f"{email} is no active member of {municipality.name}.")
            reset_login(membership)
            self.stdout.write(
                "Done. Hand this link over by a safe way; it works once, for three days:"
            )
            self.stdout.write(link(membership))
