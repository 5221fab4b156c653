"""What is wrong with a file is told to whoever knows the tools, and nothing of JSON."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.toolbox.services.exchange import carry_out, keep, planned
from naere.toolbox.services.exchange_reading import BadFileError, read
from naere.toolbox.services.exchange_told import where
from tests.toolbox.catalogues import a_catalogue, as_bytes, changed, editor

BOM_16 = "æ".encode("utf-16")
CUT = "Filen stopper midt i. Hent den igen."


def page_of(municipality: Municipality, data: bytes) -> str:
    """Return the faults that an editor is shown, as text."""
    file = SimpleUploadedFile("katalog.json", data, content_type="application/json")
    html = editor(municipality).post(reverse("toolbox:import"), {"file": file}).content.decode()
    found = re.search(r'<ol class="exchange-faults">(.*?)</ol>', html, re.DOTALL)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split())


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("tools.0.minutes", "tre", "Rolig · minutter ad gangen: «tre» skal være:"),
        ("tools.0.name", 3, "Værktøj nr. 1 · navn: «3» skal være: tekst."),
        ("tools.1.name", " ", "Værktøj nr. 2 · navn: « » er"),
        ("tools.1.name", "a\ud800b", "Værktøj nr. 2 · navn: Et tegn, der ikke kan"),
        ("tools.0.age", {"from": "x", "to": None}, "Rolig · alder fra: «x» skal"),
        ("tools.0.age", {"from": 20, "to": 10}, "Rolig · alder: «Fra»"),
        ("tools.0.line", {"da": 1}, "Rolig · hvad det er, på én linje, dansk: «1»"),
        ("tools.0.line", {"en": "Calm"}, "Rolig · hvad det er, på én linje, dansk: «da»"),
        ("tools.0.links.0.url", "https://-/", "Rolig · links · i browseren: «https://-/»"),
        ("tools.0.links.0", 7, "Rolig · links: «7» skal"),
        (
            "tools.0.guides.0.body",
            {"da": 1},
            "Rolig · vejledning · til den unge · vejledning, dansk",
        ),
        ("tools.0.guides.0.body", {"da": "[x](javascript:x)"}, "Rolig · vejledning · til den unge"),
        ("tools.0.guides.0.audience", "alle", "Rolig · vejledning: «alle» er"),
        ("tools.0.assessments.0.settled_on", "i går", "Rolig · vurderinger: «i går»"),
        ("tools.0.provider", "Ingen", "Rolig · udbyder: «Ingen» er ikke"),
        ("tools.0.prise", "free", "Rolig: «prise» findes ikke her."),
        ("tools.0.checked_on", "2999-01-01", "Rolig · sidst tjekket: Den dag"),
        ("tools.0", [], "Værktøj nr. 1: «[]» skal"),
        ("facets.0.order", -1, "Ord · rækkefølge: -1 er mindre"),
        ("facets.0.label", {"da": ""}, "Indgang nr. 1 · betegnelse, dansk: «»"),
        ("organisations.0.url", "http://", "Roligfabrikken · link: «http://»"),
        ("municipality.name", 5, "«5» skal være: tekst. $.municipality.name"),
    ],
)
def test_a_fault_says_of_which_tool_and_field_it_is(
    dragoer: Municipality, path: str, value: Any, said: str
) -> None:
    shown = page_of(dragoer, as_bytes(changed(path, value)))
    assert shown.startswith(said)
    assert " $." in shown


@pytest.mark.parametrize("path", ["$", "$.tools", "$.tools[9].name", "$.tools[0]['x'].y", "$.nej"])
@pytest.mark.parametrize("data", [{}, [], None, {"tools": [None]}, {"tools": {"0": 1}}])
def test_nothing_of_the_file_is_taken_for_granted(path: str, data: Any) -> None:
    assert where(path, data) in ("", "Værktøj nr. 10 · navn", "Værktøj nr. 1")


def test_what_the_database_refuses_says_it_too(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = "naere.toolbox.services.exchange_reading"
    monkeypatch.setattr(f"{reading}._meaningless", lambda _data: iter(()))
    kept = keep(as_bytes(changed("tools.1.age", {"from": 30, "to": 20})), None)
    with pytest.raises(BadFileError) as caught:
        carry_out(kept.pk, None, seen=planned(kept).fingerprint)
    assert [one.where for one in caught.value.problems] == ["Orden"]


def said_of(data: bytes) -> list[str]:
    with pytest.raises(BadFileError) as caught:
        read(data)
    return [problem.message for problem in caught.value.problems]


def test_a_file_that_was_cut_says_so_wherever_it_was(dragoer: Municipality) -> None:
    tool: dict[str, Any] = {"name": "Ro\n\u2028", "æ": [True, False, None, -1.5e3, {"x": []}, ""]}
    for whole in (
        json.dumps(tool, ensure_ascii=False).encode(),
        json.dumps(tool, indent=1).encode(),
    ):
        for length in range(1, len(whole)):
            assert said_of(whole[:length]) == [CUT], whole[:length]
    assert said_of(as_bytes(a_catalogue())[:1000]) == [CUT]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen er tom."),
        (b" \n", "Filen er tom."),
        (b"\xff\xfe", "Filen er ikke gemt som UTF-8."),
        (BOM_16, "Filen er ikke gemt som UTF-8."),
        ('{"name": "Dragør"}'.encode("latin-1"), "Filen er ikke gemt som UTF-8."),
        (b"PK\x03\x04", "Filen er ikke JSON."),
        (b"{'a': 1}", "Filen er ikke JSON."),
        (b'{"a": 1,}', "Filen er ikke JSON."),
        (b'{"a": 1} x', "Filen er ikke JSON."),
        (b'{"a": 1} t', "Filen er ikke JSON."),
        (b'{"a": "\\x"}', "Filen er ikke JSON."),
        (b'{"a": "\\u00zz and more"}', "Filen er ikke JSON."),
        (b'{"a": NaN}', "Filen er ikke JSON."),
        (b'{"a": 1', CUT),
    ],
)
def test_what_is_no_file_of_ours_says_why(dragoer: Municipality, data: bytes, said: str) -> None:
    assert said_of(data) == [said]


@pytest.mark.parametrize(
    "data",
    [
        b'{"\\ud800": 1, "\\ud800": 2}',
        b'{"format": "urn:naere:catalogue:1", "a\\ud800": "\\ud800"}',
    ],
)
def test_what_cannot_be_written_is_told_all_the_same(dragoer: Municipality, data: bytes) -> None:
    assert page_of(dragoer, data)
