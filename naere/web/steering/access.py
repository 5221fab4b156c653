"""Who may see and who may change what a municipality decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest

from naere.accounts.staff.entry import staff_page
from naere.accounts.staff.enums import Role

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class SteeringRequest(HttpRequest):
        """A request that `reader` has let in."""

        membership: Membership


EDITORS: Final = (Role.ADMINISTRATOR.value, Role.PROJECT_MANAGER.value)
READERS: Final = (*EDITORS, Role.COORDINATOR.value)

reader = staff_page(*READERS)


def may_edit(request: SteeringRequest) -> bool:
    """Return whether the member may change anything."""
    return request.membership.has_role(*EDITORS)


def demand_editor(request: SteeringRequest) -> None:
    """Raise Http404 unless the member may change something."""
    if not may_edit(request):
        raise Http404
