"""The pages of rounds: one's own scores, nobody else's before all are in, and agreeing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from naere.tenancy.models import Municipality
from naere.toolbox.enums import RoundState
from naere.toolbox.models import Assessment, Round, Score
from naere.toolbox.services import assessing, consensus
from tests.factories.assessments import (
    answers,
    asked,
    hand_in,
    make_assessors,
    make_round,
    make_rubric,
)
from tests.factories.guides import make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

Clients = Callable[[Municipality], TenantClient]
SECRET = "Meget hemmelig grund"
HOME = "/vaerksted/vurderinger/"


@pytest.fixture
def found(dragoer: Municipality) -> Round:
    return make_round(make_tool("Ro på"))


@pytest.fixture
def enter(dragoer: Municipality, client_for: Clients) -> Callable[[Any], TenantClient]:
    return lambda membership: client_for(dragoer).be_staff(membership)


@pytest.fixture
def editor(enter: Callable[[Any], TenantClient]) -> TenantClient:
    return enter(make_member("editor", with_identity=False).membership)


def posted(found: Round, values: list[str], **more: str) -> dict[str, str]:
    """Return what the page of one's own scores sends."""
    data: dict[str, str] = {}
    for one, value in zip(found.rubric.criteria.all(), values, strict=True):
        data[f"v-{one.pk}"] = value
        data[f"r-{one.pk}"] = more.get("reason", "")
        data[f"e-{one.pk}"] = more.get("evidence", "")
    return data | {"summary": more.get("summary", "")}


def page(found: Round, name: str = "") -> str:
    return f"{HOME}{found.pk}/{name}"


def test_an_editor_begins_a_round_and_the_assessors_find_it(
    editor: TenantClient, enter: Callable[[Any], TenantClient]
) -> None:
    make_rubric()
    tool, people = make_tool("Pust ud"), make_assessors("A", "B")
    data = {"tool": tool.pk, "perspective": "pedagogical", "assessors": [one.pk for one in people]}
    assert editor.post(f"{HOME}ny/", data)["Location"] == HOME
    made = Round.objects.get()
    html = enter(people[0].membership).get(HOME).content.decode()
    assert f'href="{page(made, "besvar/")}">Pust ud</a>' in html
    again = editor.post(f"{HOME}ny/", data)
    assert (again.status_code, "allerede" in again.content.decode()) == (400, True)


def test_saved_and_gone_on_with_later(found: Round, enter: Callable[[Any], TenantClient]) -> None:
    browser = enter(asked(found)[0].membership)
    data = posted(found, ["3", "", "na"], reason=SECRET, evidence="https://x.example/")
    assert browser.post(page(found, "besvar/"), data | {"save": ""}).status_code == 302
    html = browser.get(page(found, "besvar/")).content.decode()
    assert html.count(" checked") == 2
    assert (html.count(SECRET), html.count("https://x.example/")) == (3, 3)
    assert Score.objects.count() == 0


def test_what_is_not_ready_is_kept_and_named(
    found: Round, enter: Callable[[Any], TenantClient]
) -> None:
    browser = enter(asked(found)[0].membership)
    response = browser.post(page(found, "besvar/"), posted(found, ["3", "", "na"]) | {"submit": ""})
    html = response.content.decode()
    assert response.status_code == 400
    _first, unanswered, unexplained = found.rubric.criteria.all()
    assert "Det er gemt, men det kan ikke afleveres endnu." in html
    assert f'<a href="#q-{unanswered.pk}">Kriterium 1</a>: Vælg et svar.' in html
    assert f'id="q-{unanswered.pk}"' in html
    why = f'<a href="#id_r-{unexplained.pk}">Kriterium 2</a>: Skriv, hvorfor det ikke passer her.'
    assert (why in html, f'id="id_r-{unexplained.pk}"' in html) == (True, True)
    # In the summary, and beside the question.
    assert html.count("Skriv, hvorfor det ikke passer her.") == 2
    own = Assessment.objects.get(assessor=asked(found)[0])
    assert (own.submitted_at, len(own.draft)) == (None, 3)


def test_handed_in_once_and_replayed_in_vain(
    found: Round, enter: Callable[[Any], TenantClient]
) -> None:
    browser = enter(asked(found)[0].membership)
    url = page(found, "besvar/")
    assert browser.post(url, posted(found, ["3", "2", "1"]) | {"submit": ""})["Location"] == HOME
    again = browser.post(url, posted(found, ["0", "0", "0"]) | {"submit": ""})
    assert again["Location"] == page(found)
    assert list(Score.objects.order_by("criterion__order").values_list("value", flat=True)) == [
        3,
        2,
        1,
    ]
    assert "Dine point" in browser.get(url).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "x" * 10_000},
        {"summary": "x" * 10_000},
        {"evidence": "javascript:alert(1)"},
        {"evidence": "https://x.example/" + "y" * 600},
    ],
)
def test_what_is_too_much_or_no_link_is_refused(
    found: Round, enter: Callable[[Any], TenantClient], wrong: dict[str, str]
) -> None:
    browser = enter(asked(found)[0].membership)
    data = posted(found, ["3", "2", "1"], **wrong) | {"submit": ""}
    assert browser.post(page(found, "besvar/"), data).status_code == 400
    assert (Score.objects.count(), Assessment.objects.filter(draft={}).count()) == (0, 2)


@pytest.mark.parametrize("value", ["5", "-1", "3.5", "alt"])
def test_only_the_scale_is_a_score(
    found: Round, enter: Callable[[Any], TenantClient], value: str
) -> None:
    browser = enter(asked(found)[0].membership)
    data = posted(found, [value, "2", "1"]) | {"submit": ""}
    assert browser.post(page(found, "besvar/"), data).status_code == 400
    assert Score.objects.count() == 0


def test_no_page_tells_anything_before_all_are_in(
    found: Round, editor: TenantClient, enter: Callable[[Any], TenantClient]
) -> None:
    first, second = (one.membership for one in asked(found))
    given = answers(
        found, [0, 4, 2], reason=SECRET, evidence=f"https://{SECRET.split()[0]}.example"
    )
    assessing.submit(found.pk, first, given, SECRET)
    others = [editor, enter(second), enter(make_assessors("C")[0].membership)]
    for browser in others:
        for name in ("", "besvar/", "samlet/"):
            html = browser.get(page(found, name), follow=True).content.decode()
            assert SECRET.split()[0] not in html
            assert "Kriterium 1</th>" not in html
        assert SECRET not in browser.get(HOME).content.decode()
    assert enter(second).get(page(found, "besvar/")).content.decode().count(" checked") == 0


def test_nobody_but_the_asked_has_a_page_of_scores(
    found: Round, editor: TenantClient, enter: Callable[[Any], TenantClient]
) -> None:
    stranger = enter(make_assessors("C")[0].membership)
    for browser in (editor, stranger):
        for name in ("besvar/", "samlet/"):
            assert browser.get(page(found, name)).status_code == 404
            assert browser.post(page(found, name), {"submit": ""}).status_code == 404
    assert (editor.get(page(found)).status_code, stranger.get(page(found)).status_code) == (
        200,
        404,
    )
    assert editor.post(page(found, "traek/"), {"because": ""}).status_code == 400
    assert stranger.post(page(found, "traek/"), {"because": "Nej"}).status_code == 404


def test_differences_are_marked_in_words_and_all_is_escaped(
    found: Round, editor: TenantClient
) -> None:
    first, second = (one.membership for one in asked(found))
    hostile = "<script>alert(1)</script>"
    assessing.submit(found.pk, first, answers(found, [3, 0, 2], reason=hostile), hostile)
    assessing.submit(found.pk, second, answers(found, [3, 4, 2]), "")
    html = editor.get(page(found)).content.decode()
    assert html.count('<tr class="far">') == 1
    assert "⚠ Pointene er langt fra hinanden." in html
    assert (hostile in html, html.count("&lt;script&gt;alert")) == (False, 4)


def agreed(found: Round, version: int, **more: str) -> dict[str, str]:
    """Return what the page of agreeing sends."""
    data = {"version": str(version), "conclusion_da": "Godt nok.", "conclusion_en": ""}
    for one, value in zip(found.rubric.criteria.all(), ("3", "2", "2"), strict=True):
        data |= {f"v-{one.pk}": value, f"r-{one.pk}": "Vi talte om det."}
    return data | more


def test_proposed_and_confirmed(found: Round, enter: Callable[[Any], TenantClient]) -> None:
    hand_in(found, [3, 0, 2], [3, 4, 2])
    first, second = (enter(one.membership) for one in asked(found))
    url = page(found, "samlet/")
    assert first.get(url).content.decode().count(" checked") == 2
    assert first.post(url, agreed(found, 0, propose=""))["Location"] == url
    assert 'name="confirm"' not in first.get(url).content.decode()
    assert 'name="confirm"' in second.get(url).content.decode()
    assert first.post(url, {"version": "1", "confirm": ""})["Location"] == url
    assert second.post(url, {"version": "1", "confirm": ""})["Location"] == page(found)
    found.refresh_from_db()
    assert found.state == RoundState.SETTLED
    assert second.get(url)["Location"] == page(found)
    html = first.get(page(found)).content.decode()
    assert (html.count("Vi talte om det."), "Enige om" in html, "Godt nok." in html) == (
        3,
        True,
        True,
    )


def test_whoever_has_no_organisation_is_told(
    dragoer: Municipality, enter: Callable[[Any], TenantClient]
) -> None:
    said = "hvilken organisation du vurderer for"
    unplaced = enter(make_member("assessor", with_identity=False).membership)
    placed = enter(make_assessors("A")[0].membership)
    assert [said in one.get(HOME).content.decode() for one in (unplaced, placed)] == [True, False]


def test_who_saves_second_sees_both(found: Round, enter: Callable[[Any], TenantClient]) -> None:
    hand_in(found, [3, 0, 2], [3, 4, 2])
    first, second = asked(found)
    theirs = answers(found, [3, 1, 2], reason="Deres grund")
    consensus.save_consensus(found.pk, first.membership, 0, theirs, "Deres konklusion")
    browser, url = enter(second.membership), page(found, "samlet/")
    response = browser.post(url, agreed(found, 0, save=""))
    html = response.content.decode()
    assert response.status_code == 409
    assert (html.count("Deres grund"), html.count("Vi talte om det.")) == (3, 3)
    assert 'name="version" value="1"' in html
    assert browser.post(url, agreed(found, 1, save="")).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400])
def test_a_version_that_is_none_confirms_nothing(
    found: Round, enter: Callable[[Any], TenantClient], version: str
) -> None:
    hand_in(found, [3, 0, 2], [3, 4, 2])
    first, second = asked(found)
    enter(first.membership).post(page(found, "samlet/"), agreed(found, 0, propose=""))
    browser = enter(second.membership)
    assert (
        browser.post(page(found, "samlet/"), {"version": version, "confirm": ""}).status_code == 302
    )
    found.refresh_from_db()
    assert found.state == RoundState.COMPARING


def test_withdrawn_by_an_editor(found: Round, editor: TenantClient) -> None:
    assert "Nævn ingen personer." in editor.get(page(found)).content.decode()
    editor.post(page(found, "traek/"), {"because": "Forkert værktøj."})
    html = editor.get(page(found)).content.decode()
    assert "Forkert værktøj." in html
    assert 'action="' + page(found, "traek/") not in html


def test_another_municipalitys_round_is_not_there(
    found: Round, ishoej: Municipality, client_for: Clients, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        member = make_member("editor", "assessor", with_identity=False).membership
        browser = client_for(ishoej).be_staff(member)
        for name in ("", "besvar/", "samlet/"):
            assert browser.get(page(found, name)).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(editor: TenantClient, found: Round) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            editor.get(HOME)
        return len(asked_for)

    one = count()
    for _ in range(2):
        make_round(make_tool())
    assert count() == one


def test_what_is_scored_can_be_looked_at(
    found: Round, enter: Callable[[Any], TenantClient]
) -> None:
    make_guide(found.tool)
    make_guide(found.tool, "peer", published=False)
    find = make_tool("Uden adresse", links={}, state="candidate")
    for shown, part in ((found, "besvar/"), (make_round(find), "besvar/")):
        html = enter(asked(shown)[0].membership).get(page(shown, part)).content.decode()
        assert "<summary>Det står der om det</summary>" in html
        assert "<dt>Pris</dt>" in html or "<dt>I penge</dt>" in html
        is_first = shown == found
        assert (f'href="https://{found.tool.slug}.example/" rel="noreferrer' in html) is is_first
        assert ("Vejledning til den unge</summary>" in html) is is_first
        assert ("Vejledning til den frivillige (kladde)</summary>" in html) is is_first
        assert ("Der står ingen adresse endnu." in html) is not is_first
    hand_in(found, [3, 0, 2], [3, 4, 2])
    html = enter(asked(found)[0].membership).get(page(found, "samlet/")).content.decode()
    assert f'href="https://{found.tool.slug}.example/"' in html


def test_a_reason_that_is_missing_is_asked_for_where_it_is_written(
    found: Round, enter: Callable[[Any], TenantClient]
) -> None:
    hand_in(found, [3, 0, 2], [3, 4, 2])
    browser, url = enter(asked(found)[0].membership), page(found, "samlet/")
    _same, apart, _alike = found.rubric.criteria.all()
    without = agreed(found, 0, propose="") | {f"r-{apart.pk}": ""}
    response = browser.post(url, without)
    html = response.content.decode()
    assert response.status_code == 400
    said = "Skriv, hvad der er ændret, og hvorfor."
    assert f'<a href="#id_r-{apart.pk}">Kriterium 1</a>: {said}' in html
    assert html.count(said) == 2
    response = browser.post(url, agreed(found, 1, propose="", conclusion_da=""))
    html = response.content.decode()
    assert '<a href="#id_conclusion_da">Konklusion, dansk</a>: ' in html
    found.refresh_from_db()
    assert found.proposed_by is None


def test_an_assessor_sees_that_theirs_has_expired(
    found: Round, enter: Callable[[Any], TenantClient]
) -> None:
    today = timezone.localdate()
    browser = enter(asked(found)[0].membership)
    for until, is_expired in ((today, False), (today - timedelta(days=1), True)):
        Round.objects.update(state=RoundState.SETTLED, valid_until=until)
        html = browser.get(HOME).content.decode()
        assert ("<strong>udløb" in html, "gælder til" in html) == (is_expired, not is_expired)
