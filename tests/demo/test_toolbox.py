"""The demo's toolbox: invented through and through, in every state, easy to read, made once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from demo.municipalities import make_municipalities
from demo.staff import make_staff
from demo.toolbox import log, sheets
from demo.toolbox.making import CHOSEN, make_toolbox
from naere.core.lix import lix
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.toolbox import defaults
from naere.toolbox.enums import Moderation, Perspective, RoundState, ToolState
from naere.toolbox.models import (
    Assessment,
    ConsensusScore,
    DeepReview,
    Feedback,
    GuideVersion,
    Picture,
    ResearchNote,
    Round,
    Score,
    Tool,
)
from naere.toolbox.queries.assessments import expired_among
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.past import assessments_of
from naere.toolbox.queries.voices import sentences, shown_voices

EASY = 30
PUBLIC = sorted({*CHOSEN["dragoer"], *CHOSEN["ishoej"]})
CRITERIA = {row.perspective: [one.key for one in row.criteria] for row in defaults.rubrics()}


def within(municipality: Municipality) -> Iterator[Municipality]:
    with tenant_scope(municipality):
        make_toolbox(make_staff())
        yield municipality


@pytest.fixture
def dragoer_toolbox(db: None) -> Iterator[Municipality]:
    """Dragør's toolbox, in its scope."""
    yield from within(make_municipalities()[0])


@pytest.fixture
def ishoej_toolbox(db: None) -> Iterator[Municipality]:
    """Ishøj's toolbox, in its scope."""
    yield from within(make_municipalities()[1])


def hosts_of(sheet: sheets.Sheet) -> set[str]:
    return {str(urlsplit(url).hostname) for url in sheet["links"].values()}


def test_dragoer_shows_ten_tools_and_every_state(dragoer_toolbox: Municipality) -> None:
    tools = Tool.objects.all()
    assert Counter(tool.state for tool in tools) == {
        ToolState.PUBLISHED: 9,
        ToolState.REVIEWING: 1,
        ToolState.ASSESSING: 1,
        ToolState.CANDIDATE: 1,
        ToolState.SUGGESTED: 1,
        ToolState.RETIRED: 1,
    }
    assert [tool.name for tool in tools if not tool.is_example] == ["Pausefuglen"]
    today = timezone.localdate()
    expired = expired_among([tool.pk for tool in public_tools()], today)
    assert [tool.slug for tool in public_tools() if tool.pk in expired] == ["femminutteren"]
    rejected = Tool.objects.get(state=ToolState.RETIRED)
    assert rejected.state_changes.first().reason  # type: ignore[union-attr]
    suggested = Tool.objects.get(state=ToolState.SUGGESTED)
    assert (suggested.suggested_by, bool(suggested.suggestion)) == (None, True)


def test_the_ten_answer_to_every_facet(dragoer_toolbox: Municipality) -> None:
    found = set(public_tools().values_list("facets__key", flat=True))
    assert found == {facet.key for facet in defaults.facets()}


def test_each_is_assessed_by_two_organisations_that_disagree(dragoer_toolbox: Municipality) -> None:
    settled = Round.objects.filter(state=RoundState.SETTLED)
    assert settled.count() == 10 * len(Perspective) + 1  # one was assessed again
    for found in settled:
        asked = Assessment.objects.filter(round=found)
        assert asked.values("organisation").distinct().count() >= 2
        given = Score.objects.filter(assessment__round=found)
        assert [score.pk for score in given if not score.reason] == []
        assert ConsensusScore.objects.filter(round=found).exclude(reason="").exists()
    far_apart = [
        key
        for key in given_by_criterion().values()
        if len(numbers := [value for value in key if value is not None]) > 1
        and max(numbers) - min(numbers) >= 2
    ]
    assert len(far_apart) >= 2


def test_of_one_there_is_a_history_to_read(dragoer_toolbox: Municipality) -> None:
    tool = Tool.objects.get(slug="ankerplads")
    entries = assessments_of(tool, timezone.localdate())
    told = [(one.round.perspective, one.round.state, one.is_newest) for one in entries]
    assert told[:2] == [("usability", "settled", True), ("usability", "withdrawn", False)]
    assert sorted(told[2:]) == [("pedagogical", "settled", True), ("usability", "settled", False)]
    assert entries[1].round.withdrawn_at is not None
    now, before = (
        one.round for one in entries if one.round.perspective == "usability" and one.detail
    )
    assert before.conclusion_da != now.conclusion_da
    assert before.conclusion_en != now.conclusion_en
    apart = [key for key, value in _agreed(before).items() if _agreed(now)[key] != value]
    assert len(apart) >= 3


def _agreed(found: Round) -> dict[str, int | None]:
    rows = ConsensusScore.objects.filter(round=found)
    return dict(rows.values_list("criterion__key", "value"))


def given_by_criterion() -> dict[tuple[object, object], list[int | None]]:
    found: dict[tuple[object, object], list[int | None]] = {}
    rows = Score.objects.values_list("assessment__round", "criterion", "value")
    for round_id, criterion, value in rows:
        found.setdefault((round_id, criterion), []).append(value)
    return found


def test_every_assessor_has_something_to_do(dragoer_toolbox: Municipality) -> None:
    waiting = Assessment.objects.filter(round__state=RoundState.OPEN, submitted_at=None)
    assert set(waiting.values_list("assessor__membership__user__email", flat=True)) == {
        f"{key}@dragoer.example" for key in ("vurderer", "vurderer3", "vurderer4")
    }


def test_each_has_pictures_in_words_and_three_guides(dragoer_toolbox: Municipality) -> None:
    for tool in public_tools():
        pictures = Picture.objects.filter(tool=tool)
        assert pictures.exists(), tool
        assert [
            picture.pk for picture in pictures if not picture.alt_da or not picture.alt_en
        ] == []
        published = GuideVersion.objects.filter(guide__tool=tool, published_at__isnull=False)
        assert published.count() == 3, tool
        assert "(billede:1)" not in "".join(published.values_list("body_da", flat=True))


def test_one_tool_has_two_finished_deep_reviews(dragoer_toolbox: Municipality) -> None:
    finished = DeepReview.objects.filter(finished_at__isnull=False)
    assert set(finished.values_list("tool__slug", flat=True)) == {"trappestien"}
    assert finished.count() == 2
    assert DeepReview.objects.filter(finished_at=None).count() == 1


def test_voices_are_shown_waiting_and_hidden(dragoer_toolbox: Municipality) -> None:
    written = sentences()
    assert set(written.values_list("moderation", flat=True)) == set(Moderation.values)
    heard = set(Feedback.objects.values_list("tool__slug", flat=True))
    assert heard == set(CHOSEN["dragoer"])
    shown = {tool.slug for tool in public_tools() if shown_voices(tool)}
    assert len(shown) >= 5
    assert shown < heard


def test_ishoej_has_another_selection(ishoej_toolbox: Municipality) -> None:
    shown = set(public_tools().values_list("slug", flat=True))
    assert shown == set(CHOSEN["ishoej"])
    assert shown - set(CHOSEN["dragoer"]) == {"koekkenbordet"}
    assert ResearchNote.objects.count() < len(log.REAL) + len(log.LEARNT)


def test_real_offers_are_links_without_a_judgement(dragoer_toolbox: Municipality) -> None:
    """Nobody assessed them: no example good or bad, no tool, no score."""
    urls = [url for _title, url, _kind in log.REAL]
    notes = ResearchNote.objects.filter(url__in=urls)
    assert len(notes) == len(urls)
    assert {(note.example, note.tool_id) for note in notes} == {("open", None)}
    assert [note.title for note in notes if log.NOT_ASSESSED not in note.why] == []


@pytest.mark.parametrize("slug", sheets.slugs())
def test_nothing_of_a_tool_is_real(slug: str) -> None:
    sheet = sheets.sheet(slug)
    assert [host for host in hosts_of(sheet) if not host.endswith(".example")] == []
    assert sheet["provider"].endswith("(eksempel)")


@pytest.mark.parametrize("slug", PUBLIC)
def test_what_the_young_read_is_easy(slug: str) -> None:
    sheet = sheets.sheet(slug)
    guide = sheet["guides"]["young"]
    texts = {name: sheet[name] for name in ("line_da", "about_da")}
    texts |= {name: guide[name] for name in ("body_da", "not_when_da", "instead_da")}
    assert {name: lix(text) for name, text in texts.items() if lix(text) > EASY} == {}


@pytest.mark.parametrize("slug", PUBLIC)
@pytest.mark.parametrize("first", [False, True])
def test_what_differed_is_explained(slug: str, first: bool) -> None:
    sheet = sheets.sheet(slug)
    silent = [
        (perspective, key)
        for perspective, keys in CRITERIA.items()
        for place, key in enumerate(keys)
        if _differs(part := sheets.part(sheet, perspective, first=first), place)
        and not part["said"].get(key, {}).get("because")
    ]
    assert silent == []


def _differs(part: sheets.Sheet, place: int) -> bool:
    given = [part[letter][place] for letter in sheets.assessors_of(part)]
    return len({*given, part["agreed"][place]}) > 1


def _given(slug: str) -> dict[tuple[str, str, bool], dict[str, str]]:
    """Return what the assessors of a tool say, by perspective, criterion and edition."""
    sheet = sheets.sheet(slug)
    return {
        (perspective, key, first): sheets.reasons(sheet, part, key, place)
        for perspective, keys in CRITERIA.items()
        for first in (False, True)
        for part in [sheets.part(sheet, perspective, first=first)]
        for place, key in enumerate(keys)
    }


@pytest.mark.parametrize("slug", [*PUBLIC, "ugens-traad"])
def test_no_two_assessors_say_the_same(slug: str) -> None:
    alike = [at for at, by in _given(slug).items() if len({*by.values()}) < len(by)]
    assert alike == []


@pytest.mark.parametrize(
    ("slugs", "untrue"),
    [
        ("koekkenbordet", "1 MB|streger|[Ff]ortryd|ét tryk|skærm|flytilstand|jeg skrev|siden"),
        ("koekkenbordet ankerplads natlygten kroppens-kort", "[Ff]ortryd|jeg skrev|man skriver"),
        ("vejrkortet proevedagen trappestien grublekassen", "noget at samle|intet tilbage"),
        ("vejrkortet trappestien grublekassen baenken natlygten", "samler ingenting"),
        ("foerste-saetning ankerplads natlygten", "tage sit med|slette resten|alt er væk"),
        ("baenken", "Alt kan springes over|Ingen profil|selve hjælpen"),
        ("ankerplads natlygten kroppens-kort koekkenbordet", "hvad der vises|den unges egne"),
    ],
)
def test_no_reason_says_what_is_untrue_of_the_tool(slugs: str, untrue: str) -> None:
    found = [
        (slug, at, why)
        for slug in slugs.split()
        for at, by in _given(slug).items()
        for why in by.values()
        if re.search(untrue, why)
    ]
    assert found == []


@pytest.mark.parametrize("slug", PUBLIC)
def test_the_english_guide_leaves_out_no_part_of_the_danish(slug: str) -> None:
    guide = sheets.sheet(slug)["guides"]["young"]
    assert _shape(guide["body_en"]) == _shape(guide["body_da"])


def _shape(markdown: str) -> list[str]:
    """Return what kind each block is: a heading, a step, a point, a picture or words."""
    marks = ((r"## ", "heading"), (r"\d+\. ", "step"), (r"- ", "point"), (r"!\[", "picture"))
    lines = [line for line in markdown.splitlines() if line]
    return [next((name for mark, name in marks if re.match(mark, line)), "words") for line in lines]


def test_every_word_about_a_criterion_has_its_criterion() -> None:
    said = chain.from_iterable(
        [(perspective, key) for key in sheets.sheet(slug)[perspective]["said"]]
        for slug in PUBLIC
        for perspective in CRITERIA
    )
    assert [pair for pair in said if pair[1] not in CRITERIA[pair[0]]] == []


def test_the_sheets_say_nothing_that_nobody_reads() -> None:
    known = {*sheets.FACTS, "name", "provider", "facets", "links", "pictures", "guides"}
    known |= {*Perspective.values, "expired", "reviewing", "rejected", "why_bad"}
    known |= {f"{perspective}_before" for perspective in Perspective.values} | {"has"}
    assert {key for slug in sheets.slugs() for key in sheets.sheet(slug)} - known == set()
