"""What nobody has found out of a tool: said to be so, and in the way of its publication."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone, translation

from naere.tenancy.models import Municipality
from naere.toolbox.facts import FREE, NO_SIGN_UP
from naere.toolbox.models import Tool, ToolDocument
from naere.toolbox.queries.cards import cards
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.queries.readiness import missing
from naere.toolbox.services.indexing import reindex
from naere.toolbox.services.suggestions import accept, suggest
from naere.toolbox.services.workflow import NotReadyError, change_state
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient
from tests.toolbox.catalogues import a_catalogue, import_it
from tests.toolbox.test_workflow import ready

UNKNOWN: Any = {"price": "unknown", "sign_up": "unknown"}


def said_of(tool: Tool) -> tuple[str, str]:
    found = Tool.objects.get(pk=tool.pk)
    return found.price, found.sign_up


def test_a_suggestion_says_neither_that_it_is_free_nor_that_it_needs_no_profile(
    dragoer: Municipality,
) -> None:
    tool = suggest("Åndehullet", "https://aandehullet.example", "")
    accept(tool, "Vi ser på det.", make_member("editor").membership)
    assert said_of(tool) == ("unknown", "unknown")


def test_a_new_tool_and_a_file_that_does_not_say_are_not_known_either(
    dragoer: Municipality,
) -> None:
    data = {"name": "Søvnlyde", "line_da": "Lyde", "link_web": "lyde.example", "reason": "Set."}
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    browser.post("/vaerksted/vaerktoejer/nyt/", data)
    import_it(a_catalogue())
    assert {said_of(tool) for tool in Tool.objects.all()} == {("unknown", "unknown")}
    assert Tool.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "lack"),
    [("price", "What it costs."), ("sign_up", "Whether one must make a profile.")],
)
def test_it_is_not_published_before_both_are_known(
    dragoer: Municipality, field: str, lack: str
) -> None:
    tool = ready()
    Tool.objects.filter(pk=tool.pk).update(**{field: "unknown"})
    tool.refresh_from_db()
    with translation.override("en"):
        assert list(map(str, missing(tool, timezone.localdate()))) == [lack]
    with pytest.raises(NotReadyError):
        change_state(tool, "published", "Nu.", make_member("editor").membership)


def test_what_is_not_known_is_no_reason_to_find_it(dragoer: Municipality) -> None:
    known, unknown = make_tool("Alfa"), make_tool("Beta", **UNKNOWN)
    for tool in (known, unknown):
        reindex(tool)
    keys = {one.tool_id: set(one.facet_keys) for one in ToolDocument.objects.all()}
    assert {FREE, NO_SIGN_UP} <= keys[known.pk]
    assert not {FREE, NO_SIGN_UP} & keys[unknown.pk]
    assert [card["signUp"] for card in cards("da")] == ["ingen profil", ""]


def test_everybody_reads_that_it_is_not_known(dragoer: Municipality) -> None:
    tool = make_tool("Beta", **UNKNOWN)
    reindex(tool)
    browser = TenantClient(dragoer)
    html = browser.get(f"/vaerktoej/{tool.slug}/").content.decode()
    # The price, the profile and the CE mark.
    assert html.count("<dd>Vides ikke") == 3
    found = browser.get("/vaerktoejer/?q=Beta").content.decode()
    assert ("Beta" in found, "vides ikke" in found) == (True, False)


def test_it_goes_out_as_not_known(dragoer: Municipality) -> None:
    make_tool("Beta", **UNKNOWN)
    out: dict[str, Any] = catalogue(public_tools(), "https://dragoer.naere.example/")
    assert {out["tools"][0][field] for field in UNKNOWN} == {"unknown"}


def test_what_is_missing_leads_to_where_it_is_mended(dragoer: Municipality) -> None:
    tool = make_tool("Beta", state="assessing", **UNKNOWN)
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    html = browser.get(f"/vaerksted/vaerktoejer/{tool.pk}/tilstand/").content.decode()
    begin = f"/vaerksted/vurderinger/ny/?tool={tool.pk}&amp;perspective=usability"
    assert f'<a href="{begin}">' in html
    assert f'<a href="/vaerksted/vaerktoejer/{tool.pk}/">Hvad det koster.</a>' in html
    asked = browser.get(begin.replace("&amp;", "&")).context["form"]
    assert (asked["tool"].value(), asked["perspective"].value()) == (str(tool.pk), "usability")
