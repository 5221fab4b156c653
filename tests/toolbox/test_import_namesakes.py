"""A new tool of a file that is called as one that is here: taken only where somebody ticked it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.toolbox.models import Facet, Organisation, ResearchNote, Tool
from naere.toolbox.services.exchange import StalePlanError, carry_out, keep, planned
from naere.toolbox.services.exchange_plan import Plan, plan
from naere.toolbox.services.exchange_reading import read
from tests.factories.toolbox import make_tool
from tests.toolbox.catalogues import a_catalogue, as_bytes, editor, import_it

KEY = f"{a_catalogue()['tools'][0]['id']}:new"


def found() -> Plan:
    return plan(read(as_bytes(a_catalogue())))


@pytest.mark.parametrize("name", ["Rolig", "rOLIG", "  Rolig "])
def test_a_name_that_is_here_is_asked_about(dragoer: Municipality, name: str) -> None:
    mine = make_tool(name)
    first, second = found().tools
    assert (first.is_asked, list(first.namesakes)) == (True, [mine])
    assert (second.is_asked, second.namesakes) == (False, ())


def test_spaces_within_a_name_are_one(dragoer: Municipality) -> None:
    make_tool("Min  rolige\u00a0plads")
    data = a_catalogue()
    data["tools"][1]["name"] = "min rolige plads"
    assert [tool.is_asked for tool in plan(read(as_bytes(data))).tools] == [False, True]


def test_another_name_is_not_asked_about(dragoer: Municipality) -> None:
    make_tool("Roligt")
    assert not found().asks


def test_the_tool_itself_is_no_namesake(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    make_tool("Rolig")
    assert not found().asks
    assert found().tools[0].namesakes == ()


def test_it_comes_only_where_it_was_ticked_and_nothing_of_it_otherwise(
    dragoer: Municipality,
) -> None:
    make_tool("Rolig")
    import_it(a_catalogue())
    assert set(Tool.objects.values_list("name", "state")) == {
        ("Rolig", "published"),
        ("Orden", "candidate"),
    }
    assert not Organisation.objects.filter(name="Roligfabrikken").exists()
    assert not Facet.objects.exists()
    assert not ResearchNote.objects.exists()
    import_it(a_catalogue(), KEY)
    assert sorted(Tool.objects.values_list("name", flat=True)) == ["Orden", "Rolig", "Rolig"]
    assert Organisation.objects.filter(name="Roligfabrikken").exists()
    assert Facet.objects.filter(key="sove").exists()
    assert ResearchNote.objects.exists()


def test_a_tool_of_that_name_that_came_in_the_meantime_is_asked_about(
    dragoer: Municipality,
) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    seen = planned(kept).fingerprint
    make_tool("Rolig")
    with pytest.raises(StalePlanError):
        carry_out(kept.pk, None, seen=seen)


def test_it_is_marked_in_the_plan_with_a_link_and_a_tick(dragoer: Municipality) -> None:
    mine = make_tool("ROLIG")
    kept = keep(as_bytes(a_catalogue()), None)
    browser, path = editor(dragoer), reverse("toolbox:import-file", args=[kept.pk])
    page = browser.get(path)
    html = page.content.decode()
    link = f'<a href="{reverse("toolbox:tool-edit", args=[mine.pk])}">ROLIG</a>'
    assert f"Du har allerede et værktøj, der hedder sådan: {link} (offentliggjort)" in html
    assert html.count('name="take"') == 1
    assert f'name="take" value="{KEY}"' in html
    assert "Tag Rolig med som et værktøj mere" in html
    assert "Importér, også det med flueben" in html
    assert "unge går efter nu" not in html
    posted = {"do": "import", "seen": page.context["plan"].fingerprint, "take": [KEY]}
    browser.post(path, posted)
    assert Tool.objects.filter(name="Rolig", state="candidate").count() == 1


def test_where_nothing_was_ticked_it_says_that_nothing_came(dragoer: Municipality) -> None:
    make_tool("Rolig")
    data: dict[str, Any] = a_catalogue()
    data["tools"].pop()
    kept = keep(as_bytes(data), None)
    browser, path = editor(dragoer), reverse("toolbox:import-file", args=[kept.pk])
    seen = browser.get(path).context["plan"].fingerprint
    page = browser.get(browser.post(path, {"do": "import", "seen": seen})["Location"])
    assert "Intet er importeret, for der var ikke sat noget flueben." in page.content.decode()
    assert Tool.objects.count() == 1
