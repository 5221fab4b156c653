"""The catalogue goes out whole: what is public, nothing of a person, one schema."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from naere.tenancy.hosts import host_of
from naere.tenancy.models import Municipality
from naere.toolbox import enums, models
from naere.toolbox.exchange import SCHEMA
from naere.toolbox.models import (
    Feedback,
)
from naere.toolbox.queries.catalogue import public_tools, tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.services import assessing
from naere.toolbox.services.exchange_plan import plan
from naere.toolbox.services.exchange_reading import BadFileError, read
from naere.toolbox.services.suggestions import suggest, turn_down
from tests.factories.assessments import hand_in, make_assessors, make_round, make_settled
from tests.factories.guides import make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_settings, make_tool
from tests.tenant_client import TenantClient
from tests.toolbox.catalogues import (
    HOME,
    as_bytes,
    editor,
    full_tool,
)


def test_the_schema_is_one_and_says_what_the_models_say() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    defs = SCHEMA["$defs"]
    tool = defs["tool"]["properties"]
    assert tool["price"]["enum"] == enums.Price.values
    assert tool["sign_up"]["enum"] == enums.SignUp.values
    assert tool["data"]["items"]["enum"] == enums.DataKind.values
    assert tool["ce_mark"]["enum"] == enums.CeMark.values
    assert tool["state"]["enum"] == enums.ToolState.values
    assert defs["facet"]["properties"]["group"]["enum"] == enums.FacetGroup.values
    assert defs["link"]["properties"]["platform"]["enum"] == enums.Platform.values
    assert defs["guide"]["properties"]["audience"]["enum"] == enums.Audience.values
    assert defs["assessment"]["properties"]["perspective"]["enum"] == enums.Perspective.values
    for field in ("line", "about", "price_note", "data_note"):
        longest = models.Tool._meta.get_field(f"{field}_da").max_length  # type: ignore[union-attr]
        assert tool[field]["properties"]["da"]["maxLength"] == longest
    for field in ("body", "not_when", "instead"):
        found = models.GuideVersion._meta.get_field(f"{field}_da")
        longest = found.max_length  # type: ignore[union-attr]
        guide = defs["guide"]["properties"][field]["properties"]
        assert guide["da"]["maxLength"] == guide["en"]["maxLength"] == longest


def test_the_schema_is_served(dragoer: Municipality) -> None:
    answer = TenantClient(dragoer).get(reverse("toolbox:schema"))
    assert answer["Content-Type"] == "application/schema+json"
    assert json.loads(answer.content) == SCHEMA


def test_what_goes_out_follows_the_schema(dragoer: Municipality) -> None:
    full_tool()
    make_tool("Skjult", state="candidate")
    for found, drafts in ((public_tools(), False), (tools(), True)):
        data = catalogue(found, HOME, drafts=drafts)
        assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []
        assert read(as_bytes(data)) == data


def test_only_what_is_public_is_given_to_everybody(dragoer: Municipality) -> None:
    full_tool()
    make_tool("Hemmelig", state="assessing")
    body = TenantClient(dragoer).get(reverse("toolbox:catalogue-json")).json()
    assert [tool["name"] for tool in body["tools"]] == ["Rolig"]
    assert [guide["audience"] for guide in body["tools"][0]["guides"]] == ["young"]
    staff = editor(dragoer).get(reverse("toolbox:export")).json()
    assert [tool["name"] for tool in staff["tools"]] == ["Hemmelig", "Rolig"]
    assert [guide["audience"] for guide in staff["tools"][1]["guides"]] == ["peer", "young"]


def test_what_was_only_suggested_is_not_exported_and_the_export_comes_in_again(
    dragoer: Municipality,
) -> None:
    full_tool()
    waits, turned_down = (suggest(name, "", "Fordi.") for name in ("Natlys", "Lampe"))
    turn_down(turned_down, "Nej.", make_member("editor").membership)
    data = editor(dragoer).get(reverse("toolbox:export")).json()
    assert [tool["name"] for tool in data["tools"]] == ["Rolig"]
    assert waits.name not in json.dumps(data)
    assert read(as_bytes(data)) == data


def test_no_sentence_that_is_not_shown_and_no_person(dragoer: Municipality) -> None:
    tool = full_tool()
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    own = {"municipality": dragoer, "tool": tool, "verdict": "helped", "day": month}
    for moderation, sentence in (("shown", "Vist"), ("waiting", "Venter"), ("hidden", "Skjult")):
        Feedback.objects.create(**own, moderation=moderation, sentence=sentence)
    path = reverse("toolbox:catalogue-json")
    assert TenantClient(dragoer).get(path).json()["tools"][0]["voices"] is None
    for _ in range(4):
        Feedback.objects.create(**own)
    Feedback.objects.create(**(own | {"verdict": "not-for-me"}))
    found = catalogue(public_tools(), HOME)["tools"][0]["voices"]
    assert {key: found[key] for key in enums.Verdict.values} == {
        "helped": 7,
        "not-helped": 0,
        "not-for-me": None,
    }
    assert [one["sentence"] for one in found["sentences"]] == ["Vist"]
    assert found["sentences"][0]["month"] == f"{month:%Y-%m}"


def test_assessments_go_out_with_organisations_reasons_and_agreement(dragoer: Municipality) -> None:
    tool = full_tool()
    make_round(tool, enums.Perspective.USABILITY)
    settled = make_settled(tool, assessors=make_assessors("Skolen", "Biblioteket"))
    data = catalogue(public_tools(), HOME)
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []
    (found,) = data["tools"][0]["assessments"]
    assert found["id"] == str(settled.pk)
    assert found["page"] == f"{HOME}vaerktoej/{tool.slug}/vurdering/"
    assert (found["perspective"], found["overall"]) == ("pedagogical", 3.0)
    assert found["organisations"] == ["Biblioteket", "Skolen"]
    assert found["conclusion"] == {"da": "Godt nok.", "en": "Good enough."}
    assert found["valid_until"] == str(settled.valid_until)
    last = found["scores"][-1]
    assert (last["criterion"], last["value"]) == ("k2", 3)
    assert [(one["organisation"], one["value"]) for one in last["given"]] == [
        ("Biblioteket", 3),
        ("Skolen", 2),
    ]
    assert -1 < found["agreement"]["alpha"] < 1
    names = [one.membership.alias for one in models.Assessor.objects.select_related("membership")]
    assert not any(name in json.dumps(data, ensure_ascii=False) for name in names)
    assert [one["name"] for one in data["organisations"]] == ["Biblioteket", "Skolen", "Udbyder"]


def test_what_was_replaced_or_given_up_goes_out_too(dragoer: Municipality) -> None:
    tool = full_tool()
    long_ago = timezone.now() - timedelta(days=500)
    old = make_settled(tool, at=long_ago, assessors=make_assessors("Skolen", "Biblioteket"))
    newer = make_settled(tool, assessors=make_assessors("Havnen", "Huset"))
    given = hand_in(make_round(tool), [4, 0, 1], [1, 1, 1], summary="Hemmeligt")
    assessing.withdraw(given.pk, "Forkert udgave.")
    before = make_round(tool)
    assessing.withdraw(before.pk, "Til værkstedet.")
    models.Round.objects.filter(pk=before.pk).update(withdrawn_at=None)
    data = catalogue(public_tools(), HOME)
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []
    row = data["tools"][0]
    assert [one["id"] for one in row["assessments"]] == [str(newer.pk)]
    (earlier,) = row["earlier_assessments"]
    assert (earlier["id"], earlier["organisations"]) == (str(old.pk), ["Biblioteket", "Skolen"])
    assert (earlier["rubric"]["version"], len(earlier["scores"])) == (1, 3)
    assert earlier["scores"][0]["given"][0]["reason"] == "Derfor."
    told = [(one["withdrawn_on"], one["reason"]) for one in row["withdrawn_assessments"]]
    assert sorted(told, key=str) == [(str(timezone.localdate()), "Forkert udgave."), (None, "")]
    assert "Hemmeligt" not in json.dumps(data)
    names = {one["name"] for one in data["organisations"]}
    assert names == {"Biblioteket", "Havnen", "Huset", "Skolen", "Udbyder"}
    assert not plan(catalogue(tools(), HOME, drafts=True)).does_something


@pytest.mark.parametrize(
    ("kind", "field"),
    [("earlier_assessments", "settled_on"), ("withdrawn_assessments", "withdrawn_on")],
)
def test_a_day_that_is_none_is_told_with_its_path(
    dragoer: Municipality, kind: str, field: str
) -> None:
    tool = full_tool()
    make_settled(tool, at=timezone.now() - timedelta(days=500))
    make_settled(tool)
    assessing.withdraw(make_round(tool).pk, "Forkert udgave.")
    data = catalogue(public_tools(), HOME)
    data["tools"][0][kind][0][field] = "2026-02-30"
    with pytest.raises(BadFileError) as refused:
        read(as_bytes(data))
    assert [one.path for one in refused.value.problems] == [f"$.tools[0].{kind}[0].{field}"]


def test_own_assessments_that_come_back_are_no_news(dragoer: Municipality) -> None:
    make_settled(full_tool())
    assert not plan(catalogue(tools(), HOME, drafts=True)).does_something


def test_history_begins_when_it_was_first_published(dragoer: Municipality) -> None:
    tool = make_tool("Rolig")
    member = make_member("editor").membership
    steps = [("", "candidate"), ("candidate", "assessing"), ("assessing", "published")]
    for at, (before, after) in enumerate(steps):
        models.StateChange.objects.create(
            municipality=dragoer,
            tool=tool,
            from_state=before,
            to_state=after,
            reason=f"Grund {at}",
            by=member,
            at=timezone.now() + timedelta(seconds=at),
        )
    public = catalogue(public_tools(), HOME)["tools"][0]["history"]
    assert [change["reason"] for change in public] == ["Grund 2"]
    assert len(catalogue(tools(), HOME, drafts=True)["tools"][0]["history"]) == 3
    assert member.alias not in json.dumps(catalogue(tools(), HOME, drafts=True))


def test_the_number_of_queries_does_not_grow(
    dragoer: Municipality, django_assert_num_queries: Callable[..., Any]
) -> None:
    def assess_again(tool: models.Tool) -> None:
        make_settled(tool)
        assessing.withdraw(make_round(tool).pk, "Forkert udgave.")

    first = full_tool()
    make_settled(first)
    assess_again(first)
    with CaptureQueriesContext(connection) as one:
        catalogue(public_tools(), HOME)
    assess_again(first)
    for number in range(3):
        tool = make_tool(f"Nyt {number}", facets=[make_facet("sove")])
        make_guide(tool)
        make_settled(tool)
        assess_again(tool)
    with django_assert_num_queries(len(one)):
        assert len(catalogue(public_tools(), HOME)["tools"]) == 4


def test_it_is_not_sent_twice_and_packed(dragoer: Municipality) -> None:
    full_tool()
    browser, path = TenantClient(dragoer), reverse("toolbox:catalogue-json")
    first = browser.get(path)
    assert first["Cache-Control"] == "public, max-age=60"
    again = browser.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    packed = browser.get(path, HTTP_ACCEPT_ENCODING="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == first.content
    assert not first.cookies


def test_scripts_of_listed_sites_alone_may_read_it(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    make_settings(embed_origins=["https://www.dragoer.example"])
    with in_tenant(ishoej):
        make_settings(embed_origins=["https://www.ishoej.example"])
    for origin, allowed in (
        ("https://www.dragoer.example", "https://www.dragoer.example"),
        ("https://www.ishoej.example", None),
        ("https://www.dragoer.example.evil.example", None),
        ("null", None),
        ("", None),
    ):
        headers = {"Origin": origin} if origin else {}
        answer = TenantClient(dragoer).get(reverse("toolbox:catalogue-json"), headers=headers)
        assert answer.get("Access-Control-Allow-Origin") == allowed
        assert "Origin" in answer["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer


def test_odd_hosts_neither_fill_the_cache_nor_push_the_brakes_out(dragoer: Municipality) -> None:
    """As many spellings of the host as one likes: the counters that slow guessing down stay."""
    make_settled(full_tool())
    caches["default"].set("brake", 5)
    path, own = reverse("toolbox:catalogue-json"), f"http://{host_of(dragoer)}/"
    for number in range(400):
        odd = f"{host_of(dragoer).title()}:{number}"
        body = TenantClient(dragoer, HTTP_HOST=odd).get(path).content.decode()
    assert f'"page":"{own}vaerktoej/' in body
    assert caches["default"].get("brake") == 5
    assert len(caches["pages"]._cache) <= 2  # type: ignore[attr-defined]
    assert "toolbox" not in "".join(caches["default"]._cache)  # type: ignore[attr-defined]
