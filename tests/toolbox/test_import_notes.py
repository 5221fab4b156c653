"""That a tool was put away elsewhere is told, and kept in the research log with the reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.toolbox.models import ResearchNote, Tool
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.services.exchange import keep
from naere.toolbox.services.exchange_plan import plan
from naere.toolbox.services.exchange_reading import read
from tests.factories.toolbox import make_tool, put_away
from tests.toolbox.catalogues import HOME, a_catalogue, as_bytes, editor, import_it


def in_state(state: str, *changes: tuple[str, str]) -> dict[str, Any]:
    """Return the catalogue with “Orden” in a state, which it came to by changes with reasons."""
    data = a_catalogue()
    data["tools"][1] |= {
        "state": state,
        "history": [
            {"to": to, "reason": reason, "at": f"2026-10-0{at}T12:00:00+00:00"}
            for at, (to, reason) in enumerate(changes, 1)
        ],
    }
    return data


def told(data: dict[str, Any]) -> list[str]:
    return [note.why for note in plan(read(as_bytes(data))).tools[1].notes]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            in_state(
                "retired", ("retired", "Før."), ("candidate", "Nå."), ("retired", "Den deler.")
            ),
            ["Lagt væk i Ishøj: Den deler."],
        ),
        (
            in_state("retired", ("retired", "  ")),
            ["Lagt væk i Ishøj: der står ingen grund i filen."],
        ),
        (in_state("retired"), ["Lagt væk i Ishøj: der står ingen grund i filen."]),
        (
            in_state("reviewing", ("published", "Klar."), ("reviewing", "Ny pris.")),
            ["Bliver vurderet igen i Ishøj: Ny pris."],
        ),
        (in_state("reviewing", ("reviewing", "")), []),
        (in_state("reviewing"), []),
        (in_state("published", ("retired", "Før."), ("published", "Klar.")), []),
        (in_state("candidate", ("candidate", "Set på messen.")), []),
    ],
)
def test_a_no_from_elsewhere_is_told_with_its_reason(
    dragoer: Municipality, data: dict[str, Any], said: list[str]
) -> None:
    assert told(data) == said


def test_it_stands_in_the_plan_and_comes_into_the_research_log_once(dragoer: Municipality) -> None:
    data = in_state("retired", ("retired", "Den <b>deler</b>."))
    kept = keep(as_bytes(data), None)
    html = editor(dragoer).get(reverse("toolbox:import-file", args=[kept.pk])).content.decode()
    assert "<strong>Lagt væk i Ishøj: Den &lt;b&gt;deler&lt;/b&gt;.</strong>" in html
    import_it(data)
    tool = Tool.objects.get(slug="orden")
    note = ResearchNote.objects.get(tool=tool)
    assert tool.state == "candidate"
    assert (note.title, note.why) == (
        "Orden, lagt væk et andet sted",
        "Lagt væk i Ishøj: Den <b>deler</b>.",
    )
    assert note.example == "open"
    assert not plan(read(as_bytes(data))).does_something


def test_of_a_tool_that_is_here_it_is_told_too(dragoer: Municipality) -> None:
    import_it(a_catalogue())
    Tool.objects.update(state="published")
    assert told(in_state("retired", ("retired", "Lukket."))) == ["Lagt væk i Ishøj: Lukket."]
    assert told(in_state("retired")) == ["Lagt væk i Ishøj: der står ingen grund i filen."]


def test_what_was_decided_here_is_no_news(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    put_away(make_tool("Lukket"), "Siden er væk.")
    make_tool("Uden historie", state="retired")
    mine = catalogue(tools(), HOME, drafts=True)
    assert not plan(mine).does_something
    with in_tenant(ishoej):
        assert [note.why for tool in plan(mine).tools for note in tool.notes] == [
            "Lagt væk i Dragør: Siden er væk.",
            "Lagt væk i Dragør: der står ingen grund i filen.",
        ]
