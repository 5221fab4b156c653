"""Reminds those who assess that an assessment runs out; each reminder once (R49).

That it has run out is computed from the day wherever it is shown, and never stored.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naere.accounts.staff.enums import Role
from naere.accounts.staff.queries import memberships
from naere.tenancy.scope import current_municipality
from naere.toolbox.models import ExpiryNotice
from naere.toolbox.queries.catalogue import toolbox_settings
from naere.toolbox.queries.expiry import shown_rounds

if TYPE_CHECKING:
    from naere.toolbox.models import Round

logger = logging.getLogger(__name__)

# The notice of an assessment that has run out, beside those of so many days before.
EXPIRED: Final = 0


def remind(on: date) -> int:
    """Send the reminders that are due on a day in the municipality in scope; return how many rounds.

    A mail that cannot be sent undoes its own notice alone, so that the next run tries that one again
    and no other goes out twice.
    """
    days = toolbox_settings().remind_days
    due = [(found, due_notice(found, on, days)) for found in shown_rounds()]
    return sum(_remind(found, notice) for found, notice in due if notice is not None)


def due_notice(found: Round, on: date, days: Sequence[int]) -> int | None:
    """Return which notice a settled round is due for: days before, EXPIRED, or None.

    After a pause only the nearest one; and none that would come on the day it was settled.
    """
    if found.valid_until is None or found.settled_at is None:
        return None
    left = (found.valid_until - on).days
    if left < 0:
        return EXPIRED
    whole = (found.valid_until - timezone.localdate(found.settled_at)).days
    return min((day for day in days if left <= day < whole), default=None)


def _remind(found: Round, days_before: int) -> bool:
    try:
        with transaction.atomic():
            if not _note(found, days_before):
                return False
            _send(found, days_before)
    except OSError as error:
        # The kind alone: what a mail server answers names addresses.
        logger.warning("A reminder could not be sent: %s", type(error).__name__)
        return False
    return True


def _note(found: Round, days_before: int) -> bool:
    """Return whether this is the first notice of its kind; of two workers the second waits and stops."""
    try:
        with transaction.atomic():
            ExpiryNotice.objects.create(
                municipality=found.municipality, round=found, days_before=days_before
            )
    except IntegrityError:
        return False
    return True


def _send(found: Round, days_before: int) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _subject(days_before), _body(found, days_before)
    with get_connection() as connection:
        # One each: nobody learns who else is told.
        for address in sorted(_told(found)):
            _post(EmailMessage(subject, body, to=[address], connection=connection))


def _post(message: EmailMessage) -> None:
    """Send a mail; an address that is refused must not make all the others get theirs every day."""
    try:
        message.send()
    except SMTPRecipientsRefused:
        logger.warning("A reminder was refused by the mail server of its reader.")


def _told(found: Round) -> set[str]:
    """Return the addresses of the editors, and of the assessors who are still here."""
    asked = set(found.assessments.values_list("assessor__membership_id", flat=True))
    return {
        member.user.email
        for member in memberships().filter(is_active=True, user__is_active=True)
        if member.has_role(Role.EDITOR) or member.pk in asked
    }


def _subject(days_before: int) -> str:
    if days_before == EXPIRED:
        return _("An assessment has expired")
    return _("An assessment expires soon")


def _body(found: Round, days_before: int) -> str:
    said = {
        "tool": found.tool.name,
        "day": date_format(found.valid_until or "", "DATE_FORMAT"),
        "municipality": current_municipality().name,
    }
    if days_before == EXPIRED:
        return _("%(municipality)s: The assessment of %(tool)s has expired (%(day)s).") % said
    return _("%(municipality)s: The assessment of %(tool)s is valid until %(day)s.") % said
