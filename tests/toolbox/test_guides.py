"""Guides: read by everybody, written by some, in versions that never change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, cast

import pytest
from django.db import connection, transaction

from naere.tenancy.models import Municipality
from naere.toolbox.enums import Audience
from naere.toolbox.models import GuideVersion, Tool, ToolDocument
from naere.toolbox.queries.guides import (
    GuideState,
    newest,
    published_audiences,
    published_guide,
    states,
)
from naere.toolbox.services.differences import Piece, differences
from naere.toolbox.services.guides import (
    DraftInTheWayError,
    NothingNewError,
    StaleGuideError,
    WrongTextsError,
    bring_back,
    discard_draft,
    fingerprint,
    publish,
    save_draft,
)
from naere.toolbox.services.readability import reading
from tests.factories.guides import TEXTS, make_guide
from tests.factories.toolbox import make_tool

YOUNG = Audience.YOUNG.value


@pytest.fixture
def tool(dragoer: Municipality) -> Tool:
    return make_tool("Rolig")


def numbers(tool: Tool) -> list[tuple[int, bool]]:
    found = GuideVersion.objects.filter(guide__tool=tool).order_by("number")
    return [(version.number, version.published_at is not None) for version in found]


def test_a_draft_is_written_in_place_and_published_as_a_version(tool: Tool) -> None:
    make_guide(tool, published=False, body_da="Et")
    make_guide(tool, published=False, body_da="To")
    assert numbers(tool) == [(1, False)]
    assert published_guide(tool, YOUNG) is None
    make_guide(tool, body_da="Tre")
    assert numbers(tool) == [(1, True)]
    make_guide(tool, published=False, body_da="Fire")
    assert numbers(tool) == [(1, True), (2, False)]
    found = published_guide(tool, YOUNG)
    assert found is not None
    assert found.body_da == "Tre"


def test_what_is_published_never_changes(tool: Tool) -> None:
    first = make_guide(tool)
    make_guide(tool, body_da="Nyt")
    first.refresh_from_db()
    assert first.body_da == TEXTS["body_da"]
    assert numbers(tool) == [(1, True), (2, True)]


def test_the_finder_is_told(tool: Tool) -> None:
    make_guide(tool, body_da="Her er en papegøje.")
    assert "papegøje" in ToolDocument.objects.get(tool=tool).words


@pytest.mark.parametrize("field", ["body_da", "not_when_da", "instead_da", "not_when_en"])
def test_nothing_is_published_that_lacks_something(tool: Tool, field: str) -> None:
    with pytest.raises(WrongTextsError) as caught:
        make_guide(tool, **cast(Any, {field: " \n"}))
    assert list(caught.value.errors) == [field]
    assert numbers(tool) == []
    make_guide(tool, published=False, **cast(Any, {field: ""}))
    assert numbers(tool) == [(1, False)]


def test_danish_alone_is_enough(tool: Tool) -> None:
    make_guide(tool, body_en="", not_when_en="", instead_en="")
    assert numbers(tool) == [(1, True)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[x](javascript:x)", "instead_en"),
        ("![](billede:x)", "body_da"),
        ("a" * 1001, "not_when_da"),
    ],
)
def test_a_draft_holds_nothing_that_may_not_stand(tool: Tool, text: str, field: str) -> None:
    with pytest.raises(WrongTextsError) as caught:
        make_guide(tool, published=False, **cast(Any, {field: text}))
    assert list(caught.value.errors) == [field]
    assert numbers(tool) == []


def test_the_same_is_not_published_twice(tool: Tool) -> None:
    make_guide(tool)
    with pytest.raises(NothingNewError):
        make_guide(tool)
    assert numbers(tool) == [(1, True)]


def test_the_second_writer_is_told(tool: Tool) -> None:
    seen = fingerprint(newest(tool, YOUNG))
    save_draft(tool, YOUNG, TEXTS | {"body_da": "Min"}, None, seen=seen)
    with pytest.raises(StaleGuideError) as caught:
        save_draft(tool, YOUNG, TEXTS | {"body_da": "Din"}, None, seen=seen)
    assert caught.value.current is not None
    assert caught.value.current.body_da == "Min"
    with pytest.raises(StaleGuideError):
        publish(tool, YOUNG, TEXTS, None, seen=seen)
    with pytest.raises(StaleGuideError):
        discard_draft(tool, YOUNG, seen=seen)
    assert numbers(tool) == [(1, False)]


def test_publishing_makes_what_others_look_at_old(tool: Tool) -> None:
    draft = make_guide(tool, published=False)
    seen = fingerprint(draft)
    make_guide(tool)
    with pytest.raises(StaleGuideError):
        save_draft(tool, YOUNG, TEXTS, None, seen=seen)


def test_an_old_version_comes_back_as_a_draft(tool: Tool) -> None:
    make_guide(tool, body_da="Gammel")
    make_guide(tool, body_da="Ny")
    draft = bring_back(tool, YOUNG, 1, None)
    assert (draft.number, draft.body_da, draft.published_at) == (3, "Gammel", None)
    with pytest.raises(DraftInTheWayError):
        bring_back(tool, YOUNG, 1, None)
    discard_draft(tool, YOUNG, seen=fingerprint(draft))
    assert numbers(tool) == [(1, True), (2, True)]
    with pytest.raises(GuideVersion.DoesNotExist):
        bring_back(tool, YOUNG, 7, None)


def test_deleting_the_draft_leaves_what_is_published(tool: Tool) -> None:
    version = make_guide(tool)
    discard_draft(tool, YOUNG, seen=fingerprint(version))
    assert numbers(tool) == [(1, True)]


def test_how_far_all_guides_are_takes_one_query(
    tool: Tool, django_assert_num_queries: Callable[..., Any]
) -> None:
    other = make_tool("Anden")
    make_guide(tool)
    make_guide(tool, published=False, body_da="Ny")
    make_guide(tool, Audience.PEER)
    make_guide(other, Audience.PROFESSIONAL, published=False)
    with django_assert_num_queries(1):
        found = states([tool, other])
    assert found == {
        (tool.pk, "young"): GuideState(1, True),
        (tool.pk, "peer"): GuideState(1, False),
        (other.pk, "professional"): GuideState(None, True),
    }
    assert published_audiences(tool) == [Audience.YOUNG, Audience.PEER]


def test_reading_names_the_heaviest_sentences() -> None:
    heavy = "Selvevalueringsredskabets implementeringsforudsætninger nødvendiggør kvalitetssikring."
    found = reading(f"# Kort\n\nDu kan gå en tur nu. {heavy}\n\n- Skriv det ned.", "young")
    assert not found.is_easy
    assert found.heaviest == (heavy.rstrip("."),)
    easy = reading("# Kort\n\nDu kan gå en tur. Skriv det ned.", "young")
    assert (easy.is_easy, easy.heaviest) == (True, ())
    assert reading("", "peer").lix == 0


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("a", "a", [("same", "a")]),
        ("", "a b", [("in", "a b")]),
        (
            "en lang tur",
            "en kort tur",
            [("same", "en "), ("out", "lang"), ("in", "kort"), ("same", " tur")],
        ),
        ("a\nb\n", "a\n", [("same", "a\n"), ("out", "b\n")]),
    ],
)
def test_differences(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert differences(old, new) == [Piece(*pair) for pair in pieces]


def test_differences_of_long_texts_lose_nothing() -> None:
    old, new = "a b " * 3000, "b a\n" * 3000
    found = differences(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "out") == new
    assert "".join(piece.text for piece in found if piece.kind != "in") == old


def test_two_at_the_very_same_time(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        tool = make_tool("Samtidig")
    ready, said = threading.Barrier(2), []

    def write(text: str) -> None:
        with in_tenant(committed), transaction.atomic():
            ready.wait(10)
            try:
                save_draft(tool, YOUNG, TEXTS | {"body_da": text}, None, seen="")
                said.append("saved")
            except StaleGuideError:
                said.append("told")
        connection.close()

    threads = [threading.Thread(target=write, args=(text,)) for text in ("Min", "Din")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(said) == ["saved", "told"]
