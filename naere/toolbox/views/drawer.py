"""What a young person keeps: the page, and the calls about the drawer (R53)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from naere.accounts.staff.entry import staff_call
from naere.accounts.staff.enums import Role
from naere.accounts.youth import drawer
from naere.accounts.youth.entry import young_call, young_of
from naere.core.api import api, read_body
from naere.core.binary import to_text
from naere.core.entry import public
from naere.core.showing import counted
from naere.tenancy.queries import age_groups, profile_without_logo
from naere.toolbox.services import sending as services

if TYPE_CHECKING:
    from naere.accounts.youth.models import YoungPerson

# Who sits in conversations, or answers for those who do.
SENDERS = (
    Role.VOLUNTEER.value,
    Role.PROFESSIONAL.value,
    Role.ON_DUTY.value,
    Role.COORDINATOR.value,
)


@require_safe
@counted("saved")
@public
def saved(request: HttpRequest) -> HttpResponse:
    """Show the place of what one has saved; the browser alone knows what that is."""
    return render(request, "toolbox/drawer/saved.html", {"config": _config(request)})


@api("GET")
@public
def begin(request: HttpRequest) -> dict[str, Any]:
    """Tell a page that one reads what it needs to save something: a token, and how one begins.

    And whether this browser is somebody already, who loses their place when another begins; not
    who: their tab may be closed long since, and others may use the same device. Only a page of ours can read the answer: no other origin is allowed to, and the token is of no
    use without the cookie that comes with it.
    """
    has_session = young_of(request) is not None
    return {"token": get_token(request), "config": _config(request), "hasSession": has_session}


@api("GET", "PUT")
@young_call
def one_drawer(request: HttpRequest) -> dict[str, Any]:
    """Give what is sealed, or put it anew in place of the revision that the browser had."""
    person: YoungPerson = request.young  # type: ignore[attr-defined]
    if request.method == "PUT":
        body = read_body(request)
        sealed = body.bytes("sealed", most=drawer.LARGEST)
        return {"revision": drawer.keep(person, body.number("revision", most=2**31 - 2), sealed)}
    found = drawer.drawer_of(person)
    sealed_text, revision = (to_text(found[0]), found[1]) if found else (None, 0)
    return {"revision": revision, "sealed": sealed_text}


@api("GET")
@staff_call(*SENDERS)
def tools_to_send(_request: HttpRequest) -> dict[str, Any]:
    """List the public tools for whoever picks one inside a conversation."""
    return {"tools": services.tools_to_send(_language())}


def _language() -> str:
    return "en" if get_language() == "en" else "da"


def _config(request: HttpRequest) -> dict[str, Any]:
    """Return what `frontend/toolbox/config.ts` reads: of the municipality, nothing of a person."""
    profile = profile_without_logo()
    municipality = request.municipality  # type: ignore[attr-defined]
    return {
        "tenant": str(municipality.pk),
        "name": profile.name,
        "ageGroups": [
            {
                "id": str(group.pk),
                "label": getattr(group, f"label_{_language()}"),
                "mayBeMinor": group.may_be_minor,
            }
            for group in age_groups()
        ],
    }
