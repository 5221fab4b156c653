"""Somebody suggests a tool; an editor makes it a candidate, turns it down, or finds it is there."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from naere.accounts.youth.models import Attempts
from naere.tenancy.history import history
from naere.tenancy.models import Municipality, RiskWord
from naere.toolbox.enums import Example, ToolState
from naere.toolbox.models import Feedback, ResearchNote, StateChange, Tool
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.queries.suggestions import look_alikes, waiting
from naere.toolbox.services import suggestions
from naere.toolbox.services.workflow import StaleStateError, change_state
from tests.conversations.at_once import at_once
from tests.factories.people import make_member, make_young
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient, show_scope_again

SUGGEST = "/vaerktoejer/foreslaa/"
INBOX = "/vaerksted/forslag/"
GIVEN = {"name": "Åndehullet", "url": "aandehullet.example", "why": "Det hjalp mig."}
KEPT: dict[str, Any] = {**GIVEN, "url": "https://aandehullet.example"}


def editor(municipality: Municipality, role: str = "editor") -> TenantClient:
    return TenantClient(municipality).be_staff(make_member(role).membership)


def decide(browser: TenantClient, tool: Tool, way: str, **more: Any) -> Any:
    path = reverse("toolbox:suggestion", args=[tool.pk])
    return browser.post(path, {"way": way, "reason": "Fordi.", **more})


def test_anybody_suggests_without_a_name(dragoer: Municipality) -> None:
    browser = TenantClient(dragoer).be_young(make_young().token)
    response = browser.post(SUGGEST, GIVEN)
    assert (response.status_code, response["Location"]) == (302, f"{SUGGEST}tak/")
    tool = waiting().get()
    assert (tool.name, tool.suggestion) == ("Åndehullet", "Det hjalp mig.")
    assert (tool.suggested_by, tool.slug) == (None, "aandehullet")
    assert [link.url for link in tool.links.all()] == ["https://aandehullet.example"]
    assert [change.by for change in StateChange.objects.all()] == [None]
    assert "tak" in TenantClient(dragoer).get(f"{SUGGEST}tak/").content.decode().lower()


def test_a_suggestion_is_seen_by_nobody_else(dragoer: Municipality) -> None:
    tool = suggestions.suggest(**KEPT)
    assert TenantClient(dragoer).get(f"/vaerktoej/{tool.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("why", ""),
        ("why", "x" * 601),
        ("why", "x" * 400_000),
        ("name", "a\0b"),
        ("why", "Skriv til mig@example.dk, jeg bruger den."),
        ("why", "Ring 22 33 44 55 og hør."),
        ("why", "Jeg er 010203-1234."),
        ("name", "bo@hjem.dk"),
        ("url", "javascript:alert(1)"),
        ("url", "ftp://example.org/"),
        ("url", "https://example.org/" + "x" * 500),
        ("url", "file:///etc/passwd"),
    ],
)
def test_what_makes_no_sense_is_refused(dragoer: Municipality, field: str, value: str) -> None:
    response = TenantClient(dragoer).post(SUGGEST, {**GIVEN, field: value})
    assert response.status_code == 400
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Tool.objects.exists()


def test_what_is_written_is_shown_as_text(dragoer: Municipality) -> None:
    tool = suggestions.suggest("<b>X</b>", "", "<script>alert(1)</script>")
    for path in (INBOX, reverse("toolbox:suggestion", args=[tool.pk])):
        shown = editor(dragoer).get(path).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
        assert "<script>alert" not in shown


def test_many_from_one_network_must_wait(dragoer: Municipality) -> None:
    browser = TenantClient(dragoer, REMOTE_ADDR="198.51.100.7")
    answers = [browser.post(SUGGEST, {**GIVEN, "name": f"N{n}"}) for n in range(32)]
    assert [response.status_code for response in answers] == [302] * 30 + [429] * 2
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert Tool.objects.count() == 30
    other = TenantClient(dragoer, REMOTE_ADDR="203.0.113.9")
    assert other.post(SUGGEST, GIVEN).status_code == 302
    waits = [suggestions.LIMITS.network.wait_after(tries) for tries in range(200)]
    assert max(waits) <= timedelta(minutes=5), "whoever comes after a class waits minutes"
    stored = b"".join(bytes(row.bucket) for row in Attempts.objects.all())
    assert b"198.51.100" not in stored


def test_the_inbox_is_not_flooded(dragoer: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "MOST_WAITING", 1)
    suggestions.suggest(**KEPT)
    response = TenantClient(dragoer).post(SUGGEST, {**GIVEN, "name": "Nr. to"})
    assert response.status_code == 503
    assert "Kom igen om nogle dage." in response.content.decode()
    assert Tool.objects.count() == 1


def test_a_foreign_page_cannot_suggest_for_somebody(dragoer: Municipality) -> None:
    browser = TenantClient(dragoer)
    browser.handler.enforce_csrf_checks = True
    assert browser.post(SUGGEST, GIVEN).status_code == 403
    assert not Tool.objects.exists()


def test_a_member_suggests_under_their_name(dragoer: Municipality) -> None:
    peer = make_member("volunteer")
    browser = TenantClient(dragoer).be_staff(peer.membership)
    assert browser.post(f"{INBOX}ny/", GIVEN).status_code == 302
    assert waiting().get().suggested_by == peer.membership
    assert browser.get(INBOX).status_code == 404


def test_the_inbox_shows_what_waits_and_nothing_else(dragoer: Municipality) -> None:
    make_tool("Gammelt værktøj")
    suggestions.suggest(**KEPT)
    shown = editor(dragoer).get(INBOX).content.decode()
    assert "Åndehullet" in shown
    assert "uden navn" in shown
    assert "Gammelt værktøj" not in shown


@pytest.mark.parametrize("count", [1, 30])
def test_the_inbox_takes_the_same_queries(
    dragoer: Municipality, count: int, django_assert_max_num_queries: Any
) -> None:
    peer = make_member("volunteer").membership
    for number in range(count):
        suggestions.suggest(f"Nr {number}", "https://x.example", "Fordi", peer)
    browser = editor(dragoer)
    with django_assert_max_num_queries(14):
        browser.get(INBOX)


def test_it_becomes_a_candidate(dragoer: Municipality) -> None:
    tool = suggestions.suggest(**KEPT)
    assert decide(editor(dragoer), tool, "accept").status_code == 302
    tool.refresh_from_db()
    assert tool.state == ToolState.CANDIDATE
    shown = editor(dragoer).get(INBOX).content.decode()
    assert "Fordi." in shown
    assert f'<a href="/vaerksted/vaerktoejer/{tool.pk}/">Åndehullet</a>' in shown


def test_it_is_turned_down_with_a_reason(dragoer: Municipality) -> None:
    tool = suggestions.suggest(**KEPT)
    assert decide(editor(dragoer), tool, "turn-down", reason="").status_code == 400
    assert decide(editor(dragoer), tool, "turn-down").status_code == 302
    change = StateChange.objects.get(from_state=ToolState.SUGGESTED)
    assert (change.to_state, change.reason) == (ToolState.RETIRED, "Fordi.")


def test_a_double_is_kept_in_the_others_research_log(dragoer: Municipality) -> None:
    there, tool = make_tool("Andehullet"), suggestions.suggest(**KEPT)
    assert look_alikes(tool) == [there]
    browser = editor(dragoer)
    assert decide(browser, tool, "double").status_code == 400
    assert decide(browser, tool, "double", double_of=str(tool.pk)).status_code == 400
    assert decide(browser, tool, "double", double_of=str(there.pk), reason="").status_code == 302
    tool.refresh_from_db()
    assert tool.state == ToolState.RETIRED
    note = ResearchNote.objects.get()
    assert (note.tool, note.example) == (there, Example.OPEN)
    assert note.why == "Det er her allerede: Andehullet."
    assert note.url == "https://aandehullet.example"


def test_two_decide_and_one_is_told(dragoer: Municipality) -> None:
    by = make_member("editor").membership
    tool = suggestions.suggest(**KEPT)
    again = Tool.objects.get(pk=tool.pk)
    suggestions.accept(tool, "Ja.", by)
    with pytest.raises(StaleStateError):
        suggestions.turn_down(again, "Nej.", by)
    assert decide(editor(dragoer), tool, "turn-down").status_code == 404


def test_another_municipalitys_suggestion_does_not_exist(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        tool = suggestions.suggest(**KEPT)
    assert decide(editor(dragoer), tool, "accept").status_code == 404
    with in_tenant(ishoej):
        assert waiting().get() == tool


def test_two_who_suggest_the_same_at_once_both_do(committed: Municipality) -> None:
    slugs: list[str] = []
    at_once(committed, *[lambda: slugs.append(suggestions.suggest(**KEPT).slug)] * 2)
    assert sorted(slugs) == ["aandehullet", "aandehullet-2"]


def test_two_who_decide_at_once_leave_one_decision(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        tool = suggestions.suggest(**KEPT)
        by = make_member("editor").membership
    decided: list[str] = []

    def decide(act: Any, to: str) -> None:
        with suppress(StaleStateError):
            act(Tool.objects.get(pk=tool.pk), "Fordi.", by)
            decided.append(to)

    at_once(
        committed,
        lambda: decide(suggestions.accept, ToolState.CANDIDATE),
        lambda: decide(suggestions.turn_down, ToolState.RETIRED),
    )
    with in_tenant(committed):
        change = StateChange.objects.get(from_state=ToolState.SUGGESTED)
    assert decided == [change.to_state]


def test_a_member_is_led_to_suggest_under_their_name(dragoer: Municipality) -> None:
    way = f'href="{INBOX}ny/"'
    assert way in editor(dragoer, "volunteer").get(SUGGEST).content.decode()
    assert way not in TenantClient(dragoer).get(SUGGEST).content.decode()


def test_a_site_may_be_named(dragoer: Municipality) -> None:
    named = {**GIVEN, "name": "Åndehullet.dk", "why": "Se (aandehullet.dk/ro). Den er god."}
    assert TenantClient(dragoer).post(SUGGEST, named).status_code == 302
    hidden = {**GIVEN, "why": "Se aandehullet.dk eller ring 22334455."}
    assert TenantClient(dragoer).post(SUGGEST, hidden).status_code == 400


def test_help_comes_before_the_thanks(dragoer: Municipality) -> None:
    RiskWord.objects.get_or_create(municipality=dragoer, phrase="ikke leve mere")
    browser = TenantClient(dragoer)
    response = browser.post(SUGGEST, {**GIVEN, "why": "Før ville jeg ikke leve mere."})
    page = response.content.decode()
    assert response.status_code == 200
    assert page.index('href="tel:112"') < page.index("En redaktør læser det")
    assert waiting().count() == 1
    assert "finder-danger" not in browser.get(f"{SUGGEST}tak/").content.decode()


@pytest.mark.parametrize("way", ["accept", "turn-down", "double", "state"])
def test_the_words_are_gone_once_they_are_decided_on(dragoer: Municipality, way: str) -> None:
    there = make_tool("Andehullet")
    tool = suggestions.suggest(**{**KEPT, "why": "Min lærer Bo i 8.B viste mig den."})
    if way == "state":
        change_state(tool, ToolState.CANDIDATE, "Fordi.", make_member("editor").membership)
    else:
        assert decide(editor(dragoer), tool, way, double_of=str(there.pk)).status_code == 302
    tool.refresh_from_db()
    assert tool.suggestion == ""
    kept = [
        catalogue(tools(), "https://x.example/", drafts=True),
        list(ResearchNote.objects.values("title", "why")),
        list(StateChange.objects.values("reason")),
        list(apps.get_model("toolbox", "ToolEvent").objects.values()),
        [change.fields for change in history(Tool)],
    ]
    assert "8.B" not in json.dumps(kept, default=str)


def test_a_suggestion_is_in_no_history_while_it_waits(dragoer: Municipality) -> None:
    tool = suggestions.suggest(**{**KEPT, "why": "Min lærer Bo i 8.B viste mig den."})
    events = list(apps.get_model("toolbox", "ToolEvent").objects.values())
    assert [event["name"] for event in events] == ["Åndehullet"]
    assert "8.B" not in json.dumps(events, default=str)
    assert [change.reason for change in tool.state_changes.all()] == ["Foreslået uden navn."]


def test_words_from_before_are_cleared(dragoer: Municipality) -> None:
    """The migration, on rows as they were."""
    words = "Min lærer Bo i 8.B viste mig den."
    waits, gone = suggestions.suggest(**{**KEPT, "why": words}), make_tool("X", state="retired")
    Tool.objects.filter(pk=gone.pk).update(suggestion=words)
    StateChange.objects.update(reason=words)
    own = {"municipality": dragoer, "tool": gone}
    ResearchNote.objects.create(**own, title="X", example=Example.OPEN, why=words)
    Feedback.objects.create(**own, verdict="helped", moderation="hidden", sentence=words)
    clear = import_module("naere.toolbox.migrations.0012_words_that_were_kept")._clear
    clear(apps, SimpleNamespace(connection=connection))
    show_scope_again()
    waits.refresh_from_db()
    assert waits.suggestion == words, "it still waits to be read"
    Tool.objects.filter(pk=waits.pk).update(suggestion="")
    for model in (Tool, StateChange, ResearchNote, Feedback):
        assert "8.B" not in json.dumps(list(model.objects.values()), default=str)
