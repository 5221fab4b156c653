"""The workshop's pages of tools: list, new, facts, state, history; by whom, and two at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from naere.accounts.staff.enums import Role
from naere.tenancy.models import Municipality
from naere.toolbox.enums import FacetGroup, ToolState, Verdict
from naere.toolbox.models import Feedback, Organisation, Round, StateChange, Tool
from naere.toolbox.services.voices import say
from naere.toolbox.services.workflow import change_state
from tests.factories.guides import make_guide, make_guides
from tests.factories.people import Member, make_member
from tests.factories.toolbox import make_facet, make_organisation, make_settings, make_tool
from tests.tenant_client import TenantClient
from tests.toolbox.desk import LIST, address, save, text_of
from tests.toolbox.test_workflow import assess

NEW = {
    "name": "Søvnlyde",
    "line_da": "Lyde til natten.",
    "new_provider": "Lydfonden",
    "link_web": "soevnlyde.example",
    "reason": "Set på et bibliotek.",
}


@pytest.fixture
def editor(dragoer: Municipality) -> Member:
    return make_member("editor")


@pytest.fixture
def page(dragoer: Municipality, editor: Member) -> TenantClient:
    return TenantClient(dragoer).be_staff(editor.membership)


# The list


def test_the_list_shows_every_state_with_its_count(page: TenantClient) -> None:
    for state in ToolState.values:
        make_tool(f"T-{state}", state=state)
    response = page.get(LIST)
    names = [row.tool.name for row in response.context["rows"]]
    assert names == sorted(f"T-{state}" for state in ToolState.values)
    shown = text_of(response)
    assert 'Offentliggjort <span class="states-count">1</span>' in shown


def test_the_list_narrows_to_a_state_and_some_letters(page: TenantClient) -> None:
    make_tool("Rolig nat", state=ToolState.CANDIDATE)
    make_tool("Rolig dag", state=ToolState.RETIRED)
    make_tool("Vred dag", state=ToolState.RETIRED)
    found = page.get(LIST, {"state": "retired", "q": "rOlig"})
    assert [row.tool.name for row in found.context["rows"]] == ["Rolig dag"]
    assert [row.tool.name for row in page.get(LIST, {"q": "DAG"}).context["rows"]] == [
        "Rolig dag",
        "Vred dag",
    ]


@pytest.mark.parametrize("query", ["?state=x'--", "?q=%00%00", "?q=" + "x" * 5000, "?page=-1"])
def test_nonsense_in_the_address_shows_a_list(page: TenantClient, query: str) -> None:
    make_tool("Ro")
    assert page.get(LIST + query).status_code == 200


def test_the_list_asks_as_often_for_three_tools_as_for_one(page: TenantClient) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page.get(LIST)
        return len(found)

    make_tool("En")
    page.get(LIST)
    one = queries()
    for name in ("To", "Tre"):
        assess(make_tool(name), "usability")
    assert queries() == one


@pytest.mark.parametrize(
    ("published", "hint"),
    [(1, "Offentlige lige nu: 1. I går efter 2 til 3"), (2, ""), (3, ""), (4, "Færre er lettere")],
)
def test_a_hint_and_no_wall_outside_the_aim(page: TenantClient, published: int, hint: str) -> None:
    make_settings(fewest=2, most=3)
    for place in range(published):
        make_tool(state=ToolState.REVIEWING if place else ToolState.PUBLISHED)
    make_tool(state=ToolState.CANDIDATE)
    shown = text_of(page.get(LIST))
    assert (hint in shown) if hint else ("Offentlige lige nu" not in shown)


@pytest.mark.parametrize(
    ("days", "note"),
    [(-1, "Vurderingen er udløbet."), (0, "udløber"), (60, "udløber"), (61, "")],
)
def test_the_list_says_what_runs_out(page: TenantClient, days: int, note: str) -> None:
    tool = make_tool("Ro")
    make_guides(tool)
    assess(tool, "usability", 365)
    assess(tool, "pedagogical", days)
    notes = page.get(LIST).context["rows"][0].notes
    assert [note in text for text in notes] == ([True] if note else [])


def test_the_list_says_that_most_answers_came_on_one_day(page: TenantClient) -> None:
    talked_up, liked = make_tool("Alfa"), make_tool("Beta")
    for tool, days in ((talked_up, [0] * 12 + [1] * 11), (liked, [*range(20), *[1] * 9])):
        for days_ago in days:
            said = say(tool, Verdict.HELPED)
            day = said.day - timedelta(days=days_ago)
            Feedback.objects.filter(pk=said.pk).update(day=day)
    assert text_of(page.get(LIST)).count("kom på én dag") == 1


def test_the_list_says_that_a_link_is_gone(page: TenantClient) -> None:
    tool = make_tool("Ro")
    make_guides(tool)
    tool.links.update(gone_since=timezone.now())
    assert page.get(LIST).context["rows"][0].notes == ["Et af linkene virker ikke længere."]


def test_the_list_says_which_guides_a_public_tool_has_yet_to_get(page: TenantClient) -> None:
    make_guide(make_tool("Ro"))
    make_tool("Ikke endnu", state=ToolState.CANDIDATE)
    waits, public = page.get(LIST).context["rows"]
    assert waits.notes == []
    assert public.notes == ["Der mangler en vejledning: til den frivillige, til fagpersonen."]


# A new tool


def test_a_new_tool_begins_as_a_candidate(page: TenantClient, editor: Member) -> None:
    response = page.post(f"{LIST}nyt/", NEW)
    tool = Tool.objects.get()
    assert response["Location"] == address(tool)
    assert (tool.state, tool.slug) == ("candidate", "soevnlyde")
    assert tool.provider == Organisation.objects.get(name="Lydfonden")
    assert tool.links.get().url == "https://soevnlyde.example"
    assert StateChange.objects.get().by == editor.membership


@pytest.mark.parametrize("field", ["name", "line_da", "reason"])
def test_what_is_needed_is_asked_for(page: TenantClient, field: str) -> None:
    assert page.post(f"{LIST}nyt/", NEW | {field: " "}).status_code == 400
    assert Tool.objects.count() == 0


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.example", "data:text/html,x"])
def test_a_link_is_a_web_address(page: TenantClient, link: str) -> None:
    assert page.post(f"{LIST}nyt/", NEW | {"link_web": link}).status_code == 400
    assert Tool.objects.count() == 0


# Its state


def test_a_step_is_taken_with_its_reason(page: TenantClient, editor: Member) -> None:
    tool = make_tool("Ro", state=ToolState.SUGGESTED)
    given = {"to": "candidate", "reason": "Passer til os.", "seen": "suggested"}
    response = page.post(address(tool, "tilstand/"), given, follow=True)
    assert "«Ro» er nu: kandidat." in text_of(response)
    change = StateChange.objects.get()
    assert (change.reason, change.by) == ("Passer til os.", editor.membership)


def test_the_same_step_again_is_refused(page: TenantClient) -> None:
    tool = make_tool("Ro", state=ToolState.SUGGESTED)
    given = {"to": "candidate", "reason": "Passer.", "seen": "suggested"}
    answers = [page.post(address(tool, "tilstand/"), given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 400]
    assert "En anden kom først." in text_of(answers[1])
    assert StateChange.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": " "},
        {"reason": "x" * 601},
        {"to": "published"},
        {"to": ""},
        {"seen": ""},
        {"seen": "nonsense"},
    ],
)
def test_no_step_without_what_it_needs(page: TenantClient, changes: dict[str, str]) -> None:
    tool = make_tool("Ro", state=ToolState.SUGGESTED)
    given = {"to": "candidate", "reason": "Passer.", "seen": "suggested"} | changes
    assert page.post(address(tool, "tilstand/"), given).status_code == 400
    assert Tool.objects.get().state == "suggested"


def test_publishing_says_plainly_what_is_missing(page: TenantClient) -> None:
    tool = make_tool("Ro", state=ToolState.ASSESSING, provider=None)
    given = {"to": "published", "reason": "Nu.", "seen": "assessing"}
    shown = text_of(page.post(address(tool, "tilstand/"), given))
    for missing in ("Hvem der laver det.", "En gyldig vurdering af digital brugervenlighed."):
        assert f">{missing}</a></li>" in shown
    guides = f"/vaerksted/vejledninger/{tool.pk}"
    for audience, whom in (
        ("young", "til den unge"),
        ("peer", "til den frivillige"),
        ("professional", "til fagpersonen"),
    ):
        link = f'<a href="{guides}/{audience}/">En offentliggjort vejledning {whom}.</a>'
        assert link in shown
    assert Tool.objects.get().state == "assessing"


def test_a_ready_tool_is_published_from_its_page(page: TenantClient) -> None:
    facets = [make_facet(f"f-{group}", group) for group in FacetGroup.values]
    tool = make_tool("Ro", state=ToolState.ASSESSING, facets=facets)
    assess(tool, "pedagogical")
    assess(tool, "usability")
    make_guides(tool)
    path = address(tool, "tilstand/")
    assert "Der mangler ikke noget" in text_of(page.get(path))
    page.post(path, {"to": "published", "reason": "Begge er færdige.", "seen": "assessing"})
    assert Tool.objects.get().state == "published"


# Its history


def test_the_history_names_what_changed_and_by_whom(page: TenantClient, editor: Member) -> None:
    facet = make_facet("nat", FacetGroup.SITUATION, label_da="om natten")
    tool = make_tool("Ro", state=ToolState.SUGGESTED, provider=make_organisation("Gammel"))
    new = make_organisation("Ny fond")
    save(page, tool, provider=str(new.pk), situation=[str(facet.pk)], languages=["da", "en"])
    change_state(Tool.objects.get(), "candidate", "Passer til os.", editor.membership)
    shown = text_of(page.get(address(tool, "historie/")))
    who = editor.membership.user.name
    assert "<del>Gammel</del> → <ins>Ny fond</ins>" in shown
    assert "<ins>da, en</ins>" in shown
    assert f"<strong>{who}</strong> om natten – tilføjet" in shown
    assert "<p>Passer til os.</p>" in shown
    assert "state_since" not in shown.lower().replace(" ", "_")


# The doors


@pytest.mark.parametrize("role", Role.values)
def test_the_workshop_leads_each_role_to_its_first_section(
    dragoer: Municipality, role: str
) -> None:
    browser = TenantClient(dragoer).be_staff(make_member(role).membership)
    response = browser.get("/vaerksted/")
    editors = {"editor", "administrator", "project_manager"}
    if role in editors:
        assert response["Location"] == LIST
    elif role in {"assessor", "professional", "on_duty", "analyst", "steering"}:
        assert response.status_code in {200, 302}
    else:
        assert response["Location"] in {"/frivillig/", "/konto/velkommen/"}
    assert (browser.get(LIST).status_code == 200) == (role in editors)


def test_the_menu_leads_there(page: TenantClient) -> None:
    assert '<a href="/vaerksted/" aria-current="page">Værktøjer</a>' in text_of(page.get(LIST))


def test_another_municipalitys_tool_is_not_there(
    page: TenantClient, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        theirs = make_tool("Ishøjs eget", state=ToolState.SUGGESTED)
    for rest in ("", "tilstand/", "historie/"):
        assert page.get(address(theirs, rest)).status_code == 404
    given = {"to": "candidate", "reason": "Mit.", "seen": "suggested"}
    assert page.post(address(theirs, "tilstand/"), given).status_code == 404
    assert "Ishøjs eget" not in text_of(page.get(LIST))
    with in_tenant(ishoej):
        assert Tool.objects.get().state == "suggested"


def test_what_an_editor_writes_is_shown_as_text(page: TenantClient) -> None:
    tool = make_tool('<script>alert("x")</script>', state=ToolState.CANDIDATE)
    for path in (LIST, address(tool), address(tool, "tilstand/"), address(tool, "historie/")):
        assert b"<script>alert" not in page.get(path).content


def test_a_round_that_is_settled_tomorrow_is_no_part_of_today(page: TenantClient) -> None:
    tool = make_tool("Ro")
    make_guides(tool)
    assess(tool, "usability")
    Round.objects.update(valid_until=timezone.localdate() + timedelta(days=400))
    assert page.get(address(tool)).context["row"].notes == []
