"""Deep reviews: of the shortlisted, by others than the provider, and fixed once finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality
from naere.tenancy.scope import current_municipality
from naere.toolbox.models import DeepReview, Finding, Picture
from naere.toolbox.queries.reviews import (
    finished_reviews,
    is_off_plan,
    reviews,
    reviews_for,
    shortlisted,
)
from naere.toolbox.services import assessing
from naere.toolbox.services import reviews as services
from naere.toolbox.services.reviews import ReviewRefusedError
from tests.factories.assessments import answers, make_assessors, make_round
from tests.factories.people import make_member
from tests.factories.toolbox import make_organisation, make_tool
from tests.tenant_client import TenantClient


def refusal(act: Callable[..., Any], *args: Any) -> str:
    """Return why something was refused; fails when it was not."""
    with pytest.raises(ReviewRefusedError) as refused:
        act(*args)
    return str(refused.value)


@pytest.fixture
def review(dragoer: Municipality) -> DeepReview:
    tool = make_tool(shortlisted=True)
    return services.begin_review(tool, make_organisation("UX"), None)


def finding(review: DeepReview, title: str = "Knappen er væk", **fields: Any) -> Finding:
    return Finding(review=review, kind="task", title=title, body="Ingen fandt den.", **fields)


def picture_of(tool: Any) -> Picture:
    return Picture.objects.create(
        municipality=tool.municipality,
        tool=tool,
        data=b"RIFF",
        width=10,
        height=10,
        alt_da="Forside",
        alt_en="Front",
    )


def test_only_the_shortlisted_are_reviewed(dragoer: Municipality) -> None:
    said = refusal(services.begin_review, make_tool(), make_organisation("UX"), None)
    assert "valgt til det" in said
    assert DeepReview.objects.count() == 0


def test_nobody_reviews_their_own_tool(dragoer: Municipality) -> None:
    tool = make_tool(shortlisted=True)
    assert "laver værktøjet" in refusal(services.begin_review, tool, tool.provider, None)


def test_nobody_reviews_under_another_name(dragoer: Municipality) -> None:
    tool = make_tool(shortlisted=True)
    (own,) = make_assessors("Udbyder")
    said = refusal(services.begin_review, tool, make_organisation("UX"), own.membership)
    assert "laver værktøjet" in said


def test_findings_are_told_in_ones_own_organisations_name(dragoer: Municipality) -> None:
    tool = make_tool(shortlisted=True)
    (one,) = make_assessors("UX")
    other = make_organisation("En anden")
    assert "egen organisation" in refusal(services.begin_review, tool, other, one.membership)
    outsider = make_member("assessor").membership  # nobody has said from where
    assert "egen organisation" in refusal(services.begin_review, tool, other, outsider)
    services.begin_review(tool, one.organisation, one.membership)
    services.begin_review(tool, other, make_member("editor").membership)
    assert DeepReview.objects.count() == 2


def test_another_organisations_assessor_reads_and_changes_nothing(review: DeepReview) -> None:
    (other,) = make_assessors("En anden")
    browser = TenantClient(current_municipality()).be_staff(other.membership)
    path = reverse("toolbox:deep-review", args=[review.pk])
    page = browser.get(path)
    assert (page.status_code, b"<form class" in page.content) == (200, False)
    assert browser.post(path, {"summary_da": "Alt er godt."}).status_code == 404
    asked = {"summary_da": "Alt er godt.", "do": "finish"}
    assert browser.post(path, asked).status_code == 404
    assert browser.post(f"{path}fund/", {}).status_code == 404
    review.refresh_from_db()
    assert (review.summary_da, review.finished_at) == ("", None)


def test_whoever_is_still_to_assess_a_tool_does_not_read_what_others_found(
    review: DeepReview,
) -> None:
    review.tool.state = "candidate"
    review.tool.save()
    asked = make_assessors("Kommunen", "Foreningen")
    found = make_round(review.tool, assessors=asked)
    own, other = (one.membership for one in asked)
    browser = TenantClient(current_municipality()).be_staff(own)
    path = reverse("toolbox:deep-review", args=[review.pk])
    assert browser.get(path).status_code == 404
    listed = browser.get(reverse("toolbox:deep-reviews")).content.decode()
    assert (path in listed, "når du har afleveret" in listed) == (False, True)
    assessing.submit(found.pk, own, answers(found, [3, 3, 3]), "")
    assert browser.get(path).status_code == 200
    assert list(reviews_for(other)) == []
    review.by = other  # what one wrote oneself is no secret
    review.save()
    assert list(reviews_for(other)) == [review]


def test_whoever_makes_the_tool_changes_nothing_of_anothers_review(review: DeepReview) -> None:
    (own,) = make_assessors("Udbyder")
    review.tool.provider = own.organisation
    review.tool.save()
    browser = TenantClient(current_municipality()).be_staff(own.membership)
    path = reverse("toolbox:deep-review", args=[review.pk])
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"summary_da": "Alt er godt."}).status_code == 404
    review.refresh_from_db()
    assert review.summary_da == ""


def test_not_finished_by_whom_has_become_the_provider(review: DeepReview) -> None:
    services.save_summary(review.pk, "Kort.", "Short.")
    services.save_finding(finding(review))
    review.tool.provider = review.organisation
    review.tool.save()
    assert "laver værktøjet" in refusal(services.finish_review, review.pk)


def test_findings_stand_in_the_order_they_were_found(review: DeepReview) -> None:
    for title in ("Først", "Så", "Sidst"):
        services.save_finding(finding(review, title))
    assert [one.title for one in reviews().get().findings.all()] == ["Først", "Så", "Sidst"]


def test_a_picture_is_one_of_the_same_tool(review: DeepReview) -> None:
    own = services.save_finding(finding(review, picture=picture_of(review.tool)))
    assert own.picture is not None
    wrong = finding(review, picture=picture_of(make_tool()))
    assert "andet værktøj" in refusal(services.save_finding, wrong)


def test_finished_needs_findings_and_a_summary(review: DeepReview) -> None:
    assert "fandt" in refusal(services.finish_review, review.pk)
    services.save_summary(review.pk, "Kort.", "")
    assert "mindst ét fund" in refusal(services.finish_review, review.pk)
    services.save_finding(finding(review))
    assert list(finished_reviews(review.tool)) == []
    services.finish_review(review.pk)
    assert [one.pk for one in finished_reviews(review.tool)] == [review.pk]


def test_whoever_finishes_it_loses_no_word(review: DeepReview) -> None:
    browser = TenantClient(current_municipality()).be_staff(make_member("editor").membership)
    path = reverse("toolbox:deep-review", args=[review.pk])
    page = browser.get(path).content.decode()
    assert page.count('method="post" novalidate') == 1  # one form, so both buttons send the words
    assert page.count("button-primary") == 1
    written = {"summary_da": "Let at finde.", "summary_en": "Easy to find.", "do": "finish"}
    told = browser.post(path, written, follow=True).content.decode()
    review.refresh_from_db()
    assert ("mindst ét fund" in told, review.finished_at) == (True, None)
    assert (review.summary_da, review.summary_en) == ("Let at finde.", "Easy to find.")
    services.save_finding(finding(review))
    browser.post(path, {"summary_da": "Svær at finde.", "do": "finish"})
    review.refresh_from_db()
    assert (review.summary_da, review.finished_at is not None) == ("Svær at finde.", True)


def test_finished_is_fixed(review: DeepReview) -> None:
    services.save_summary(review.pk, "Kort.", "")
    kept = services.save_finding(finding(review))
    services.finish_review(review.pk)
    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (services.save_summary, (review.pk, "Andet.", "")),
        (services.save_finding, (kept,)),
        (services.save_finding, (finding(review),)),
        (services.remove_finding, (kept,)),
        (services.finish_review, (review.pk,)),
    ]
    for act, args in attempts:
        assert "kan ikke ændres" in refusal(act, *args)
    assert Finding.objects.count() == 1


@pytest.mark.parametrize(
    ("count", "off"), [(0, True), (3, True), (4, False), (6, False), (7, True)]
)
def test_four_to_six_is_a_hint(count: int, off: bool) -> None:
    assert is_off_plan(count) is off


def test_another_municipality_sees_none(
    review: DeepReview, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        assert (list(reviews()), list(shortlisted())) == ([], [])
        assert "findes ikke" in refusal(services.finish_review, review.pk)
