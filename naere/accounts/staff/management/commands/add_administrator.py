"""Give a municipality an administrator, and print the link to choose a password."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from naere.accounts.staff.enums import Role
from naere.accounts.staff.invitations import link
from naere.accounts.staff.services import MemberError, add_member
from naere.tenancy.queries import municipality_by_slug
from naere.tenancy.scope import tenant_scope


class Command(BaseCommand):
    """The first one; further members are invited under /styring/medlemmer/."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the municipality, the address and the name."""
        parser.add_argument("slug")
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, slug: str, email: str, name: str, **options: Any) -> None:
        """Add the member; raises CommandError for one who is there already."""
        municipality = municipality_by_slug(slug)
        if municipality is None:
            raise CommandError(f"There is no municipality {slug}.")
        alias = (name.split() or [email])[0][:40]
        try:
            validate_email(email)
            with tenant_scope(municipality):
                added = add_member(email, name, alias, [Role.ADMINISTRATOR.value])
                self.stdout.write(_said(link(added), added.user.has_usable_password()))
        except (MemberError, ValidationError) as error:
            raise CommandError(
                f"{email}: {' '.join(getattr(error, 'messages', [str(error)]))}"
            ) from error


def _said(address: str, has_password: bool) -> str:
    if has_password:
        return "Added, with the password that this login has in another municipality."
    return f"Added. Hand this link over by a safe way; it works once, for three days:\n{address}"
