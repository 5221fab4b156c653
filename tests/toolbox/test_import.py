"""A catalogue comes in whole or not at all, and every fault says where it is."""

from __future__ import annotations

import copy
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from naere.tenancy.models import Municipality
from naere.toolbox import models
from naere.toolbox.models import (
    CatalogueFile,
    Facet,
    GuideVersion,
    Organisation,
    ResearchNote,
    Tool,
)
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.services.exchange import StalePlanError, carry_out, keep, planned
from naere.toolbox.services.exchange_changes import normal
from naere.toolbox.services.exchange_plan import plan
from naere.toolbox.services.exchange_reading import BadFileError, read
from tests.factories.toolbox import make_facet, make_tool
from tests.toolbox.catalogues import (
    HOME,
    a_catalogue,
    as_bytes,
    changed,
    faults_of,
    full_tool,
    import_it,
)


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


def test_two_who_import_the_same_at_the_same_time(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        files = [keep(as_bytes(a_catalogue()), None) for _each in range(2)]
        seen = planned(files[0]).fingerprint
    ready = threading.Barrier(2)
    said: list[str] = []

    def bring(file: CatalogueFile) -> None:
        try:
            with in_tenant(committed):
                ready.wait(10)
                carry_out(file.pk, None, seen=seen)
            said.append("done")
        except (IntegrityError, StalePlanError):
            said.append("told")
        connection.close()

    threads = [threading.Thread(target=bring, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["done", "told"]
    with in_tenant(committed):
        assert Tool.objects.count() == 2
