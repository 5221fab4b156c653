"""The catalogue goes out whole and comes in whole: nothing of a person, nothing by halves."""

from __future__ import annotations

import copy
import gzip
import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from naere.tenancy.models import Municipality
from naere.toolbox import enums, models
from naere.toolbox.exchange import SCHEMA
from naere.toolbox.models import (
    CatalogueFile,
    Facet,
    Feedback,
    GuideVersion,
    Organisation,
    ResearchNote,
    Tool,
)
from naere.toolbox.queries.catalogue import public_tools, tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.services.exchange import StalePlanError, carry_out, keep, planned
from naere.toolbox.services.exchange_plan import normal, plan
from naere.toolbox.services.exchange_reading import BadFileError, read
from tests.factories.assessments import make_assessors, make_round, make_settled
from tests.factories.guides import make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_settings, make_tool
from tests.tenant_client import TenantClient

HOME = "https://dragoer.naere.example/"
Json = dict[str, Any]


def a_catalogue() -> Json:
    """Return a good catalogue from elsewhere with two tools."""
    both = {"da": "Ord", "en": "Words"}
    first = {
        "id": "0190a7a0-0000-7000-8000-000000000001",
        "slug": "rolig",
        "name": "Rolig",
        "line": {"da": "Ro på få minutter", "en": "Calm in minutes"},
        "provider": "Roligfabrikken",
        "age": {"from": 13, "to": 25},
        "minutes": 5,
        "facets": ["sove"],
        "links": [
            {"platform": "web", "url": "https://rolig.example/"},
            {"platform": "paper", "url": ""},
        ],
        "guides": [
            {
                "audience": "young",
                "body": {"da": f"# Sådan\n\n![En skærm](billede:{uuid4()})"},
                "not_when": {"da": "Når det haster."},
                "instead": {"da": "[Hjælp](/hjaelp/)"},
            }
        ],
        "assessments": [
            {
                "id": str(uuid4()),
                "perspective": "usability",
                "rubric": {"version": 1, "name": both},
                "organisations": ["Ishøj Kommune", "En forening"],
                "page": "https://ishoej.naere.example/vaerktoej/rolig/vurdering/",
                "settled_on": "2026-10-01",
                "valid_until": "2027-10-01",
                "overall": 3.2,
                "scores": [{"criterion": "access", "value": 3}],
            }
        ],
    }
    second = {
        "id": "0190a7a0-0000-7000-8000-000000000002",
        "slug": "orden",
        "name": "Orden",
        "line": {"da": "Få orden"},
        "facets": [],
        "links": [],
    }
    return {
        "format": "urn:naere:catalogue:1",
        "municipality": {"slug": "ishoej", "name": "Ishøj"},
        "organisations": [
            {"name": "Roligfabrikken", "url": "https://fabrik.example/"},
            {"name": "Ishøj Kommune"},
            {"name": "En forening"},
        ],
        "facets": [
            {"key": "sove", "group": "situation", "label": both, "about": both},
            {"key": "ubrugt", "group": "method", "label": both, "about": both},
        ],
        "tools": [first, second],
    }


def as_bytes(data: Any) -> bytes:
    return json.dumps(data).encode()


def import_it(data: Json) -> None:
    kept = keep(as_bytes(data), None)
    carry_out(kept.pk, None, seen=planned(kept).fingerprint)


def faults_of(data: Any) -> list[str]:
    """Return the paths of everything that is wrong."""
    with pytest.raises(BadFileError) as caught:
        plan(read(data if isinstance(data, bytes) else as_bytes(data)))
    return [problem.path for problem in caught.value.problems]


def changed(path: str, value: Any) -> Json:
    """Return the good catalogue with one place changed; `path` is of names and numbers."""
    data: Any = a_catalogue()
    *before, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = data
    for part in before:
        place = place[part]
    place[last] = value
    return dict(data)


def editor(municipality: Municipality, role: str = "editor") -> TenantClient:
    return TenantClient(municipality).be_staff(make_member(role).membership)


def full_tool() -> Tool:
    """Return a tool with something of everything that is imported."""
    tool = make_tool(
        "Rolig",
        facets=[make_facet("sove"), make_facet("mestring", "method")],
        links={"web": "https://rolig.example/", "paper": ""},
        about_da="Mere",
        languages=["da", "en"],
        age_from=13,
        minutes=5,
        price="extras",
        data_kinds=["email", "use"],
        works_offline=True,
        is_example=True,
    )
    make_guide(tool)
    make_guide(tool, "peer", published=False)
    return tool


# The schema.


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


# Out.


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


def test_no_sentence_that_is_not_shown_and_no_person(dragoer: Municipality) -> None:
    tool = full_tool()
    own = {"municipality": dragoer, "tool": tool, "verdict": "helped"}
    for moderation, sentence in (("shown", "Vist"), ("waiting", "Venter"), ("hidden", "Skjult")):
        Feedback.objects.create(**own, moderation=moderation, sentence=sentence)
    path = reverse("toolbox:catalogue-json")
    assert TenantClient(dragoer).get(path).json()["tools"][0]["voices"] is None
    Feedback.objects.create(**own)
    Feedback.objects.create(**(own | {"verdict": "not-for-me"}))
    found = catalogue(public_tools(), HOME)["tools"][0]["voices"]
    assert {key: found[key] for key in enums.Verdict.values} == {
        "helped": 4,
        "not-helped": 0,
        "not-for-me": 1,
    }
    assert [one["sentence"] for one in found["sentences"]] == ["Vist"]
    assert found["sentences"][0]["month"] == f"{timezone.localdate():%Y-%m}"


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
    full_tool()
    with CaptureQueriesContext(connection) as one:
        catalogue(public_tools(), HOME)
    for number in range(3):
        make_guide(make_tool(f"Nyt {number}", facets=[make_facet("sove")]))
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


# In.


def test_an_import_brings_facts_facets_links_and_guides(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    tool = Tool.objects.get(slug="rolig")
    assert (tool.state, tool.provider.name) == ("candidate", "Roligfabrikken")  # type: ignore[union-attr]
    assert str(tool.stable_id) == "0190a7a0-0000-7000-8000-000000000001"
    assert (tool.age_from, tool.age_to, tool.minutes) == (13, 25, 5)
    assert [facet.key for facet in tool.facets.all()] == ["sove"]
    assert {link.platform: link.url for link in tool.links.all()} == {
        "web": "https://rolig.example/",
        "paper": "",
    }
    guide = GuideVersion.objects.get(guide__tool=tool)
    assert (guide.published_at, guide.body_da) == (None, "# Sådan\n\nEn skærm")
    assert tool.state_changes.get().reason.endswith("Ishøj")
    assert not Facet.objects.filter(key="ubrugt").exists()
    assert not Organisation.objects.filter(name="En forening").exists()
    assert not CatalogueFile.objects.exists()


def test_what_others_assessed_is_a_note_and_never_our_assessment(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    assert not models.Round.objects.exists()
    note = ResearchNote.objects.get()
    assert note.url == "https://ishoej.naere.example/vaerktoej/rolig/vurdering/"
    assert "Ishøj Kommune, En forening" in note.why
    assert "3.2" not in note.why
    assert "3,2" not in note.why
    assert note.example == "open"


def test_the_second_time_there_is_nothing_to_do(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    found = plan(read(as_bytes(a_catalogue())))
    assert [tool.kind for tool in found.tools] == ["same", "same"]
    assert not found.does_something


def test_out_and_in_and_out_is_the_same(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    full_tool()
    make_tool("Anden", state="retired", provider=None, links={})
    first = catalogue(tools(), HOME, drafts=True)
    with in_tenant(ishoej):
        import_it(first)
        second = catalogue(tools(), HOME, drafts=True)
        assert {tool["state"] for tool in second["tools"]} == {"candidate"}
        assert all(guide["published_at"] is None for guide in second["tools"][1]["guides"])
    assert list(map(normal, second["tools"])) == list(map(normal, first["tools"]))
    for one, other in zip(first["tools"], second["tools"], strict=True):
        assert (one["id"], one["slug"]) == (other["id"], other["slug"])
        texts = [
            [{k: g[k] for k in ("audience", "body", "not_when", "instead")} for g in t["guides"]]
            for t in (one, other)
        ]
        assert texts[0] == texts[1]
    assert first["facets"] == second["facets"]
    assert first["organisations"] == second["organisations"]
    with in_tenant(ishoej):
        assert not plan(second).does_something
    assert not plan(first).does_something


def test_a_change_is_named_and_keeps_state_and_address(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    Tool.objects.filter(slug="rolig").update(slug="rolig-her", state="published")
    data = changed("tools.0.minutes", 7)
    data["tools"][0]["links"].pop()
    found = plan(read(as_bytes(data))).tools[0]
    assert found.kind == "changed"
    assert len(found.changes) == 2
    import_it(data)
    tool = Tool.objects.get(stable_id=data["tools"][0]["id"])
    assert (tool.minutes, tool.slug, tool.state) == (7, "rolig-her", "published")
    assert [link.platform for link in tool.links.all()] == ["web"]


def test_an_address_that_is_taken_becomes_another(dragoer: Municipality) -> None:
    make_tool("Vores egen", slug="rolig")
    import_it(a_catalogue())
    assert Tool.objects.get(name="Rolig").slug == "rolig-2"


def test_own_words_of_a_facet_are_kept(dragoer: Municipality) -> None:
    make_facet("sove", label_da="Kan ikke sove")
    import_it(a_catalogue())
    assert Facet.objects.get(key="sove").label_da == "Kan ikke sove"


def test_a_draft_is_not_lost(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    data = changed("tools.0.guides.0.body", {"da": "Andet"})
    assert faults_of(data) == ["$.tools[0].guides[0]"]


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("format", "urn:naere:catalogue:2", "$.format"),
        ("tools.0.name", "", "$.tools[0].name"),
        ("tools.0.name", "  ", "$.tools[0].name"),
        ("tools.0.name", "a" * 81, "$.tools[0].name"),
        ("tools.0.name", "a\x00b", "$.tools[0].name"),
        ("tools.0.name", "a\ud800b", "$.tools[0].name"),
        ("tools.0.minutes", 10**30, "$.tools[0].minutes"),
        ("tools.0.minutes", -1, "$.tools[0].minutes"),
        ("tools.0.minutes", "5", "$.tools[0].minutes"),
        ("tools.0.minutes", 1.5, "$.tools[0].minutes"),
        ("tools.0.price", "cheap", "$.tools[0].price"),
        ("tools.0.id", "not-a-uuid", "$.tools[0].id"),
        ("tools.0.slug", "../x", "$.tools[0].slug"),
        ("tools.0.prise", "free", "$.tools[0]"),
        ("tools.0.line", {"en": "x"}, "$.tools[0].line"),
        ("tools.0.age", {"from": 20, "to": 10}, "$.tools[0].age"),
        ("tools.0.checked_on", "2026-02-30", "$.tools[0].checked_on"),
        ("tools.0.checked_on", "2999-01-01", "$.tools[0].checked_on"),
        ("tools.0.provider", "Ingen", "$.tools[0].provider"),
        ("tools.0.facets", ["findes-ikke"], "$.tools[0].facets[0]"),
        ("tools.0.facets", ["sove", "sove"], "$.tools[0].facets"),
        ("tools.0.links.0.url", "javascript:alert(1)", "$.tools[0].links[0].url"),
        ("tools.0.links.0.url", "https://-/", "$.tools[0].links[0].url"),
        ("tools.0.links.0.url", "", "$.tools[0].links[0].url"),
        ("tools.0.links.1", {"platform": "web", "url": "https://a.example/"}, "$.tools[0].links"),
        ("tools.1.id", "0190a7a0-0000-7000-8000-000000000001", "$.tools[1].id"),
        ("tools.1.slug", "rolig", "$.tools[1].slug"),
        ("facets.1.key", "sove", "$.facets[1].key"),
        ("organisations.1.name", "Roligfabrikken", "$.organisations[1].name"),
        ("organisations.0.url", "http://", "$.organisations[0].url"),
        ("tools.0.guides.0.body", {"da": "[x](javascript:x)"}, "$.tools[0].guides[0].body.da"),
        ("tools.0.assessments.0.settled_on", "2026-13-01", "$.tools[0].assessments[0].settled_on"),
        ("tools.0.assessments.0.scores.0.value", 5, "$.tools[0].assessments[0].scores[0].value"),
        ("tools", {}, "$.tools"),
    ],
)
def test_every_fault_says_where_it_is(
    dragoer: Municipality, path: str, value: Any, at: str
) -> None:
    assert faults_of(changed(path, value)) == [at]


def test_a_facet_of_another_group_here_is_a_fault(dragoer: Municipality) -> None:
    make_facet("sove", "method")
    assert faults_of(a_catalogue()) == ["$.facets[0].group"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"PK\x03\x04",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"format": "urn:naere:catalogue:1", "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"format": NaN}',
        b'{"format": Infinity}',
        b'{"format": ' + b"9" * 5000 + b"}",
        b'{"format": "urn:naere:catalogue:1", "format": "urn:naere:catalogue:1"}',
        b'{"format": "urn:naere:catalogue:1"}',
        b'{"format": ["urn:naere:catalogue:1"]}',
        b"a" * (5 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_catalogue_is_refused(dragoer: Municipality, data: bytes) -> None:
    assert faults_of(data)
    assert not CatalogueFile.objects.exists()


def test_all_faults_are_found_and_two_hundred_shown(dragoer: Municipality) -> None:
    data = a_catalogue()
    data["tools"] = [copy.deepcopy(data["tools"][1]) | {"price": n} for n in range(300)]
    with pytest.raises(BadFileError) as caught:
        read(as_bytes(data))
    assert (len(caught.value.problems), caught.value.total, caught.value.more) == (200, 300, False)
    data["tools"] *= 5
    with pytest.raises(BadFileError) as caught:
        read(as_bytes(data))
    assert (caught.value.total, caught.value.more) == (1000, True)


def test_five_megabytes_of_nothing_take_no_time(dragoer: Municipality) -> None:
    began = time.monotonic()
    for filler in (b"[],", b'{"a":1},', b"1,"):
        body = b'{"format": "urn:naere:catalogue:1", "tools": ['
        body += filler * ((5 * 1024 * 1024 - 100) // len(filler)) + b"0]}"
        assert faults_of(body) == ["$"]
    assert time.monotonic() - began < 30


def test_nothing_is_imported_by_halves(dragoer: Municipality) -> None:
    data = changed("tools.1.links", [{"platform": "web", "url": "https://-/"}])
    with pytest.raises(BadFileError):
        import_it(data)
    assert not Tool.objects.exists()
    assert not Organisation.objects.exists()


def test_a_failure_on_the_way_undoes_everything(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    seen = planned(kept).fingerprint

    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("naere.toolbox.services.exchange.write_note", fails)
    with pytest.raises(RuntimeError):
        carry_out(kept.pk, None, seen=seen)
    assert not Tool.objects.exists()
    assert CatalogueFile.objects.get() == kept


def test_what_was_looked_at_is_what_is_done(dragoer: Municipality) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    seen = planned(kept).fingerprint
    import_it(a_catalogue())
    with pytest.raises(StalePlanError):
        carry_out(kept.pk, None, seen=seen)


def test_the_same_file_is_imported_once(dragoer: Municipality) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    seen = planned(kept).fingerprint
    carry_out(kept.pk, None, seen=seen)
    with pytest.raises(CatalogueFile.DoesNotExist):
        carry_out(kept.pk, None, seen=seen)
    assert Tool.objects.count() == 2


def test_an_old_file_goes_with_the_next(dragoer: Municipality) -> None:
    old = keep(as_bytes(a_catalogue()), None)
    CatalogueFile.objects.update(created_at=timezone.now() - timedelta(days=2))
    new = keep(as_bytes(a_catalogue()), None)
    assert list(CatalogueFile.objects.all()) == [new]
    assert old != new


# On the page.


def upload(browser: TenantClient, data: bytes) -> Any:
    file = SimpleUploadedFile("katalog.json", data, content_type="application/json")
    return browser.post(reverse("toolbox:import"), {"file": file})


def test_an_editor_looks_and_then_imports(dragoer: Municipality) -> None:
    browser = editor(dragoer)
    answer = upload(browser, as_bytes(a_catalogue()))
    assert answer.status_code == 302
    page = browser.get(answer["Location"])
    html = page.content.decode()
    assert "Roligfabrikken" in html
    assert "<strong>Rolig</strong>" in html
    assert not Tool.objects.exists()
    seen = page.context["plan"].fingerprint
    assert (
        browser.post(answer["Location"], {"do": "import", "seen": "x"})["Location"]
        == answer["Location"]
    )
    assert not Tool.objects.exists()
    assert browser.post(answer["Location"], {"do": "import", "seen": seen}).status_code == 302
    assert Tool.objects.count() == 2
    assert browser.post(answer["Location"], {"do": "import", "seen": seen}).status_code == 404


def test_the_file_can_be_let_go(dragoer: Municipality) -> None:
    browser = editor(dragoer)
    path = upload(browser, as_bytes(a_catalogue()))["Location"]
    browser.post(path, {"do": "forget"})
    assert browser.get(path).status_code == 404
    assert not Tool.objects.exists()


def test_faults_stand_on_the_page_with_their_paths(dragoer: Municipality) -> None:
    answer = upload(editor(dragoer), as_bytes(changed("tools.0.price", "<b>")))
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "<code>$.tools[0].price</code>" in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_fifty_megabytes_are_refused_before_they_are_read(dragoer: Municipality) -> None:
    answer = editor(dragoer).generic(
        "POST",
        reverse("toolbox:import"),
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(50 * 1024 * 1024),
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("role", ["professional", "assessor", "volunteer", "analyst"])
def test_others_neither_export_everything_nor_import(dragoer: Municipality, role: str) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    browser = editor(dragoer, role)
    for name, args in (("import", []), ("export", []), ("import-file", [kept.pk])):
        assert browser.get(reverse(f"toolbox:{name}", args=args)).status_code == 404
    assert upload(browser, as_bytes(a_catalogue())).status_code == 404


def test_another_municipalitys_file_is_not_there(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    kept = keep(as_bytes(a_catalogue()), None)
    with in_tenant(ishoej):
        browser = editor(ishoej)
    path = reverse("toolbox:import-file", args=[kept.pk])
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"do": "forget"}).status_code == 404
    assert CatalogueFile.objects.filter(pk=kept.pk).exists()
