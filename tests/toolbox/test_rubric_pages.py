"""The pages of rubrics and deep reviews: who changes what, and what is fixed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from naere.tenancy.models import Municipality
from naere.toolbox.models import HIGHEST, Criterion, DeepReview, Finding, Organisation, Rubric
from naere.toolbox.services import rubrics
from tests.factories.assessments import PEDAGOGICAL, criterion_values, make_assessors, make_rubric
from tests.factories.people import make_member
from tests.factories.toolbox import make_organisation, make_tool
from tests.tenant_client import TenantClient

SHEETS = "/vaerksted/vurderinger/skemaer/"
DEEP = "/vaerksted/vurderinger/dyk/"
Clients = Callable[[Municipality], TenantClient]


@pytest.fixture
def editor(dragoer: Municipality, client_for: Clients) -> TenantClient:
    return client_for(dragoer).be_staff(make_member("editor", with_identity=False).membership)


@pytest.fixture
def assessor(dragoer: Municipality, client_for: Clients) -> TenantClient:
    return client_for(dragoer).be_staff(make_assessors("A")[0].membership)


def posted(place: int = 5, **changes: Any) -> dict[str, Any]:
    """Return what the page of a criterion sends."""
    values = criterion_values(place, order=place, **changes)
    for language in ("da", "en"):
        anchors = values.pop(f"anchors_{language}")
        values |= {f"{language}_{at}": text for at, text in enumerate(anchors)}
    return values


def test_a_draft_is_made_edited_and_taken_into_use(editor: TenantClient) -> None:
    made = editor.post(f"{SHEETS}ny/", {"perspective": "usability"})["Location"]
    assert editor.post(f"{made}kriterium/", posted(title_da="Let at se"))["Location"] == made
    names = {"name_da": "Brug", "name_en": "Use", "source": "Egne ord"}
    assert editor.post(f"{made}navn/", names)["Location"] == made
    editor.post(f"{made}udgiv/")
    rubric = Rubric.objects.get()
    assert (rubric.name_en, rubric.published_at is not None) == ("Use", True)
    assert [one.anchors_da[HIGHEST] for one in rubric.criteria.all()] == ["K5 niveau 4"]
    html = editor.get(made).content.decode()
    assert ("K5 niveau 4" in html, 'href="' + SHEETS + "kriterium/" in html) == (True, False)


def test_the_history_says_who_and_what(editor: TenantClient) -> None:
    draft = make_rubric(published=False)
    row = draft.criteria.all()[0]
    editor.post(f"{SHEETS}kriterium/{row.pk}/", posted(0, title_da="Spurgt bedre"))
    html = editor.get(f"{SHEETS}{draft.pk}/").content.decode()
    assert "<del>Kriterium 0</del> → <ins>Spurgt bedre</ins>" in html
    assert "<strong>Navn " in html


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_da": ""},
        {"weight": 0},
        {"weight": 6},
        {"key": "k1"},
        {"question_da": "x" * 10_000},
        {"anchors_da": ["a", "b", "", "d", "e"]},
        {"anchors_en": ["a", "b", "c", "d", "e" * 301]},
    ],
)
def test_a_criterion_that_is_not_whole_is_refused(
    editor: TenantClient, wrong: dict[str, Any]
) -> None:
    draft = make_rubric(published=False)
    response = editor.post(f"{SHEETS}{draft.pk}/kriterium/", posted(**wrong))
    assert (response.status_code, Criterion.objects.count()) == (400, 3)


def test_what_is_in_use_is_refused_kindly(editor: TenantClient) -> None:
    rubric = make_rubric()
    row = rubric.criteria.all()[0]
    changed = editor.post(f"{SHEETS}kriterium/{row.pk}/", posted(0, title_da="Nyt"))
    assert (changed.status_code, "Lav en ny udgave" in changed.content.decode()) == (400, True)
    named = {"name_da": "Nyt", "name_en": "New", "source": ""}
    assert editor.post(f"{SHEETS}{rubric.pk}/navn/", named).status_code == 400
    for path in (f"{rubric.pk}/slet/", f"kriterium/{row.pk}/slet/", f"{rubric.pk}/udgiv/"):
        response = editor.post(SHEETS + path, follow=True)
        assert "Lav en ny udgave" in response.content.decode()
    kept = Rubric.objects.get()
    assert (kept.name_da, kept.criteria.all()[0].title_da) == ("Skema", "Kriterium 0")


def test_a_second_draft_is_refused_kindly(editor: TenantClient) -> None:
    make_rubric(published=False)
    html = editor.post(f"{SHEETS}ny/", {"perspective": "pedagogical"}, follow=True).content.decode()
    assert "allerede en kladde" in html
    assert Rubric.objects.count() == 1


def test_an_assessor_reads_and_changes_nothing(assessor: TenantClient) -> None:
    rubric = make_rubric()
    draft = rubrics.draft_rubric(PEDAGOGICAL)
    for one in (rubric, draft):
        html = assessor.get(f"{SHEETS}{one.pk}/").content.decode()
        assert ("Kriterium 1" in html, "<form" in html.partition("<main")[2]) == (True, False)
    row = draft.criteria.all()[0]
    for path in (f"{draft.pk}/navn/", f"{draft.pk}/udgiv/", f"kriterium/{row.pk}/", "ny/"):
        assert assessor.post(SHEETS + path, posted()).status_code == 404
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_deep_review_from_beginning_to_end(assessor: TenantClient, editor: TenantClient) -> None:
    tool = make_tool("Ro på", shortlisted=True)
    organisation = Organisation.objects.get(name="A")  # the assessor's own
    data = {"tool": tool.pk, "organisation": organisation.pk}
    url = assessor.post(DEEP, data)["Location"]
    row = {"kind": "observation", "title": "Ingen så den", "body": "Fire prøvede.", "severity": "3"}
    assert assessor.post(f"{url}fund/", row)["Location"] == url
    found = Finding.objects.get()
    assessor.post(f"{url}fund/{found.pk}/", row | {"severity": "4"})
    assert assessor.post(url, {"summary_da": "Kort.", "summary_en": ""})["Location"] == url
    done = {"summary_da": "Kort.", "summary_en": "", "do": "finish"}
    assert assessor.post(url, done)["Location"] == url
    found.refresh_from_db()
    review = DeepReview.objects.get()
    assert (found.severity, review.finished_at is not None) == (4, True)
    late = assessor.post(f"{url}fund/{found.pk}/", row)
    assert (late.status_code, "kan ikke ændres" in late.content.decode()) == (400, True)
    assert assessor.post(f"{url}fund/{found.pk}/slet/", follow=True).status_code == 200
    assert Finding.objects.count() == 1
    assert "færdig" in editor.get(DEEP).content.decode()


def test_the_provider_and_the_unlisted_are_refused_kindly(
    assessor: TenantClient, editor: TenantClient
) -> None:
    tool = make_tool(shortlisted=True)
    own = editor.post(DEEP, {"tool": tool.pk, "organisation": tool.provider_id})
    assert (own.status_code, "laver værktøjet" in own.content.decode()) == (400, True)
    other = {"tool": make_tool().pk, "organisation": make_organisation("UX").pk}
    assert assessor.post(DEEP, other).status_code == 400
    assert DeepReview.objects.count() == 0


def test_the_hint_comes_and_goes(editor: TenantClient) -> None:
    made = [make_tool(shortlisted=True) for _ in range(3)]
    assert "3 værktøjer er valgt. Planen siger 4 til 6." in editor.get(DEEP).content.decode()
    made.append(make_tool(shortlisted=True))
    assert "Planen siger" not in editor.get(DEEP).content.decode()
