"""A professional gathers tools for a group: a link nobody guesses, a code, and a door to close."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Collection, Tool
from naere.toolbox.services.collections import make_collection
from tests.factories.people import Member, make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

LIST = "/vaerksted/samlinger/"


def be(municipality: Municipality, member: Member) -> TenantClient:
    return TenantClient(municipality).be_staff(member.membership)


def given(*tools: Tool, **more: str) -> dict[str, Any]:
    places = {f"tool-{n}": str(tool.pk) for n, tool in enumerate(tools)}
    return {"title": "Til 9. b", "intro": "Vælg en.", **places, **more}


def test_a_professional_makes_one_and_a_group_opens_it(dragoer: Municipality) -> None:
    first, second = make_tool("Rolig nat"), make_tool("Lille skridt")
    browser = be(dragoer, make_member("professional"))
    response = browser.post(f"{LIST}ny/", given(second, first, **{"note-0": "Til i morgen"}))
    made = Collection.objects.get()
    assert response["Location"] == f"{LIST}{made.pk}/"
    page = TenantClient(dragoer).get(reverse("toolbox:collection", args=[made.slug]))
    text = page.content.decode()
    assert text.index("Lille skridt") < text.index("Rolig nat")
    assert "Til i morgen" in text
    assert made.by is not None
    assert made.by.alias not in text
    assert '<meta name="robots" content="noindex">' in text
    assert (len(made.slug), page.cookies.output()) == (14, "")


@pytest.mark.parametrize("role", ["volunteer", "assessor", "analyst", "steering"])
def test_others_make_none(dragoer: Municipality, role: str) -> None:
    assert be(dragoer, make_member(role)).get(LIST).status_code == 404


def test_nobody_but_the_owner_and_editors_change_it(dragoer: Municipality) -> None:
    made = make_collection("A", "", [(make_tool("X"), "")], make_member("professional").membership)
    path = f"{LIST}{made.pk}/"
    other, editor = be(dragoer, make_member("professional")), be(dragoer, make_member("editor"))
    for address in (path, f"{path}kode.svg", f"{path}ark/"):
        assert other.get(address).status_code == 404
        assert editor.get(address).status_code == 200
    assert other.post(f"{path}luk/").status_code == 404
    assert "A" not in other.get(LIST).content.decode().split("<h1>")[1].split("</ul>")[0]


def test_a_closed_link_says_so_and_can_be_opened_again(dragoer: Municipality) -> None:
    owner = make_member("professional")
    made = make_collection("A", "", [(make_tool("X"), "")], owner.membership)
    address = reverse("toolbox:collection", args=[made.slug])
    browser = be(dragoer, owner)
    browser.post(f"{LIST}{made.pk}/luk/")
    closed = TenantClient(dragoer).get(address)
    assert closed.status_code == 410
    assert "Linket er lukket" in closed.content.decode()
    browser.post(f"{LIST}{made.pk}/luk/")
    assert TenantClient(dragoer).get(address).status_code == 200


def test_a_tool_that_is_no_longer_public_drops_out_and_the_owner_is_told(
    dragoer: Municipality,
) -> None:
    owner, gone = make_member("professional"), make_tool("Forsvundet")
    made = make_collection("A", "", [(gone, ""), (make_tool("X"), "")], owner.membership)
    Tool.objects.filter(pk=gone.pk).update(state=ToolState.RETIRED)
    address = reverse("toolbox:collection", args=[made.slug])
    assert "Forsvundet" not in TenantClient(dragoer).get(address).content.decode()
    assert "Forsvundet" in be(dragoer, owner).get(f"{LIST}{made.pk}/").content.decode()


def test_another_municipality_has_no_such_link(dragoer: Municipality, ishoej: Municipality) -> None:
    made = make_collection("A", "", [(make_tool("X"), "")], make_member("professional").membership)
    address = reverse("toolbox:collection", args=[made.slug])
    assert TenantClient(dragoer).get(address).status_code == 200
    assert TenantClient(ishoej).get(address).status_code == 404


def test_what_is_no_collection_is_refused(dragoer: Municipality) -> None:
    tool, hidden = make_tool("X"), make_tool("Kandidat", state=ToolState.CANDIDATE)
    browser = be(dragoer, make_member("professional"))
    wrong = [
        given(),
        given(tool, tool),
        given(hidden),
        given(tool, title=""),
        given(tool, title="x" * 81),
        given(tool) | {"tool-1": str(uuid4())},
        {},
    ]
    assert [browser.post(f"{LIST}ny/", data).status_code for data in wrong] == [400] * len(wrong)
    assert Collection.objects.count() == 0


def test_a_tool_is_moved_up_without_saving(dragoer: Municipality) -> None:
    first, second = make_tool("Rolig nat"), make_tool("Lille skridt")
    browser = be(dragoer, make_member("professional"))
    data = given(first, second, **{"note-1": "øverst", "up": "1"})
    page = browser.post(f"{LIST}ny/", data).content.decode()
    places = page.split('name="tool-0"')[1]
    assert f'value="{second.pk}" selected' in places.split('name="tool-1"')[0]
    assert 'name="note-0" value="øverst"' in page
    for odd in ("0", "99", "-1", "x", "9" * 5000):
        assert browser.post(f"{LIST}ny/", data | {"up": odd}).status_code == 200
    assert Collection.objects.count() == 0


def test_the_code_is_a_picture_of_the_link(dragoer: Municipality) -> None:
    owner = make_member("professional")
    made = make_collection("A", "", [(make_tool("X"), "")], owner.membership)
    response = be(dragoer, owner).get(f"{LIST}{made.pk}/kode.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<?xml")
    assert b"style=" not in response.content
