"""Nobody who writes is left alone with a peer who can no longer answer, or read by one who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from naere.accounts.staff.events import membership_changed
from naere.conversations import queries
from naere.conversations.services import access
from naere.conversations.services.leaving import step_out

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership


@receiver(membership_changed)
def give_up_places(membership: Membership, **_: Any) -> None:
    """Take a member out of the conversations in which they no longer fit, the ended ones too.

    Shut out, without the role, or with another identity than the one that holds the keys.
    """
    for place in queries.places().filter(membership=membership):
        if not queries.still_fits(place, membership):
            # Locked like every change of a conversation, in the order in which the ids come.
            step_out(access.place(place.conversation_id, place.identity))
