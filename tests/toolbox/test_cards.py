"""The tools that somebody may send in a conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from markdown_it.token import Token

from naere.tenancy.models import Municipality
from naere.tenancy.scope import current_municipality, tenant_scope
from naere.toolbox.enums import Audience, Perspective, RoundState, SignUp
from naere.toolbox.models import Round, Rubric, Tool, ToolLink
from naere.toolbox.queries.cards import cards
from naere.toolbox.services.markdown import settled as settled_in_markdown
from naere.toolbox.services.sending import tools_to_send
from tests.factories.guides import make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_tool
from tests.tenant_client import TenantClient

PATH = "/api/staff/tools"


def staff(municipality: Municipality, role: str) -> TenantClient:
    browser = TenantClient(municipality)
    browser.be_staff(make_member(role).membership)
    return browser


def settled(tool: Tool, days: int) -> None:
    """Settle an assessment of a tool, valid until so many days from today."""
    own: dict[str, Any] = {
        "municipality": current_municipality(),
        "perspective": Perspective.USABILITY,
    }
    rubric, _ = Rubric.objects.get_or_create(**own, version=1)
    when = {"settled_at": timezone.now(), "valid_until": timezone.localdate() + timedelta(days)}
    Round.objects.create(**own, **when, tool=tool, rubric=rubric, state=RoundState.SETTLED)


def vanished(tool: Tool) -> None:
    """Let every link of a tool be gone."""
    ToolLink.objects.filter(tool=tool).update(gone_since=timezone.now())


def test_only_what_is_public_is_offered(dragoer: Municipality) -> None:
    night, method = make_facet("kan ikke sove"), make_facet("øvelser", "method")
    tool = make_tool("Sov roligt", slug="sov-roligt", minutes=5, facets=[night, method])
    make_tool("Under revision", state="reviewing", slug="under-revision")
    for state in ("suggested", "candidate", "assessing", "retired"):
        make_tool(f"Ikke {state}", state=state)
    found = staff(dragoer, "volunteer").get_json(PATH)["tools"]
    assert [one["slug"] for one in found] == ["sov-roligt", "under-revision"]
    assert found[0] == {
        "id": str(tool.stable_id),
        "slug": "sov-roligt",
        "name": "Sov roligt",
        "line": "Sov roligt i en linje.",
        "situations": ["kan ikke sove"],
        "ages": [None, None],
        "minutes": 5,
        "signUp": str(SignUp.NONE.label),
        "expired": False,
        "gone": False,
        "notWhen": None,
    }


def test_when_not_to_send_it_is_what_the_volunteers_guide_says_now(dragoer: Municipality) -> None:
    tool = make_tool("A", age_from=13, age_to=25)
    peer = Audience.PEER
    make_guide(tool, Audience.YOUNG, not_when_da="Til den unge.")
    make_guide(tool, peer, not_when_da="Det gamle.")
    make_guide(tool, peer, not_when_da="- Når **det** haster.\n- [Ring](/hjaelp/)")
    make_guide(tool, peer, published=False, not_when_da="En kladde.")
    (found,) = staff(dragoer, "volunteer").get_json(PATH)["tools"]
    assert (found["ages"], found["notWhen"]) == ([13, 25], "Når det haster.\nRing")
    assert tools_to_send("en")[0]["notWhen"] == "When it is urgent."


def test_a_guide_is_parsed_once_and_the_next_version_is_said_at_once(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def counted(text: str) -> list[Token]:
        parsed.append(text)
        return settled_in_markdown(text)

    monkeypatch.setattr("naere.toolbox.services.readability.settled", counted)
    tools = [make_tool(name) for name in "AB"]

    def said() -> list[str]:
        return [one["notWhen"] for one in tools_to_send("da")]

    for tool in tools:
        make_guide(tool, Audience.PEER, not_when_da=f"Når **{tool.slug}** haster.")
    parsed.clear()
    first = said()
    assert first == [f"Når {tool.slug} haster." for tool in tools]
    assert len(parsed) == 2
    assert (said(), len(parsed)) == (first, 2)
    make_guide(tools[0], Audience.PEER, not_when_da=f"Når {tools[0].slug} *ikke* haster.")
    parsed.clear()
    assert said() == [f"Når {tools[0].slug} ikke haster.", first[1]]
    assert len(parsed) == 1


def test_english_where_there_is_some(dragoer: Municipality) -> None:
    make_tool("A", line_en="In English.")
    make_tool("B", line_da="Kun dansk.", line_en="")
    assert [one["line"] for one in cards("en")] == ["In English.", "Kun dansk."]


def test_another_municipalitys_tools_are_not_here(
    dragoer: Municipality, ishoej: Municipality
) -> None:
    make_tool("Vores")
    assert staff(dragoer, "professional").get_json(PATH)["tools"][0]["name"] == "Vores"
    with tenant_scope(ishoej):
        other = staff(ishoej, "professional")
    assert other.get_json(PATH) == {"tools": []}


@pytest.mark.parametrize(
    ("role", "status"),
    [("volunteer", 200), ("professional", 200), ("on_duty", 200), ("analyst", 404)],
)
def test_who_may_send(dragoer: Municipality, role: str, status: int) -> None:
    assert staff(dragoer, role).get(PATH).status_code == status


def test_the_young_pick_none(dragoer: Municipality) -> None:
    assert TenantClient(dragoer).get(PATH).status_code == 401


def test_what_does_not_hold_any_more_is_marked_and_comes_last(dragoer: Municipality) -> None:
    old, away, holds = make_tool("A"), make_tool("B"), make_tool("C")
    settled(old, -1)
    settled(holds, 0)
    vanished(away)
    found = [(one["name"], one["expired"], one["gone"]) for one in cards("da")]
    assert found == [("C", False, False), ("A", True, False), ("B", False, True)]


@pytest.mark.parametrize("count", [1, 3])
def test_four_queries_however_many(dragoer: Municipality, count: int) -> None:
    for place in range(count):
        tool = make_tool(f"Værktøj {place}", facets=[make_facet(f"facet {place}")])
        settled(tool, -1)
        vanished(tool)
    with CaptureQueriesContext(connection) as done:
        assert len(cards("da")) == count
    assert len(done) == 4
