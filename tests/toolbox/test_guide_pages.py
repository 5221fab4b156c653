"""The pages of guides: read by everybody, on paper too, and written by some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from naere.tenancy.models import CrisisLine, Municipality
from naere.toolbox.enums import Audience, ToolState
from naere.toolbox.models import GuideVersion, Tool
from naere.toolbox.queries.guides import (
    newest,
    published_guide,
)
from naere.toolbox.services.guides import (
    fingerprint,
)
from naere.toolbox.services.reading import paper
from tests.factories.guides import TEXTS, make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

YOUNG = Audience.YOUNG.value


@pytest.fixture
def tool(dragoer: Municipality) -> Tool:
    return make_tool("Rolig")


def staff(municipality: Municipality, role: str = "editor") -> TenantClient:
    return TenantClient(municipality).be_staff(make_member(role).membership)


def form(tool: Tool, audience: str = YOUNG, do: str = "save", **changes: Any) -> dict[str, Any]:
    seen = fingerprint(newest(tool, audience))
    return {**TEXTS, "note": "", "seen": seen, "do": do, **changes}


def edit_url(tool: Tool, audience: str = YOUNG) -> str:
    return reverse("toolbox:guide-edit", args=[tool.pk, audience])


def numbers(tool: Tool) -> list[tuple[int, bool]]:
    found = GuideVersion.objects.filter(guide__tool=tool).order_by("number")
    return [(version.number, version.published_at is not None) for version in found]


def test_the_page_says_when_not_to_use_it_before_the_rest(
    tool: Tool, dragoer: Municipality
) -> None:
    make_guide(tool)
    make_guide(tool, Audience.PEER, body_da="Til dig, der er frivillig.")
    html = (
        TenantClient(dragoer)
        .get(reverse("toolbox:guide", args=[tool.slug, YOUNG]))
        .content.decode()
    )
    html = html.partition("<main")[2]
    parts = [
        "<h1",
        "Når det haster.",
        'href="/hjaelp/"',
        "Få hjælp nu",
        "<h2>Sådan gør du</h2>",
        ".pdf?sprog=da",
    ]
    assert sorted(parts, key=html.index) == parts
    assert reverse("toolbox:guide", args=[tool.slug, "peer"]) in html
    assert reverse("toolbox:guide", args=[tool.slug, "professional"]) not in html
    assert "<script>" not in html


def test_english_when_it_is_written_and_danish_marked_as_such(
    tool: Tool, dragoer: Municipality
) -> None:
    make_guide(tool)
    make_guide(tool, Audience.PEER, body_en="", not_when_en="", instead_en="")
    browser = TenantClient(dragoer)
    browser.cookies["naere-sprog"] = "en"
    html = browser.get(reverse("toolbox:guide", args=[tool.slug, YOUNG])).content.decode()
    assert "<h2>What to do</h2>" in html
    assert "Sådan gør du" not in html
    html = browser.get(reverse("toolbox:guide", args=[tool.slug, "peer"])).content.decode()
    assert '<div class="prose guide-text" lang="da"><h2>Sådan gør du</h2>' in html


@pytest.mark.parametrize(
    "state", [state for state in ToolState if state not in {"published", "reviewing"}]
)
def test_a_guide_of_a_tool_that_is_not_public_is_not_there(
    dragoer: Municipality, state: ToolState
) -> None:
    tool = make_tool(state=state)
    make_guide(tool)
    browser = staff(dragoer)
    for name in ("guide", "guide-pdf"):
        assert browser.get(reverse(f"toolbox:{name}", args=[tool.slug, YOUNG])).status_code == 404


def test_neither_a_draft_nor_another_audience_nor_another_municipality_is_there(
    tool: Tool, dragoer: Municipality, ishoej: Municipality
) -> None:
    make_guide(tool, published=False)
    make_guide(tool, Audience.PEER)
    for audience, municipality in (
        (YOUNG, dragoer),
        ("professional", dragoer),
        ("nobody", dragoer),
        ("peer", ishoej),
    ):
        for name in ("guide", "guide-pdf"):
            path = reverse(f"toolbox:{name}", args=[tool.slug, audience])
            assert TenantClient(municipality).get(path).status_code == 404
    path = reverse("toolbox:guide", args=[tool.slug, "peer"])
    assert TenantClient(dragoer).get(path).status_code == 200


def test_the_paper_is_the_readers_language_and_not_sent_twice(
    tool: Tool, dragoer: Municipality
) -> None:
    make_guide(tool)
    path, browser = reverse("toolbox:guide-pdf", args=[tool.slug, YOUNG]), TenantClient(dragoer)
    danish = browser.get(path)
    assert danish["Content-Type"] == "application/pdf"
    assert danish["Content-Disposition"] == f'inline; filename="{tool.slug}-young-1-da.pdf"'
    assert danish.content.startswith(b"%PDF-")
    assert danish["Content-Security-Policy"].startswith("default-src 'none'; object-src 'self';")
    assert danish["Cache-Control"] == "private, no-cache"
    assert browser.get(path, HTTP_IF_NONE_MATCH=danish["ETag"]).status_code == 304
    english = browser.get(f"{path}?sprog=en")
    assert english["ETag"] != danish["ETag"]
    assert browser.get(f"{path}?sprog=fr").status_code == 404
    make_guide(tool, body_da="Nyt")
    assert browser.get(path, HTTP_IF_NONE_MATCH=danish["ETag"]).status_code == 200


def test_the_paper_has_numbers_that_can_be_called(dragoer: Municipality) -> None:
    tool = make_tool()
    version = make_guide(tool)
    CrisisLine.objects.create(
        municipality=dragoer, name="Linjen", phone="70 20 12 01", order=1, checked_on="2026-11-01"
    )
    assert paper(tool, version, "da", "/x/", "/").urgent == (
        "Er du i fare, eller er en anden? Ring 112. · Linjen 70 20 12 01"
    )


def test_an_example_says_so_on_the_page_and_on_paper(dragoer: Municipality) -> None:
    tool = make_tool("Rolig", is_example=True)
    version = make_guide(tool)
    path = reverse("toolbox:guide", args=[tool.slug, YOUNG])
    browser = TenantClient(dragoer)
    browser.cookies["naere-sprog"] = "en"
    assert "Example, not a real tool" in browser.get(path).content.decode()
    assert paper(tool, version, "en", path, "/").mark == "Example, not a real tool"
    tool.is_example = False
    assert paper(tool, version, "en", path, "/").mark == ""


def test_too_many_who_print_are_told_to_wait(
    tool: Tool, dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_guide(tool, body_da="Kun her")
    monkeypatch.setattr("naere.toolbox.services.pdf._WAIT", 0.01)
    from naere.toolbox.services.pdf import _ONE_AT_A_TIME

    with _ONE_AT_A_TIME:
        answer = TenantClient(dragoer).get(reverse("toolbox:guide-pdf", args=[tool.slug, YOUNG]))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_a_professional_writes_and_an_editor_publishes(tool: Tool, dragoer: Municipality) -> None:
    professional, editor = staff(dragoer, "professional"), staff(dragoer)
    assert professional.post(edit_url(tool), form(tool)).status_code == 302
    assert numbers(tool) == [(1, False)]
    assert professional.post(edit_url(tool), form(tool, do="publish")).status_code == 404
    assert numbers(tool) == [(1, False)]
    assert editor.post(edit_url(tool), form(tool, do="publish")).status_code == 302
    assert numbers(tool) == [(1, True)]


def test_looking_at_it_saves_nothing(tool: Tool, dragoer: Municipality) -> None:
    sent = form(tool, do="look", body_da="# Se *her*\n\n<b>rå</b>", instead_da="")
    html = staff(dragoer).post(edit_url(tool), sent).content.decode()
    assert "<h2>Se <em>her</em></h2>" in html
    assert "&lt;b&gt;rå&lt;/b&gt;" in html
    assert 'href="#id_instead_da"' in html
    assert numbers(tool) == []


def test_each_preview_has_its_own_headings(tool: Tool, dragoer: Municipality) -> None:
    sent = form(tool, do="look", body_en="See here.", not_when_en="Never.", instead_en="Walk.")
    html = staff(dragoer).post(edit_url(tool), sent).content.decode()
    danish, english = html.split('<div class="guide-page"')[1:3]
    english = english.partition("</section>")[0]
    told = [
        ("When not to use it", "Do this instead"),
        ("Hvornår du ikke skal bruge det", "Gør det her i stedet"),
    ]
    for page, (own, other) in ((english, told), (danish, told[::-1])):
        assert [words in page for words in own] == [True, True]
        assert [words in page for words in other] == [False, False]


def test_faults_are_shown_with_their_line_and_the_text_is_kept(
    tool: Tool, dragoer: Municipality
) -> None:
    sent = form(tool, body_da="et\n\n[to](javascript:x)")
    answer = staff(dragoer).post(edit_url(tool), sent)
    assert answer.status_code == 400
    assert answer.context["form"].errors["body_da"][0].split(":")[0] in {"Line 3", "Linje 3"}
    assert "[to](javascript:x)" in answer.content.decode()


def test_two_who_write_at_once_on_the_page(tool: Tool, dragoer: Municipality) -> None:
    mine = form(tool, body_da="Det er min tekst.")
    make_guide(tool, published=False, body_da="Det er din tekst.")
    browser = staff(dragoer)
    answer = browser.post(edit_url(tool), mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>din</del><ins>min</ins>" in html
    assert "Det er min tekst.</textarea>" in html
    assert newest(tool, YOUNG).body_da == "Det er din tekst."  # type: ignore[union-attr]
    again = mine | {"seen": answer.context["form"]["seen"].value()}
    assert browser.post(edit_url(tool), again).status_code == 302
    assert newest(tool, YOUNG).body_da == "Det er min tekst."  # type: ignore[union-attr]


@pytest.mark.parametrize("change", [{"body_da": "a" * 12_001}, {"note": "a" * 161}])
def test_what_cannot_be_kept_is_refused(
    tool: Tool, dragoer: Municipality, change: dict[str, str]
) -> None:
    assert staff(dragoer).post(edit_url(tool), form(tool, **change)).status_code == 400
    assert numbers(tool) == []


def test_what_nobody_sees_is_not_kept(tool: Tool, dragoer: Municipality) -> None:
    staff(dragoer).post(edit_url(tool), form(tool, body_da="a\x00b\u202ec\r\nd"))
    assert newest(tool, YOUNG).body_da == "abc\nd"  # type: ignore[union-attr]


def test_versions_their_changes_and_bringing_one_back(tool: Tool, dragoer: Municipality) -> None:
    make_guide(tool, body_da="Gå en lang tur.", note="Begynd her")
    make_guide(tool, body_da="Gå en kort tur.")
    browser = staff(dragoer, "professional")
    listed = browser.get(reverse("toolbox:guide-versions", args=[tool.pk, YOUNG])).content.decode()
    assert "Begynd her" in listed
    second = reverse("toolbox:guide-version", args=[tool.pk, YOUNG, 2])
    assert "<del>lang</del><ins>kort</ins>" in browser.get(second).content.decode()
    assert browser.get(second.replace("/2/", "/9/")).status_code == 404
    back = reverse("toolbox:guide-bring-back", args=[tool.pk, YOUNG, 1])
    assert browser.get(back).status_code == 405
    assert browser.post(back).status_code == 302
    assert newest(tool, YOUNG).body_da == "Gå en lang tur."  # type: ignore[union-attr]
    browser.post(back)
    assert numbers(tool) == [(1, True), (2, True), (3, False)]


def test_only_an_editor_deletes_a_draft(tool: Tool, dragoer: Municipality) -> None:
    draft = make_guide(tool, published=False)
    path = reverse("toolbox:guide-discard", args=[tool.pk, YOUNG])
    assert (
        staff(dragoer, "professional").post(path, {"seen": fingerprint(draft)}).status_code == 404
    )
    staff(dragoer).post(path, {"seen": "another"})
    assert numbers(tool) == [(1, False)]
    staff(dragoer).post(path, {"seen": fingerprint(draft)})
    assert numbers(tool) == []


@pytest.mark.parametrize("role", ["volunteer", "assessor", "analyst", "steering", "coordinator"])
def test_others_do_not_write(tool: Tool, dragoer: Municipality, role: str) -> None:
    browser = staff(dragoer, role)
    assert browser.get(reverse("toolbox:guides")).status_code == 404
    assert browser.post(edit_url(tool), form(tool)).status_code == 404
    assert numbers(tool) == []


def test_another_municipalitys_guide_is_not_written(
    tool: Tool, dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    version = make_guide(tool)
    with in_tenant(ishoej):
        browser = staff(ishoej)
    assert browser.post(edit_url(tool), form(tool)).status_code == 404
    assert (
        browser.get(reverse("toolbox:guide-version", args=[tool.pk, YOUNG, 1])).status_code == 404
    )
    assert fingerprint(published_guide(tool, YOUNG)) == fingerprint(version)


def test_the_matrix_shows_every_tool_with_a_fixed_number_of_queries(
    tool: Tool, dragoer: Municipality, django_assert_num_queries: Callable[..., Any]
) -> None:
    browser, path = staff(dragoer), reverse("toolbox:guides")
    browser.get(path)
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        browser.get(path)
    for number in range(3):
        make_guide(make_tool(f"Nyt {number}"))
    with django_assert_num_queries(len(before)):
        html = browser.get(path).content.decode()
    assert html.count("<tr>") == 5


def test_whoever_writes_finds_back_to_where_they_came_from(
    tool: Tool, dragoer: Municipality
) -> None:
    theirs = f'<a href="/vaerksted/vaerktoejer/{tool.pk}/">← Rolig</a>'
    shown = {
        role: staff(dragoer, role).get(edit_url(tool)).content.decode()
        for role in ("editor", "professional")
    }
    # The tool's own page is the editors'.
    assert [theirs in html for html in shown.values()] == [True, False]
    assert all('<a href="/vaerksted/vejledninger/">' in html for html in shown.values())
