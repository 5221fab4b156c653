"""A professional gathers tools for a group: a link nobody guesses, a code, and a door to close."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Collection, Tool
from naere.toolbox.services.collections import make_collection
from tests.factories.assessments import make_settled
from tests.factories.people import Member, make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

LIST = "/vaerksted/samlinger/"


def be(municipality: Municipality, member: Member) -> TenantClient:
    return TenantClient(municipality).be_staff(member.membership)


def given(*tools: Tool, **more: str) -> dict[str, Any]:
    places = {f"tool-{n}": str(tool.pk) for n, tool in enumerate(tools)}
    return {"title": "Til 9. b", "intro": "Vælg en.", **places, **more}


def sent(html: str) -> dict[str, str]:
    """Return what a browser would send of the form that it is shown."""
    texts = re.findall(r'<input type="(?:text|hidden)" name="([^"]*)"(?: value="([^"]*)")?', html)
    intro = re.search(r"<textarea[^>]*>\n?([^<]*)</textarea>", html)
    assert intro
    found = {name: unescape(value) for name, value in texts if name != "csrfmiddlewaretoken"}
    return found | {"intro": intro[1]} | {f"tool-{n}": pk for n, pk in enumerate(held(html))}


def held(html: str) -> list[str]:
    """Return the tool that is chosen in each place of the form."""
    places = re.findall(r'<select name="tool-\d"[^>]*>(.*?)</select>', html, re.DOTALL)
    chosen = (re.search(r'value="([^"]*)" selected', place) for place in places)
    return [match[1] if match else "" for match in chosen]


def hints(html: str) -> dict[str, str]:
    """Return what is said of fields, by the field that it describes."""
    said = dict(re.findall(r'<span class="form-hint" id="([^"]*)_helptext">([^<]*)</span>', html))
    assert all(f'aria-describedby="{field}_helptext"' in html for field in said)
    return said


def shape(made: Collection) -> tuple[str, str, list[tuple[str, str]]]:
    """Return what a collection says and holds."""
    now = Collection.objects.get(pk=made.pk)
    return now.title, now.intro, [(item.tool.name, item.note) for item in now.items.all()]


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


def test_a_closed_one_offers_nothing_to_pass_on(dragoer: Municipality) -> None:
    owner = make_member("professional")
    made = make_collection("A", "", [(make_tool("X"), "")], owner.membership)
    browser, offers = be(dragoer, owner), ("data-copy", "/ark/", "/kode.svg")
    html = browser.get(f"{LIST}{made.pk}/").content.decode()
    assert [offer in html for offer in offers] == [True, True, True]
    browser.post(f"{LIST}{made.pk}/luk/")
    html = browser.get(f"{LIST}{made.pk}/").content.decode()
    assert [offer in html for offer in offers] == [False, False, False]
    assert browser.get(f"{LIST}{made.pk}/ark/")["Location"] == f"{LIST}{made.pk}/"


def test_one_is_deleted_when_asked_twice(dragoer: Municipality) -> None:
    owner = make_member("professional")
    made = make_collection("A", "", [(make_tool("X"), "")], owner.membership)
    browser = be(dragoer, owner)
    page = browser.get(f"{LIST}{made.pk}/").content.decode()
    asked = page.index("<summary>Slet samlingen</summary>")
    assert asked < page.index(f'action="{LIST}{made.pk}/slet/"') < page.index("Ja, slet den")
    assert browser.get(f"{LIST}{made.pk}/slet/").status_code == 405
    other = be(dragoer, make_member("professional"))
    assert other.post(f"{LIST}{made.pk}/slet/").status_code == 404
    assert Collection.objects.count() == 1
    assert "er slettet" in browser.post(f"{LIST}{made.pk}/slet/", follow=True).content.decode()
    assert Collection.objects.count() == 0


def test_an_expired_tool_is_marked_where_it_is_chosen(dragoer: Municipality) -> None:
    make_settled(make_tool("Frisk"))
    make_settled(make_tool("Gammel"), at=datetime(2020, 1, 1, tzinfo=UTC))
    html = be(dragoer, make_member("professional")).get(f"{LIST}ny/").content.decode()
    assert ">Gammel (vurderingen er udløbet)</option>" in html
    assert ">Frisk</option>" in html


def test_what_is_not_public_now_is_kept_hidden_and_told(dragoer: Municipality) -> None:
    owner, shown = make_member("professional"), make_tool("X")
    gone, back = make_tool("Forsvundet"), make_tool("Taget ned")
    made = make_collection("A", "", [(gone, "min"), (shown, ""), (back, "")], owner.membership)
    for tool, state in ((gone, ToolState.RETIRED), (back, ToolState.CANDIDATE)):
        Tool.objects.filter(pk=tool.pk).update(state=state)
    public, path = reverse("toolbox:collection", args=[made.slug]), f"{LIST}{made.pk}/"
    browser = be(dragoer, owner)
    for _ in range(2):  # also after it has been saved
        seen = TenantClient(dragoer).get(public).content.decode()
        assert [name in seen for name in ("Forsvundet", "Taget ned", "X")] == [False, False, True]
        page = browser.get(path).content.decode()
        assert held(page) == [str(gone.pk), str(shown.pk), str(back.pk), ""]
        assert hints(page) == {
            "id_tool-0": "Vises ikke lige nu, fordi værktøjet er lagt væk.",
            "id_tool-2": "Vises ikke lige nu, fordi værktøjet ikke er offentligt.",
        }
        assert browser.post(path, sent(page)).status_code == 302
    Tool.objects.filter(pk=gone.pk).update(state=ToolState.PUBLISHED)
    again = TenantClient(dragoer).get(public).content.decode()
    assert again.index("Forsvundet") < again.index("min") < again.index("X</a>")
    assert "(vises ikke lige nu)" not in browser.get(f"{LIST}ny/").content.decode()


def test_a_collection_is_changed_and_keeps_its_link(dragoer: Municipality) -> None:
    owner, first, second = make_member("professional"), make_tool("Rolig nat"), make_tool("Trin")
    made = make_collection("A", "Før", [(first, "gammel"), (second, "")], owner.membership)
    browser, path = be(dragoer, owner), f"{LIST}{made.pk}/"
    data = sent(browser.get(path).content.decode())
    moved = browser.post(path, data | {"up": "1"}).content.decode()
    assert (held(moved)[:2], shape(made)[1]) == ([str(second.pk), str(first.pk)], "Før")
    changed = sent(moved) | {"title": "B", "intro": "Efter", "tool-2": ""}
    assert browser.post(path, changed)["Location"] == path
    assert shape(made) == ("B", "Efter", [("Trin", ""), ("Rolig nat", "gammel")])
    browser.post(path, sent(browser.get(path).content.decode()) | {"tool-0": "", "note-0": ""})
    assert shape(made) == ("B", "Efter", [("Rolig nat", "gammel")])
    wrong = sent(browser.get(path).content.decode()) | {"tool-0": ""}
    assert browser.post(path, wrong).status_code == 400
    assert shape(made) == ("B", "Efter", [("Rolig nat", "gammel")])
    assert Collection.objects.get().slug == made.slug


def test_of_two_who_save_at_once_the_second_is_told_and_nothing_is_lost(
    dragoer: Municipality,
) -> None:
    owner, first, second = make_member("professional"), make_tool("Rolig nat"), make_tool("Trin")
    made = make_collection("A", "", [(first, "")], owner.membership)
    mine, theirs, path = be(dragoer, owner), be(dragoer, make_member("editor")), f"{LIST}{made.pk}/"
    seen = sent(mine.get(path).content.decode())
    assert theirs.post(path, seen | {"title": "<Deres>", "note-0": "god"}).status_code == 302
    kept = ("<Deres>", "", [("Rolig nat", "god")])
    for odd in ({}, {"revision": ""}, {"revision": "9" * 5000}, {"revision": "-1"}):
        late = mine.post(path, seen | {"title": "Mit", "tool-0": str(second.pk)} | odd)
        assert (late.status_code, shape(made)) == (409, kept)
    page = late.content.decode()
    assert "En anden har lige gemt samlingen." in page
    assert "<strong>&lt;Deres&gt;</strong>" in page
    assert "<li>Rolig nat: god</li>" in page
    again = sent(page)
    assert (again["title"], again["tool-0"]) == ("Mit", str(second.pk))
    assert mine.post(path, again).status_code == 302
    assert shape(made) == ("Mit", "", [("Trin", "")])


def test_another_municipalitys_collection_and_tools_are_out_of_reach(
    dragoer: Municipality, ishoej: Municipality
) -> None:
    tool = make_tool("X")
    made = make_collection("A", "", [(tool, "")], make_member("professional").membership)
    path = f"{LIST}{made.pk}/"
    with tenant_scope(ishoej):
        browser = be(ishoej, make_member("editor"))
        own = make_tool("Deres")
    for address in (path, f"{path}kode.svg", f"{path}ark/"):
        assert browser.get(address).status_code == 404
    data = given(own, title="Overtaget", revision="0")
    assert browser.post(path, data).status_code == 404
    assert browser.post(f"{path}luk/").status_code == 404
    assert browser.post(f"{LIST}ny/", given(own, tool)).status_code == 400
    assert (shape(made), Collection.objects.get().closed_at) == (("A", "", [("X", "")]), None)


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


def test_what_is_filled_and_one_more_are_asked_for(dragoer: Municipality) -> None:
    tools = [make_tool(f"Nummer {n}") for n in range(8)]
    browser = be(dragoer, make_member("professional"))
    page = browser.get(f"{LIST}ny/").content.decode()
    assert (held(page), page.count(">Hvorfor netop det?</label>")) == ([""], 1)
    for places in (2, 3):
        page = browser.post(f"{LIST}ny/", sent(page) | {"more": ""}).content.decode()
        assert len(held(page)) == places
    page = browser.post(f"{LIST}ny/", sent(page) | given(*tools[:3]) | {"up": "1"}).content.decode()
    assert held(page) == [str(tools[n].pk) for n in (1, 0, 2)] + [""]
    assert 'aria-label="Hvorfor netop det? Værktøj 4"' in page
    for odd in ("9", "-1", "x", "9" * 5000):
        assert browser.post(f"{LIST}ny/", {"places": odd, "more": ""}).status_code == 200
    page = browser.post(f"{LIST}ny/", given(*tools) | {"more": ""}).content.decode()
    assert (len(held(page)), 'name="more"' in page) == (8, False)
    assert Collection.objects.count() == 0
    # What was asked for is not lost when something is wrong.
    page = browser.post(f"{LIST}ny/", given(title="") | {"places": "4"}).content.decode()
    assert len(held(page)) == 4


def test_the_link_can_be_copied_and_the_sheet_printed(dragoer: Municipality) -> None:
    owner = make_member("professional")
    made = make_collection("A", "", [(make_tool("X"), "")], owner.membership)
    page = be(dragoer, owner).get(f"{LIST}{made.pk}/").content.decode()
    address = reverse("toolbox:collection", args=[made.slug])
    button = re.search(r'<button type="button"[^>]* hidden data-copy="([^"]*)"', page)
    assert button
    assert button[1].endswith(address)
    sheet = be(dragoer, owner).get(f"{LIST}{made.pk}/ark/").content.decode()
    assert re.search(r'<button type="button"[^>]* hidden data-print>Print arket</button>', sheet)
    assert "Ring 112." in sheet
