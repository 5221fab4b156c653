"""What a file says otherwise of a tool that is here, and what of it is taken over."""

from __future__ import annotations

from typing import Any

from naere.tenancy.models import Municipality
from naere.toolbox.models import Organisation, Tool
from naere.toolbox.services.exchange_plan import plan
from naere.toolbox.services.exchange_reading import read
from tests.toolbox.catalogues import a_catalogue, as_bytes, changed, import_it


def test_a_change_is_named_and_keeps_state_and_address(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    Tool.objects.filter(slug="rolig").update(slug="rolig-her", state="published")
    data = changed("tools.0.minutes", 7)
    data["tools"][0]["links"].pop()
    found = plan(read(as_bytes(data))).tools[0]
    assert found.kind == "changed"
    assert len(found.changes) == 2
    import_it(data, f"{data['tools'][0]['id']}:links")
    tool = Tool.objects.get(stable_id=data["tools"][0]["id"])
    assert (tool.minutes, tool.slug, tool.state) == (7, "rolig-her", "published")
    assert [link.platform for link in tool.links.all()] == ["web"]


def elsewhere() -> dict[str, Any]:
    """Return the catalogue with a tool that leads elsewhere, is nobody's, and is said to be real."""
    data = changed("tools.0.links", [{"platform": "web", "url": "https://fup.example/"}])
    data["tools"][0] |= {"provider": None, "example": False, "minutes": 7}
    return data


def test_what_the_young_see_is_changed_only_where_it_was_ticked(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    Tool.objects.filter(slug="rolig").update(state="published", is_example=True)
    found = plan(read(as_bytes(elsewhere()))).tools[0]
    assert {change.field: change.is_asked for change in found.changes} == {
        "minutes": False,
        "links": True,
        "provider": True,
        "example": True,
    }
    told = {change.field: (change.before, change.after) for change in found.changes}
    assert told["minutes"] == ("5", "7")
    assert told["provider"] == ("Roligfabrikken", "")
    assert told["example"] == ("ja", "nej")
    assert "https://rolig.example/" in told["links"][0]
    assert "https://fup.example/" in told["links"][1]
    import_it(elsewhere())
    tool = Tool.objects.get(slug="rolig")
    assert (tool.minutes, tool.is_example, tool.provider.name) == (7, True, "Roligfabrikken")  # type: ignore[union-attr]
    assert {link.url for link in tool.links.all()} == {"https://rolig.example/", ""}
    import_it(elsewhere(), f"{tool.stable_id}:example")
    tool = Tool.objects.get(slug="rolig")
    assert (tool.is_example, tool.provider.name) == (False, "Roligfabrikken")  # type: ignore[union-attr]
    import_it(elsewhere(), f"{tool.stable_id}:links", f"{tool.stable_id}:provider")
    tool = Tool.objects.get(slug="rolig")
    assert (tool.provider, tool.links.get().url) == (None, "https://fup.example/")


def test_what_it_costs_and_knows_of_them_is_changed_only_where_it_was_ticked(
    dragoer: Municipality,
) -> None:
    import_it(a_catalogue())
    Tool.objects.filter(slug="rolig").update(state="published", data_kinds=["health"], price="once")
    data = a_catalogue()
    otherwise = {
        "data": [],
        "data_note": {"da": "Ingenting."},
        "sign_up": "required",
        "price": "free",
        "price_note": {"da": "Helt gratis."},
        "ce_mark": "yes",
        "age": {"from": 3, "to": 99},
        "checked_on": "2026-11-01",
    }
    data["tools"][0] |= otherwise | {"line": {"da": "Ro på ingen tid"}}
    found = plan(read(as_bytes(data))).tools[0]
    asked = {change.field: change.is_asked for change in found.changes}
    assert asked == dict.fromkeys(otherwise, True) | {"line": False}
    import_it(data)
    tool = Tool.objects.get(slug="rolig")
    assert (tool.line_da, tool.data_kinds, tool.data_note_da) == ("Ro på ingen tid", ["health"], "")
    assert (tool.price, tool.price_note_da, tool.sign_up) == ("once", "", "unknown")
    assert (tool.ce_mark, tool.age_from, tool.age_to) == ("unknown", 13, 25)
    assert tool.checked_on is None
    import_it(data, *(f"{tool.stable_id}:{field}" for field in otherwise))
    tool = Tool.objects.get(slug="rolig")
    assert (tool.data_kinds, tool.price, tool.age_to, tool.ce_mark) == ([], "free", 99, "yes")


def test_a_tool_that_nobody_sees_is_changed_without_a_tick(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    found = plan(read(as_bytes(elsewhere())))
    assert not found.asks
    import_it(elsewhere())
    assert Tool.objects.get(slug="rolig").links.get().url == "https://fup.example/"


def test_a_provider_that_is_not_taken_is_not_made(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    Tool.objects.update(state="published")
    data = changed("tools.0.provider", "Fup A/S")
    data["organisations"].append({"name": "Fup A/S"})
    import_it(data)
    assert not Organisation.objects.filter(name="Fup A/S").exists()
