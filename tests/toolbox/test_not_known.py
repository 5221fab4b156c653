"""What nobody has found out of a tool: said to be so, and in the way of its publication."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone, translation
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from naere.tenancy.models import Municipality
from naere.toolbox.exchange import SCHEMA
from naere.toolbox.facts import FREE, NO_SIGN_UP, OFFLINE
from naere.toolbox.models import StateChange, Tool, ToolDocument
from naere.toolbox.queries.cards import cards
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.queries.readiness import missing
from naere.toolbox.services.exchange_plan import plan
from naere.toolbox.services.exchange_reading import read
from naere.toolbox.services.indexing import reindex
from naere.toolbox.services.suggestions import accept, suggest
from naere.toolbox.services.workflow import NotReadyError, change_state
from tests.factories.assessments import asked, make_round
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient, show_scope_again
from tests.toolbox.catalogues import a_catalogue, as_bytes, import_it
from tests.toolbox.test_workflow import ready

UNKNOWN: Any = {
    "price": "unknown",
    "sign_up": "unknown",
    "data_kinds": None,
    "works_offline": None,
}


def said_of(tool: Tool) -> dict[str, Any]:
    found = Tool.objects.get(pk=tool.pk)
    return {field: getattr(found, field) for field in UNKNOWN}


def test_a_suggestion_says_nothing_of_what_it_costs_collects_and_needs(
    dragoer: Municipality,
) -> None:
    tool = suggest("Åndehullet", "https://aandehullet.example", "")
    accept(tool, "Vi ser på det.", make_member("editor").membership)
    assert said_of(tool) == UNKNOWN


def test_a_new_tool_and_a_file_that_does_not_say_are_not_known_either(
    dragoer: Municipality,
) -> None:
    data = {"name": "Søvnlyde", "line_da": "Lyde", "link_web": "lyde.example", "reason": "Set."}
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    browser.post("/vaerksted/vaerktoejer/nyt/", data)
    import_it(a_catalogue())
    assert [said_of(tool) for tool in Tool.objects.all()] == [UNKNOWN] * 3


@pytest.mark.parametrize(
    ("unknown", "lack"),
    [
        ({"price": "unknown"}, "What it costs."),
        ({"sign_up": "unknown"}, "Whether one must make a profile."),
        ({"data_kinds": None}, "What it collects about whoever uses it."),
        ({"checked_on": None}, "On which day it was last checked."),
    ],
)
def test_it_is_not_published_before_they_are_known(
    dragoer: Municipality, unknown: dict[str, Any], lack: str
) -> None:
    tool = ready()
    Tool.objects.filter(pk=tool.pk).update(**unknown)
    tool.refresh_from_db()
    with translation.override("en"):
        assert list(map(str, missing(tool, timezone.localdate()))) == [lack]
    with pytest.raises(NotReadyError):
        change_state(tool, "published", "Nu.", make_member("editor").membership)


def test_whether_it_needs_internet_may_be_found_out_later(dragoer: Municipality) -> None:
    tool = ready()
    Tool.objects.filter(pk=tool.pk).update(works_offline=None)
    change_state(tool, "published", "Nu.", make_member("editor").membership)
    assert Tool.objects.get().state == "published"


def test_what_is_not_known_is_no_reason_to_find_it(dragoer: Municipality) -> None:
    known, unknown = make_tool("Alfa", works_offline=True), make_tool("Beta", **UNKNOWN)
    for tool in (known, unknown):
        reindex(tool)
    keys = {one.tool_id: set(one.facet_keys) for one in ToolDocument.objects.all()}
    assert {FREE, NO_SIGN_UP, OFFLINE} <= keys[known.pk]
    assert not {FREE, NO_SIGN_UP, OFFLINE} & keys[unknown.pk]
    assert [card["signUp"] for card in cards("da")] == ["ingen profil", ""]


def test_everybody_reads_that_it_is_not_known(dragoer: Municipality) -> None:
    tool = make_tool("Beta", **UNKNOWN)
    reindex(tool)
    browser = TenantClient(dragoer)
    html = browser.get(f"/vaerktoej/{tool.slug}/").content.decode()
    # The price, the data, the profile, the internet and the CE mark.
    assert html.count("<dd>Vides ikke") == 5
    assert "Vi har ikke fundet noget" not in html
    found = browser.get("/vaerktoejer/?q=Beta").content.decode()
    assert ("Beta" in found, "vides ikke" in found.lower(), "uden internet</li>" in found) == (
        True,
        False,
        False,
    )


def test_a_word_about_the_data_is_shown_where_the_kinds_are_not_known(
    dragoer: Municipality,
) -> None:
    tool = make_tool("Beta", data_kinds=None, data_note_da="De svarer ikke.")
    html = TenantClient(dragoer).get(f"/vaerktoej/{tool.slug}/").content.decode()
    assert "<dd>Vides ikke<p>De svarer ikke.</p></dd>" in html


def test_nothing_found_is_said_only_where_somebody_looked(dragoer: Municipality) -> None:
    tool = make_tool("Beta", data_kinds=[])
    html = TenantClient(dragoer).get(f"/vaerktoej/{tool.slug}/").content.decode()
    assert "<dd>Vi har ikke fundet noget, det samler om dig.</dd>" in html


def test_an_assessor_reads_that_it_is_not_known(dragoer: Municipality) -> None:
    found = make_round(make_tool("Beta", state="assessing", **UNKNOWN))
    browser = TenantClient(dragoer).be_staff(asked(found)[0].membership)
    html = browser.get(f"/vaerksted/vurderinger/{found.pk}/besvar/").content.decode()
    assert html.count("<dd>Vides ikke") == 5


def test_it_goes_out_as_not_known(dragoer: Municipality) -> None:
    make_tool("Beta", **UNKNOWN)
    out: dict[str, Any] = catalogue(public_tools(), "https://dragoer.naere.example/")
    given = out["tools"][0]
    found = (given["price"], given["sign_up"], given["data"], given["works_offline"])
    assert found == ("unknown", "unknown", None, None)
    Draft202012Validator(SCHEMA).validate(out)


def test_a_file_tells_nothing_found_from_not_known(dragoer: Municipality) -> None:
    data = a_catalogue()
    data["tools"][0] |= {"data": [], "works_offline": False}
    data["tools"][1] |= {"data": None, "works_offline": None}
    import_it(data)
    said = {tool.slug: (tool.data_kinds, tool.works_offline) for tool in Tool.objects.all()}
    assert said == {"rolig": ([], False), "orden": (None, None)}
    found = plan(read(as_bytes(a_catalogue()))).tools[0]
    told = {one.field: (one.before, one.after) for one in found.changes}
    assert told == {
        "data": ("ingenting", "vides ikke"),
        "works_offline": ("nej", "vides ikke"),
    }


@pytest.mark.parametrize(("before", "after"), [([], None), (None, []), (None, ["age"])])
def test_of_a_public_tool_it_is_changed_only_where_it_was_ticked(
    dragoer: Municipality, before: list[str] | None, after: list[str] | None
) -> None:
    import_it(a_catalogue())
    Tool.objects.filter(slug="rolig").update(state="published", data_kinds=before)
    data = a_catalogue()
    data["tools"][0]["data"] = after
    import_it(data)
    tool = Tool.objects.get(slug="rolig")
    assert tool.data_kinds == before
    import_it(data, f"{tool.stable_id}:data")
    assert Tool.objects.get(slug="rolig").data_kinds == after


def test_what_nobody_wrote_before_is_not_known_and_the_public_ones_stay(
    dragoer: Municipality,
) -> None:
    """The migration, on rows as they were."""
    began: Any = {"data_kinds": [], "works_offline": False}
    rows = {
        "Ny": make_tool("Ny", state="candidate", **began),
        "Skrevet": make_tool("Skrevet", state="assessing", **began, data_note_da="Intet."),
        "Kendt": make_tool("Kendt", state="assessing", data_kinds=["age"], works_offline=True),
        "Ude": make_tool("Ude", **began),
        "Igen": make_tool("Igen", state="reviewing", **began),
        "Var ude": make_tool("Var ude", state="retired", **began),
        "Aldrig": make_tool("Aldrig", state="retired", **began),
    }
    StateChange.objects.create(
        municipality=dragoer, tool=rows["Var ude"], to_state="published", reason="Set."
    )
    forget = import_module("naere.toolbox.migrations.0016_nobody_has_looked_yet")._forget
    forget(apps, SimpleNamespace(connection=connection))
    show_scope_again()
    found = {tool.name: (tool.data_kinds, tool.works_offline) for tool in Tool.objects.all()}
    assert found == {
        "Ny": (None, None),
        "Skrevet": ([], None),
        "Kendt": (["age"], True),
        "Ude": ([], False),
        "Igen": ([], False),
        "Var ude": ([], False),
        "Aldrig": (None, None),
    }


def test_what_is_missing_leads_to_where_it_is_mended(dragoer: Municipality) -> None:
    tool = make_tool("Beta", state="assessing", **UNKNOWN)
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    html = browser.get(f"/vaerksted/vaerktoejer/{tool.pk}/tilstand/").content.decode()
    begin = f"/vaerksted/vurderinger/ny/?tool={tool.pk}&amp;perspective=usability"
    assert f'<a href="{begin}">' in html
    assert f'<a href="/vaerksted/vaerktoejer/{tool.pk}/">Hvad det koster.</a>' in html
    asked = browser.get(begin.replace("&amp;", "&")).context["form"]
    assert (asked["tool"].value(), asked["perspective"].value()) == (str(tool.pk), "usability")
