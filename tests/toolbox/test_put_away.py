"""A tool that young people saw once and see no more: its addresses say so calmly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from naere.core.lix import lix
from naere.insight.models import Hits
from naere.tenancy.models import Municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Feedback, Finding, StateChange, Tool
from naere.toolbox.services import pictures, reviews
from naere.toolbox.services.collections import make_collection
from tests.factories.assessments import make_settled
from tests.factories.guides import make_guides
from tests.factories.people import make_member
from tests.factories.toolbox import make_organisation, make_tool, put_away
from tests.tenant_client import TenantClient
from tests.toolbox.test_pictures import encoded
from tests.web.reading import paragraphs

DAY = datetime(2026, 5, 3, 12, tzinfo=UTC)
PAGES = ("", "aabn/web/", "svar/", "svar/tak/", "vejledning/young/", "vejledning/young.pdf")
AWAY = sorted(set(ToolState) - {ToolState.PUBLISHED, ToolState.REVIEWING})


@pytest.fixture
def reader(dragoer: Municipality) -> TenantClient:
    return TenantClient(dragoer)


@pytest.fixture
def tool(dragoer: Municipality) -> Tool:
    found = make_tool("Blid", slug="blid", shortlisted=True)
    make_guides(found)
    make_settled(found)
    return put_away(found, "Siden er <b>lukket</b>.", DAY)


@pytest.mark.usefixtures("tool")
@pytest.mark.parametrize("page", PAGES)
def test_each_address_says_that_it_is_put_away(reader: TenantClient, page: str) -> None:
    response = reader.get(f"/vaerktoej/blid/{page}")
    assert response.status_code == 410
    html = response.content.decode()
    assert "<h1>Blid er lagt væk</h1>" in html
    assert "Vi har ikke vist eller anbefalet det siden 3. maj 2026." in html
    assert "Siden er &lt;b&gt;lukket&lt;/b&gt;." in html
    for address in ("/vaerktoejer/", "/vaerktoej/blid/vurdering/", "/gemt/", "/hjaelp/"):
        assert f'href="{address}"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Vi ser på dette værktøj en gang til." not in html
    assert not Hits.objects.exists()


@pytest.mark.parametrize("page", [*PAGES, "vurdering/"])
@pytest.mark.parametrize("state", AWAY)
def test_what_never_was_public_does_not_exist(
    reader: TenantClient, page: str, state: ToolState
) -> None:
    found = make_tool("Ny", slug="ny", state=state)
    own: dict[str, Any] = {"municipality": found.municipality, "tool": found}
    StateChange.objects.create(**own, to_state=ToolState.RETIRED, reason="Afvist.")
    assert reader.get(f"/vaerktoej/ny/{page}").status_code == 404


@pytest.mark.usefixtures("tool")
@pytest.mark.parametrize("page", [*PAGES, "vurdering/"])
def test_in_another_municipality_it_does_not_exist(ishoej: Municipality, page: str) -> None:
    assert TenantClient(ishoej).get(f"/vaerktoej/blid/{page}").status_code == 404


@pytest.mark.parametrize("state", [ToolState.CANDIDATE, ToolState.ASSESSING])
def test_one_that_is_looked_at_again_says_so(reader: TenantClient, state: ToolState) -> None:
    put_away(make_tool("Igen", slug="igen"), at=DAY, state=state)
    response = reader.get("/vaerktoej/igen/")
    html = response.content.decode()
    assert response.status_code == 410
    assert "siden 3. maj 2026" in html
    assert "Vi ser på dette værktøj en gang til." in html


@pytest.mark.usefixtures("tool")
def test_an_answer_is_not_kept(reader: TenantClient) -> None:
    response = reader.post("/vaerktoej/blid/svar/", {"verdict": "helped"})
    assert (response.status_code, Feedback.objects.count()) == (410, 0)


@pytest.mark.usefixtures("tool")
def test_its_assessments_stay_and_say_that_it_is_put_away(reader: TenantClient) -> None:
    response = reader.get("/vaerktoej/blid/vurdering/")
    html = response.content.decode()
    assert response.status_code == 200
    for text in ("Værktøjet er lagt væk", "Kriterium 1", "Derfor.", "A, B", "3. maj 2026"):
        assert text in html
    assert '<meta name="robots" content="noindex">' in html
    Tool.objects.update(state=ToolState.PUBLISHED)
    shown = reader.get("/vaerktoej/blid/vurdering/").content.decode()
    assert ("er lagt væk" in shown, "noindex" in shown) == (False, False)


def test_of_its_pictures_those_stay_that_a_finished_review_shows(
    reader: TenantClient, tool: Tool
) -> None:
    shown, hidden = (pictures.add_picture(tool, encoded(), "a", "b") for _ in range(2))
    review = reviews.begin_review(tool, make_organisation("UX"), None)
    row = Finding(review=review, kind="task", title="Her", body="Set.", severity=1, picture=shown)
    reviews.save_finding(row)
    addresses = [reverse("toolbox:picture", args=[one.pk]) for one in (shown, hidden)]
    assert [reader.get(one).status_code for one in addresses] == [404, 404]
    reviews.save_summary(review.pk, "Kort om det.", "")
    reviews.finish_review(review.pk)
    assert [reader.get(one).status_code for one in addresses] == [200, 404]
    StateChange.objects.filter(to_state=ToolState.PUBLISHED).delete()
    assert [reader.get(one).status_code for one in addresses] == [404, 404]


def test_a_group_is_told_what_was_put_away_and_of_nothing_that_never_was_public(
    reader: TenantClient, tool: Tool
) -> None:
    member = make_member("professional").membership
    never = make_tool("Aldrig", state=ToolState.CANDIDATE)
    chosen = [(tool, ""), (never, ""), (make_tool("Her"), "")]
    made = make_collection("A", "", chosen, member)
    html = reader.get(reverse("toolbox:collection", args=[made.slug])).content.decode()
    assert 'Lagt væk siden: <a href="/vaerktoej/blid/">Blid</a></p>' in html
    assert "Aldrig" not in html


@pytest.mark.usefixtures("tool")
def test_in_few_queries_and_easy_to_read(
    reader: TenantClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        html = reader.get("/vaerktoej/blid/").content.decode()
    said = [text for text in paragraphs(html) if "anbefalet" in text or "gemt det" in text]
    assert len(said) == 2
    assert all(lix(text) <= 30 for text in said)
