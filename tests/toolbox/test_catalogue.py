"""Tools come into the catalogue and are changed whole; of two editors the second is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from naere.tenancy.models import Municipality
from naere.toolbox.enums import Platform, ToolState
from naere.toolbox.models import StateChange, Tool, ToolDocument, ToolLink
from naere.toolbox.queries import catalogue as queries
from naere.toolbox.services.catalogue import StaleToolError, add_tool, free_slug, save_tool
from tests.conversations.at_once import at_once
from tests.factories.toolbox import make_facet, make_organisation, make_tool

WEB, IOS = Platform.WEB.value, Platform.IOS.value


def links_of(tool: Tool) -> dict[str, str]:
    return dict(tool.links.values_list("platform", "url"))


def test_public_are_the_published_and_those_under_review(dragoer: Municipality) -> None:
    for state in ToolState.values:
        make_tool(state, state=state)
    assert [tool.name for tool in queries.public_tools()] == ["published", "reviewing"]


def test_another_municipality_has_none_of_them(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    make_tool("Her")
    with in_tenant(ishoej):
        make_tool("Der")
        assert [tool.name for tool in queries.public_tools()] == ["Der"]
    assert [tool.name for tool in queries.public_tools()] == ["Her"]


def test_a_new_tool_is_a_candidate_with_its_first_history(dragoer: Municipality) -> None:
    facet = make_facet("soevn")
    tool = add_tool("Søvnlyde", None, "Set på et bibliotek.", facets=[facet], line_da="Lyde.")
    assert (tool.slug, tool.state) == ("soevnlyde", "candidate")
    assert list(tool.facets.all()) == [facet]
    change = StateChange.objects.get(tool=tool)
    assert (change.from_state, change.to_state) == ("", "candidate")
    assert change.reason == "Set på et bibliotek."


@pytest.mark.parametrize("state", ["assessing", "published", "reviewing", "retired", "nonsense"])
def test_no_tool_begins_further_on(dragoer: Municipality, state: str) -> None:
    with pytest.raises(ValueError, match=state):
        add_tool("Søvnlyde", None, "Prøve", state=state, line_da="Lyde.")
    assert Tool.objects.count() == 0


def test_a_value_that_the_model_refuses_leaves_nothing(dragoer: Municipality) -> None:
    with pytest.raises(ValidationError, match="price"):
        add_tool("Søvnlyde", None, "Prøve", line_da="Lyde.", price="penge")
    with pytest.raises(ValidationError, match="tool_ages"):
        add_tool("Søvnlyde", None, "Prøve", line_da="Lyde.", age_from=20, age_to=15)
    assert (Tool.objects.count(), StateChange.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ærlig Øvelse på Å", "aerlig-oevelse-paa-aa"),
        ("!!!", "vaerktoej"),
        ("x" * 200, "x" * 56),
    ],
)
def test_an_address_is_made_of_the_name(dragoer: Municipality, name: str, slug: str) -> None:
    assert free_slug(name) == slug


def test_an_address_is_taken_once(dragoer: Municipality) -> None:
    made = [add_tool("Ro", None, "Prøve", line_da="Ro.").slug for _ in range(3)]
    assert made == ["ro", "ro-2", "ro-3"]


def test_saving_changes_facts_facets_and_links_together(dragoer: Municipality) -> None:
    stays, goes, comes = (make_facet(key) for key in ("stays", "goes", "comes"))
    tool = make_tool("Ro", facets=[stays, goes], links={WEB: "https://a.example/"})
    kept = tool.tool_facets.get(facet=stays).pk
    provider = make_organisation("Ny udbyder")
    values = {"line_da": "Ny linje.", "provider": provider, "minutes": 5}
    save_tool(tool, values, facets=[stays, comes], links={IOS: "https://b.example/"})
    tool.refresh_from_db()
    assert (tool.line_da, tool.provider, tool.minutes) == ("Ny linje.", provider, 5)
    assert set(tool.facets.all()) == {stays, comes}
    assert tool.tool_facets.get(facet=stays).pk == kept
    assert links_of(tool) == {IOS: "https://b.example/"}
    assert ToolDocument.objects.get(tool=tool).facet_keys[-2:] == ["comes", "stays"]


def test_what_is_not_given_is_left_alone(dragoer: Municipality) -> None:
    facet = make_facet("stays")
    tool = make_tool("Ro", facets=[facet], links={WEB: "https://a.example/"})
    save_tool(tool, {"minutes": 3})
    assert list(tool.facets.all()) == [facet]
    assert links_of(tool) == {WEB: "https://a.example/"}


def test_a_new_address_forgets_what_was_known_of_the_old(dragoer: Municipality) -> None:
    tool = make_tool("Ro", links={WEB: "https://a.example/", IOS: "https://i.example/"})
    ToolLink.objects.filter(tool=tool).update(failures=3, etag="x")
    save_tool(tool, {}, links={WEB: "https://b.example/", IOS: "https://i.example/"})
    found = {link.platform: (link.failures, link.etag) for link in tool.links.all()}
    assert found == {WEB: (0, ""), IOS: (3, "x")}


def test_of_two_editors_the_second_is_told(dragoer: Municipality) -> None:
    tool = make_tool("Ro")
    seen = queries.fingerprint(tool)
    save_tool(tool, {"minutes": 5}, seen=seen)
    with pytest.raises(StaleToolError):
        save_tool(tool, {"minutes": 9}, seen=seen)
    tool.refresh_from_db()
    assert tool.minutes == 5


def test_of_two_who_save_at_once_one_wins(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        tool = make_tool("Ro")
        seen = queries.fingerprint(tool)
    told: list[str] = []

    def save(minutes: int) -> None:
        try:
            save_tool(Tool.objects.get(pk=tool.pk), {"minutes": minutes}, seen=seen)
            told.append(f"saved {minutes}")
        except StaleToolError:
            told.append("stale")

    at_once(committed, lambda: save(5), lambda: save(9))
    with in_tenant(committed):
        kept = Tool.objects.get().minutes
    assert sorted(told) == [f"saved {kept}", "stale"]


def test_facets_and_links_count_among_what_was_seen(dragoer: Municipality) -> None:
    tool, facet = make_tool("Ro"), make_facet("ny")
    seen = queries.fingerprint(tool)
    save_tool(tool, {}, facets=[facet], seen=seen)
    tied = queries.fingerprint(tool)
    save_tool(tool, {}, links={}, seen=tied)
    assert len({seen, tied, queries.fingerprint(tool)}) == 3


def test_a_look_at_the_links_disturbs_no_editor(dragoer: Municipality) -> None:
    tool = make_tool("Ro")
    seen = queries.fingerprint(tool)
    tool.links.update(failures=1, etag="y")
    save_tool(tool, {"minutes": 5}, seen=seen)
    assert Tool.objects.get().minutes == 5


def test_the_settings_are_there_before_anybody_decided(dragoer: Municipality) -> None:
    found = queries.toolbox_settings()
    assert (found.valid_months, found.remind_days) == (12, [60, 14])
    assert (found.fewest, found.most, found.embed_origins) == (8, 12, [])
