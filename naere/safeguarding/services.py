"""Writing the access log. There is no verb that changes or removes a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.safeguarding.models import AccessEntry

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership


def log_access(membership: Membership, action: str, subject: str, note: str = "") -> AccessEntry:
    """Note that `membership` did `action` to `subject` (an id), in the transaction that does it.

    `note` is why, at most 300 characters; never content of a conversation.
    """
    entry: AccessEntry = AccessEntry.objects.create(
        municipality_id=membership.municipality_id,
        membership=membership,
        action=action,
        subject=subject,
        note=note[:300],
    )
    return entry
