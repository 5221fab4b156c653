"""The public page: everything that was said, by organisations, and no person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from naere.core.lix import lix
from naere.tenancy.models import Municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Finding, Organisation, Round, Tool
from naere.toolbox.queries.assessed import assessed
from naere.toolbox.queries.published import public_scores
from naere.toolbox.services import assessing, decisions, reviews, rubrics
from tests.factories.assessments import (
    PEDAGOGICAL,
    USABILITY,
    answers,
    asked,
    hand_in,
    make_assessors,
    make_round,
    make_rubric,
    make_settled,
    settle,
)
from tests.factories.toolbox import make_organisation, make_tool
from tests.tenant_client import TenantClient

LONG_AGO = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def browser(dragoer: Municipality, client_for: Callable[..., TenantClient]) -> TenantClient:
    return client_for(dragoer)


def read(browser: TenantClient, tool: Tool, **headers: str) -> str:
    response = browser.get(f"/vaerktoej/{tool.slug}/vurdering/", **headers)  # type: ignore[arg-type]
    assert response.status_code == 200
    html: str = response.content.decode()
    return html


def test_all_that_was_said_and_nobody_by_name(browser: TenantClient) -> None:
    tool = make_tool()
    found = make_round(tool, assessors=make_assessors("Børnehuset", "Børnehuset", "Skolen"))
    hand_in(found, [4, 0, None], [4, 3, None], [4, 1, None], summary="Kort fortalt.")
    settle(found, [4, 1, None])
    html = read(browser, tool)
    for text in (
        "Børnehuset (1)",
        "Børnehuset (2)",
        "Skolen",
        "Kriterium 1",
        "Spørgsmål 1?",
        "K1 niveau 4",
        "Hvad ændrede sig, og hvorfor:",
        "Hvorfor det ikke passer her:",
        "Pointene er langt fra hinanden.",
        "Krippendorffs alfa",
        "Godt nok.",
        "Kort fortalt.",
        "udgave 1",
    ):
        assert text in html
    people = [one.membership for one in asked(found)]
    for name in [*(one.user.name for one in people), *(one.alias for one in people)]:
        assert name not in html


def test_who_had_seen_the_scores_before_is_told(browser: TenantClient) -> None:
    tool, people = make_tool(), make_assessors("A", "B")
    make_settled(tool, assessors=people)
    told, apart = (
        "kan have set andres point før",
        "De så ikke hinandens point, før alle var færdige.",
    )
    first = read(browser, tool)
    assert (told in first, apart in first) == (False, True)
    given_up = make_round(tool, assessors=people)
    hand_in(given_up, [1, 1, 1], [1, 1, 1])
    assessing.withdraw(given_up.pk, "Vi vil prøve igen.")
    make_settled(tool, assessors=people)
    again = read(browser, tool)
    assert (told in again, apart in again) == (True, False)
    make_settled(tool, USABILITY, assessors=people)
    assert apart not in read(browser, tool), "it holds for none of both"
    (told_of, _usability) = assessed([tool.pk])[tool.pk]
    assert told_of["seen_before"] is True


def test_in_english(browser: TenantClient) -> None:
    tool = make_tool()
    make_settled(tool)
    browser.cookies["naere-sprog"] = "en"
    html = read(browser, tool)
    assert [text in html for text in ("K1 level 4", "Good enough.", "All in all")] == [True] * 3


def test_expired_is_said(browser: TenantClient) -> None:
    tool = make_tool()
    make_settled(tool, PEDAGOGICAL, LONG_AGO)
    make_settled(tool, USABILITY)
    html = read(browser, tool)
    assert html.count("Vurderingen er udløbet") == 1
    assert "Den gjaldt til og med 1. maj 2025." in html


@pytest.mark.parametrize("state", set(ToolState) - {ToolState.PUBLISHED, ToolState.REVIEWING})
def test_what_is_not_public_has_no_page(browser: TenantClient, state: ToolState) -> None:
    tool = make_tool(state=state)
    make_settled(make_tool())
    assert browser.get(f"/vaerktoej/{tool.slug}/vurdering/").status_code == 404


def test_a_round_under_way_is_no_ones_business(browser: TenantClient) -> None:
    tool = make_tool()
    hand_in(make_round(tool), [4, 0, 1], [1, 1, 1], summary="Hemmeligt")
    html = read(browser, tool)
    assert "Værktøjet er ikke vurderet endnu." in html
    assert ("Hemmeligt" in html, "Kriterium" in html) == (False, False)


def test_what_shows_it_and_how_much_it_counts_stand_with_the_question(
    browser: TenantClient,
) -> None:
    tool = make_tool()
    make_rubric(weights=(1, 4, 2))
    found = make_round(tool)
    first, second = (one.membership for one in asked(found))
    shown = "https://bevis.example/a?b=1&c=2"
    assessing.submit(found.pk, first, answers(found, [3, 3, 3], evidence=shown), "")
    assessing.submit(found.pk, second, answers(found, [3, 3, 3]), "")
    settle(found, [3, 3, 3])
    _before, *questions = read(browser, tool).split('<details class="criterion">')
    for question, weight in zip(questions, (1, 4, 2), strict=True):
        assert f"Tæller {weight} (fra 1 til 5)." in question
        assert question.count("Se det, der viser det") == 1
        assert f'<a href="{escape(shown)}" rel="noreferrer nofollow ugc">' in question


def test_hostile_words_and_links_are_only_words(browser: TenantClient) -> None:
    tool = make_tool()
    found = make_round(tool)
    first, second = (one.membership for one in asked(found))
    hostile = answers(found, [3, 3, 3], reason="<img src=x onerror=alert(1)>")
    assessing.submit(found.pk, first, hostile, "</p><script>alert(1)</script>")
    assessing.submit(found.pk, second, answers(found, [3, 3, 3]), "")
    settle(found, [3, 3, 3])
    html = read(browser, tool)
    assert ("<img src=x" in html, "<script>alert" in html) == (False, False)


def test_a_finished_review_is_shown_and_an_open_one_is_not(browser: TenantClient) -> None:
    tool = make_tool(shortlisted=True)
    for title in ("Den færdige", "Den åbne"):
        review = reviews.begin_review(tool, make_organisation("UX-huset"), None)
        row = Finding(review=review, kind="task", title=title, body="Set her.", severity=3)
        reviews.save_finding(row)
        if title == "Den færdige":
            reviews.save_summary(review.pk, "Kort om det.", "")
            reviews.finish_review(review.pk)
    html = read(browser, tool)
    assert ("Den færdige" in html, "Den åbne" in html) == (True, False)
    assert "hvor slemt, fra 0 til 4: 3" in html
    Finding.objects.update(severity=0)
    html = read(browser, tool)
    assert ("ingen gene" in html, "hvor slemt" in html) == (True, False)


def test_what_a_newer_one_replaced_stays_with_all_that_was_said(browser: TenantClient) -> None:
    tool = make_tool()
    rubric = make_rubric(weights=(1, 2))
    old = make_round(tool, assessors=make_assessors("Børnehuset", "Skolen"), at=LONG_AGO)
    hand_in(old, [4, 0], [4, 3], summary="Dengang i korte træk.", at=LONG_AGO)
    settle(old, [4, 1], LONG_AGO)
    rubrics.publish_rubric(rubrics.draft_rubric(PEDAGOGICAL).pk)
    newer = make_settled(tool)
    assert newer.rubric.version == rubric.version + 1
    html = read(browser, tool)
    above, past = html.split('id="history"')
    folded = past.split('<details class="past-one">')[1]
    for text in (
        '<time datetime="2024-05-01">1. maj 2024</time>',
        "Børnehuset, Skolen",
        "En nyere har afløst den. Den skulle gælde til og med 1. maj 2025.",
        "udgave 1",
        "Godt nok.",
        "Kriterium 1",
        "Derfor.",
        "K1 niveau 1",
        "Dengang i korte træk.",
        '<span class="score-number">2,0</span>',
        "Krippendorffs alfa",
    ):
        assert text in folded
    assert ("Børnehuset" in above, "udgave 2" in above) == (False, True)
    assert past.count('<details class="past-one">') == 1
    assert 'A, B. <a href="#p-pedagogical">Den står ovenfor</a>' in past


def test_what_was_withdrawn_is_told_with_the_day_and_the_reason(browser: TenantClient) -> None:
    tool = make_tool()
    given = hand_in(make_round(tool), [4, 0, 1], [1, 1, 1], summary="Hemmeligt")
    assessing.withdraw(given.pk, "<b>Én kom</b> fra udbyderen.", LONG_AGO)
    html = read(browser, tool)
    assert '<time datetime="2024-05-01">1. maj 2024</time>: psykologisk-pædagogisk.' in html
    assert "Trukket tilbage, før den var færdig. &lt;b&gt;Én kom&lt;/b&gt; fra udbyderen." in html
    assert ("Hemmeligt" in html, "Kriterium" in html) == (False, False)


def test_a_reason_that_was_written_for_the_workshop_stays_there(browser: TenantClient) -> None:
    tool = make_tool()
    given = make_round(tool, at=LONG_AGO)
    assessing.withdraw(given.pk, "Ikke til alle.")
    Round.objects.update(withdrawn_at=None)
    html = read(browser, tool)
    assert "Begyndt 1. maj 2024 og trukket tilbage, før den var færdig." in html
    assert "Ikke til alle." not in html


def test_the_page_asks_as_often_for_many_tools_as_for_few(browser: TenantClient) -> None:
    tool = make_tool()
    make_settled(tool, PEDAGOGICAL)
    make_settled(tool, USABILITY)

    def count() -> int:
        read(browser, tool)
        with CaptureQueriesContext(connection) as queries:
            read(browser, tool)
        return len(queries)

    few = count()
    for _ in range(3):
        make_settled(make_tool(), PEDAGOGICAL)
        assessing.withdraw(make_round(tool, USABILITY).pk, "Nej.")
        make_settled(tool, PEDAGOGICAL, LONG_AGO)
    assert count() == few


def scores_read(browser: TenantClient, tool: Tool) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        read(browser, tool)
    return [one["sql"] for one in queries if 'FROM "toolbox_score"' in one["sql"]]


def test_what_never_changes_is_read_once_in_each_language(browser: TenantClient) -> None:
    tool = make_tool()
    make_settled(tool)
    assert scores_read(browser, tool)
    danish = read(browser, tool)
    assert (scores_read(browser, tool), read(browser, tool)) == ([], danish)
    browser.cookies["naere-sprog"] = "en"
    assert "All in all" in read(browser, tool)
    assert scores_read(browser, tool) == []


def test_what_is_kept_is_not_shown_when_it_is_another_now(browser: TenantClient) -> None:
    make_rubric()
    tool = make_tool()
    found = make_round(tool, assessors=make_assessors("Børnehuset", "Skolen"))
    settle(hand_in(found, [3, 3, 3], [3, 3, 3]), [3, 3, 3])

    def shown() -> list[object]:
        html = read(browser, tool)
        names = [f"<strong>{name}:</strong>" in html for name in ("Børnehuset", "Ungehuset")]
        return [*names, html.count('<span class="alpha">')]

    assert [shown(), shown()] == [[True, False, 0]] * 2  # all gave the same
    renamed = Organisation.objects.get(name="Børnehuset")
    renamed.name = "Ungehuset"
    decisions.save_organisation(renamed)
    assert shown() == [False, True, 0]
    settle(hand_in(make_round(make_tool()), [4, 4, 1], [0, 4, 1]), [4, 4, 1])
    assert shown() == [False, True, 3]  # of each question, over all tools


def test_the_scores_part_says_numbers_and_draws_without_style(dragoer: Municipality) -> None:
    tool = make_tool()
    found = make_round(tool)
    hand_in(found, [4, 1, 2], [4, 1, 2])
    settle(found, [4, 1, 2])
    with translation.override("da"):
        context: dict[str, Any] = {"scores": public_scores(tool, timezone.localdate())}
        html = render_to_string("toolbox/assessing/_scores.html", context)
    for text in ("2,3", "2,5", "2,0", 'width="583"', 'width="625"', 'width="500"', "A, B"):
        assert text in html
    assert (html.count("<svg"), html.count('aria-hidden="true"')) == (3, 3)
    assert "style=" not in html


def test_what_stands_on_every_page_is_easy_to_read(browser: TenantClient) -> None:
    with translation.override("da"):
        fixed = [
            translation.gettext(text)
            for text in (
                "Several people have looked at the tool. They did not see each other's scores "
                "before all were done. Then they agreed.",
                "Each question gets a score from 0 to 4. What each score means stands with the "
                "question. Some questions count more than others. The number for an area is the "
                "mean of its questions, with that taken into account. We keep the scale from 0 to "
                "4, so that you can see what a number means. A question that does not apply is "
                "left out.",
                "Krippendorff's alpha says how far those who assess agree. 1 is full agreement. 0 "
                "is no better than chance. From 0.80 the scores are counted as reliable. From 0.67 "
                "to 0.80 one should be careful. When all give the same score, there is no alpha.",
            )
        ]
    assert [text for text in fixed if "question" in text or lix(text) > 30] == []
