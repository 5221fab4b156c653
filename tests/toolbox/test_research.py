"""The research log: what is written, by whom it is changed, and how it is given out."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.toolbox.models import ResearchNote
from naere.toolbox.services.research import NotOwnError, change_note, safe_cell, write_note
from tests.factories.people import Member, make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

LOG = "/vaerksted/research/"
CSV = f"{LOG}eksport.csv"


def browser_of(municipality: Municipality, member: Member) -> TenantClient:
    return TenantClient(municipality).be_staff(member.membership)


def note(title: str = "Et sted", **more: Any) -> ResearchNote:
    given: dict[str, Any] = {"by": None, "example": "good", "why": "Roligt sprog.", **more}
    return write_note(title=title, **given)


def rows(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("role", ["editor", "assessor"])
def test_an_entry_is_written(dragoer: Municipality, role: str) -> None:
    member, tool = make_member(role), make_tool()
    given = {"title": "Et sted", "url": "sted.example/x", "example": "bad", "why": "Reklamer."}
    browser = browser_of(dragoer, member)
    assert browser.post(LOG, {**given, "tool": str(tool.pk)}).status_code == 302
    made = ResearchNote.objects.get()
    assert (made.by, made.tool, made.url) == (member.membership, tool, "https://sted.example/x")
    shown = browser.get(LOG).content.decode()
    assert "Reklamer." in shown
    assert 'for="id_tool">Værktøj</label>' in shown
    assert 'rel="noreferrer nofollow noopener"' in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"why": ""},
        {"example": "5"},
        {"url": "javascript:alert(1)"},
        {"why": "x" * 1201},
        {"tool": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_what_makes_no_sense_is_refused(dragoer: Municipality, wrong: dict[str, str]) -> None:
    given = {"title": "Et sted", "example": "bad", "why": "Reklamer."}
    browser = browser_of(dragoer, make_member("editor"))
    assert browser.post(LOG, given | wrong).status_code == 400
    assert not ResearchNote.objects.exists()


def test_another_municipalitys_tool_cannot_be_tied(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        tool = make_tool()
        theirs = note("Ishøjs")
    browser = browser_of(dragoer, make_member("editor"))
    given = {"title": "Et sted", "example": "bad", "why": "Reklamer.", "tool": str(tool.pk)}
    assert browser.post(LOG, given).status_code == 400
    assert browser.get(reverse("toolbox:note", args=[theirs.pk])).status_code == 404
    assert "Ishøjs" not in browser.get(LOG).content.decode()


def test_the_log_is_narrowed(dragoer: Municipality) -> None:
    tool = make_tool()
    note("Godt sted", tool=tool)
    note("Dårligt sted", example="bad", why="Mange reklamer")
    browser = browser_of(dragoer, make_member("editor"))
    for query, expected in [
        ("", {"Godt sted", "Dårligt sted"}),
        ("?example=bad", {"Dårligt sted"}),
        (f"?tool={tool.pk}", {"Godt sted"}),
        ("?q=reklamer", {"Dårligt sted"}),
        ("?example=nonsense&tool=x", {"Godt sted", "Dårligt sted"}),
        ("?q=godt&example=bad", set()),
    ]:
        found = {row[1] for row in rows(browser.get(CSV + query))[1:]}
        assert found == expected, query
        shown = browser.get(LOG + query).content.decode()
        assert {name for name in ("Godt sted", "Dårligt sted") if name in shown} == expected


def test_one_changes_ones_own_and_no_others(dragoer: Municipality) -> None:
    mine, other = make_member("editor"), make_member("administrator")
    made = note(by=mine.membership)
    path = reverse("toolbox:note", args=[made.pk])
    given = {"title": "Nyt navn", "example": "open", "why": "Ved ikke."}
    assert browser_of(dragoer, other).get(path).status_code == 404
    assert browser_of(dragoer, other).post(path, given).status_code == 404
    assert browser_of(dragoer, other).post(f"{path}slet/").status_code == 404
    assert browser_of(dragoer, mine).post(path, given).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.example, made.by) == ("Nyt navn", "open", mine.membership)
    with pytest.raises(NotOwnError):
        change_note(made, other.membership)
    assert browser_of(dragoer, mine).post(f"{path}slet/").status_code == 302
    assert not ResearchNote.objects.exists()


def test_pages(dragoer: Municipality) -> None:
    for number in range(51):
        note(f"Sted {number:02}")
    browser = browser_of(dragoer, make_member("editor"))
    first, second = (browser.get(f"{LOG}?q=sted&side={n}").content.decode() for n in (1, 2))
    assert "Sted 50" in first
    assert "Sted 00" not in first
    assert 'href="?q=sted&amp;side=2"' in first
    assert "Sted 00" in second


@pytest.mark.parametrize("count", [1, 30])
def test_the_log_takes_the_same_queries(
    dragoer: Municipality, count: int, django_assert_max_num_queries: Any
) -> None:
    member = make_member("editor")
    for number in range(count):
        note(f"Sted {number}", by=member.membership, tool=make_tool())
    browser = browser_of(dragoer, member)
    with django_assert_max_num_queries(14):
        browser.get(LOG)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", '=HYPERLINK("x")']
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Hej", "1+1", "a=b", "https://x.example/?a=-1"])
def test_other_cells_stay(text: str) -> None:
    assert safe_cell(text) == text


def test_the_export(dragoer: Municipality) -> None:
    note('=cmd|"/c calc"!A1', why='Linje 1\nLinje 2; "citat"', url="https://sted.example/")
    response = browser_of(dragoer, make_member("assessor")).get(CSV)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="research.csv"'
    assert response.content.startswith("\ufeff".encode())
    head, row = rows(response)
    assert head[1:4] == ["hvad", "link", "eksempel"]
    assert row[1:] == [
        '\'=cmd|"/c calc"!A1',
        "https://sted.example/",
        "godt eksempel",
        'Linje 1\nLinje 2; "citat"',
        "",
        "",
    ]
