"""A tool's facts are saved as they were shown, whole or not at all; of two editors the second is told."""

from __future__ import annotations

from typing import Any

import pytest

from naere.tenancy.models import Municipality
from naere.toolbox.enums import FacetGroup, ToolState
from naere.toolbox.models import Tool
from tests.factories.people import Member, make_member
from tests.factories.toolbox import make_facet, make_organisation, make_tool
from tests.tenant_client import TenantClient
from tests.toolbox.desk import address, filled_in, save, text_of


@pytest.fixture
def editor(dragoer: Municipality) -> Member:
    return make_member("editor")


@pytest.fixture
def page(dragoer: Municipality, editor: Member) -> TenantClient:
    return TenantClient(dragoer).be_staff(editor.membership)


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"data_kinds": None, "works_offline": None},
        {"data_kinds": ["age"], "works_offline": True},
    ],
)
def test_a_tool_is_saved_as_it_was_shown(page: TenantClient, known: dict[str, Any]) -> None:
    facets = [make_facet(f"f-{group}", group) for group in FacetGroup.values]
    tool = make_tool("Ro", facets=facets, languages=["da", "so"], minutes=5, age_from=15, **known)
    before = {name: value for name, value in tool.__dict__.items() if name != "_state"}
    assert save(page, tool).status_code == 302
    tool = Tool.objects.get()
    assert {name: tool.__dict__[name] for name in before} == before
    assert set(tool.facets.all()) == set(facets)
    assert tool.links.get().url == f"https://{tool.slug}.example/"


def test_everything_that_is_written_is_kept(page: TenantClient) -> None:
    facet = make_facet("nat", FacetGroup.SITUATION)
    tool = make_tool("Ro", state=ToolState.CANDIDATE)
    changes = {
        "name": "Ro nu",
        "slug": "ro-nu",
        "age_from": "13",
        "age_to": "30",
        "price": "subscription",
        "price_note_da": "39 kr. om måneden",
        "sign_up": "required",
        "data_kinds": ["email", "health"],
        "works_offline": "True",
        "shortlisted": "on",
        "checked_on": "2026-11-01",
        "situation": [str(facet.pk)],
        "link_web": "",
        "link_ios": "https://apps.example/ro",
        "on_paper": "on",
    }
    assert save(page, tool, **changes).status_code == 302
    found = Tool.objects.get()
    assert (found.name, found.slug, found.age_from, found.age_to) == ("Ro nu", "ro-nu", 13, 30)
    assert (found.price, found.sign_up, found.data_kinds) == (
        "subscription",
        "required",
        ["email", "health"],
    )
    assert (found.works_offline, found.shortlisted) == (True, True)
    assert list(found.facets.all()) == [facet]
    links = dict(found.links.values_list("platform", "url"))
    assert links == {"ios": "https://apps.example/ro", "paper": ""}


def test_an_editor_says_that_nothing_was_found_or_takes_it_back(page: TenantClient) -> None:
    tool = make_tool("Ro", state=ToolState.CANDIDATE, data_kinds=None, works_offline=None)
    for chosen, offline, kept in (
        (["nothing"], "False", ([], False)),
        (["age"], "True", (["age"], True)),
        ([], "", (None, None)),
    ):
        save(page, tool, data_kinds=chosen, works_offline=offline)
        found = Tool.objects.get()
        assert (found.data_kinds, found.works_offline) == kept


def test_the_history_tells_nothing_found_from_not_known(page: TenantClient) -> None:
    tool = make_tool("Ro", state=ToolState.CANDIDATE, data_kinds=None)
    save(page, tool, data_kinds=["nothing"])
    assert "<ins>ingenting</ins>" in text_of(page.get(address(tool, "historie/")))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"age_from": "20", "age_to": "15"},
        {"minutes": "0"},
        {"price": "gratis"},
        {"languages": ["xx"]},
        {"link_web": "javascript:alert(1)"},
        {"situation": ["not-a-uuid"]},
        {"checked_on": "2999-01-01"},
        {"data_kinds": ["email", "nothing"]},
        {"about_da": "x" * 2001},
        {"slug": "Æ Ø"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(
    page: TenantClient, changes: dict[str, Any]
) -> None:
    tool = make_tool("Ro", state=ToolState.CANDIDATE, minutes=3)
    response = save(page, tool, **changes)
    assert response.status_code == 400
    assert "Der er ikke gemt noget endnu." in text_of(response)
    found = Tool.objects.get()
    assert (found.name, found.minutes, found.slug) == ("Ro", 3, tool.slug)


def test_a_tools_page_leads_to_all_that_is_said_of_it(page: TenantClient) -> None:
    public, new = make_tool("Ro"), make_tool("Ny", state=ToolState.CANDIDATE)
    found = {tool.name: dict(page.get(address(tool)).context["links"]) for tool in (public, new)}
    assert found["Ro"].pop(f"/vaerktoej/{public.slug}/") == "Som alle ser det"
    for tool in (public, new):
        guides = f"/vaerksted/vejledninger/{tool.pk}"
        assert list(found[tool.name]) == [
            *(f"{guides}/{audience}/" for audience in ("young", "peer", "professional")),
            *(address(tool, rest) for rest in ("billeder/", "erklaering/", "historie/")),
        ]
        assert {page.get(path).status_code for path in found[tool.name]} == {200}


def test_of_two_editors_the_second_is_told_and_keeps_what_they_wrote(page: TenantClient) -> None:
    tool = make_tool("Ro")
    mine = filled_in(page, tool, about_da="Min tekst")
    save(page, tool, minutes="9")
    response = page.post(address(tool), mine)
    assert response.status_code == 400
    assert "En anden har ændret værktøjet" in text_of(response)
    assert "Min tekst" in text_of(response)
    found = Tool.objects.get()
    assert (found.minutes, found.about_da) == (9, "")
    again = page.post(address(tool), mine)
    assert again.status_code == 400


def test_without_the_mark_of_what_was_seen_nothing_is_saved(page: TenantClient) -> None:
    tool = make_tool("Ro")
    given = filled_in(page, tool, minutes="9")
    del given["seen"]
    assert page.post(address(tool), given).status_code == 400
    assert Tool.objects.get().minutes is None


def test_the_address_stays_once_it_was_public(page: TenantClient) -> None:
    tool = make_tool("Ro", state=ToolState.PUBLISHED)
    assert save(page, tool, slug="andet").status_code == 302
    assert Tool.objects.get().slug == tool.slug


def test_another_municipalitys_facet_or_provider_cannot_be_chosen(
    page: TenantClient, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        facet, provider = make_facet("der"), make_organisation("Der")
    tool = make_tool("Ro")
    assert save(page, tool, situation=[facet.pk]).status_code == 400
    assert save(page, tool, provider=provider.pk).status_code == 400
    assert list(Tool.objects.get().facets.all()) == []
