"""Nobody who writes is left alone with a peer who can no longer answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from naere.accounts.staff.enums import Role
from naere.accounts.staff.events import membership_changed
from naere.conversations import queries
from naere.conversations.enums import Party
from naere.conversations.models import Participant
from naere.conversations.services.access import seat
from naere.conversations.services.leaving import hand_over, professional_leaves

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

_FITTING = {
    Party.PEER: (Role.VOLUNTEER,),
    Party.PROFESSIONAL: (Role.ON_DUTY, Role.PROFESSIONAL),
}


@receiver(membership_changed)
def give_up_places(membership: Membership, **_: Any) -> None:
    """Take a member out of the open conversations in which they no longer fit.

    Shut out, without the role, or with another identity than the one that holds the keys: a peer
    hands over, so that the conversation waits for another; a professional leaves.
    """
    for place in queries.open_places_of(membership):
        if _fits(membership, place):
            continue
        # Locked like every change of a conversation, in the order in which the ids come.
        mine = seat(place.conversation_id, place.identity)
        if mine.party == Party.PEER:
            hand_over(mine)
        else:
            professional_leaves(mine)


def _fits(membership: Membership, place: Participant) -> bool:
    same = place.identity_id == membership.identity_id
    return membership.is_active and same and membership.has_role(*_FITTING[Party(place.party)])
