"""One of everything in a municipality, and everybody who could come for it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from naere.accounts.staff.enums import Role
from naere.conversations.models import Conversation, Report
from naere.conversations.services import calls
from naere.conversations.services.access import seat
from naere.conversations.services.reports import report
from naere.tenancy.models import ClosedDay, Municipality, Profile
from naere.toolbox.models import Tool
from naere.volunteers.services import go_on_duty
from tests.factories.conversations import make_active
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team
from tests.factories.toolbox import make_assessor, make_facet, make_synonym, make_tool
from tests.guards.assessing import make_assessed
from tests.guards.catalogue import make_catalogue
from tests.guards.guides import make_written
from tests.guards.routes import Route
from tests.tenant_client import TenantClient

ANONYMOUS, YOUNG = "anonymous", "young"
ACTORS = [ANONYMOUS, YOUNG, *Role.values]


@dataclass
class World:
    """A municipality in which a young person, a peer and a professional share a conversation."""

    municipality: Municipality
    young: Young
    members: dict[str, Member]
    conversation: Conversation
    report: Report
    tool: Tool
    more: dict[str, Any] = field(default_factory=dict)

    def example(self, route: Route) -> dict[str, Any]:
        """Return what fills the free parts of an address: things that are there."""
        known = {
            "conversation": self.conversation.pk,
            "report": self.report.pk,
            "kind": "peers",
            "code": "da",
            "key": "welcome",
            "tool": self.tool.pk,
            "slug": self.tool.slug,
            "platform": "web",
            **self.more,
        }
        values = {name: known[name] for name in route.free if name != "pk"}
        if "pk" in route.free:
            values["pk"] = self._row(route)
        return values

    def _row(self, route: Route) -> Any:
        if route.name.startswith("members:"):
            return self.members[Role.VOLUNTEER.value].membership.pk
        return route.fixed["section"].rows().first().pk

    def browser(self, actor: str, host: Municipality | None = None) -> TenantClient:
        """Return a browser with the cookies of an actor of this world, on its own host or another."""
        browser = TenantClient(self.municipality)
        if actor == YOUNG:
            browser.be_young(self.young.token)
        elif actor != ANONYMOUS:
            browser.be_staff(self.members[actor].membership)
        if host is not None:
            elsewhere = TenantClient(host)
            elsewhere.cookies = browser.cookies
            return elsewhere
        return browser


def make_world(municipality: Municipality) -> World:
    """Return a municipality with one of everything; inside its scope."""
    members = {role: make_member(role) for role in Role.values}
    coordinator, peer = members["coordinator"], members["volunteer"]
    make_team("peers", coordinator, peer)
    team_key = make_team("safeguarding", coordinator, members["professional"], members["on_duty"])
    young = make_young()
    conversation = make_active(young, peer, "letter")
    go_on_duty(members["on_duty"].membership, "professional")
    calls.call_professional(seat(conversation.pk, young.identity))
    calls.answer_call(members["on_duty"].membership, conversation.pk)
    told = report(seat(conversation.pk, young.identity), team_key.pk, {0: os.urandom(72)})
    ClosedDay.objects.create(municipality=municipality, date=date(2026, 12, 24))
    Profile.objects.update(
        logo=b"\x89PNG\r\n\x1a\n", logo_type="image/png", logo_alt_da="Logo", logo_alt_en="Logo"
    )
    assessor = make_assessor(members["assessor"].membership)
    make_synonym("søvnløs", "sove")
    tool = make_tool("Rolig nat", facets=[make_facet("kan-ikke-sove")])
    more = make_assessed(tool, assessor)
    more |= make_catalogue(tool, members["editor"].membership, members["professional"].membership)
    more |= make_written(tool, members["editor"].membership)
    return World(municipality, young, members, conversation, told, tool, more)
