"""Words of danger in what anybody may send of a tool: help is shown first, whatever comes of it (R7)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from naere.tenancy.models import Municipality, RiskWord
from naere.toolbox.enums import Verdict
from naere.toolbox.models import Feedback, Tool
from naere.toolbox.queries.suggestions import waiting
from naere.toolbox.services import suggestions, voices
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

SUGGEST = "/vaerktoejer/foreslaa/"
GIVEN = {"name": "Åndehullet", "url": "aandehullet.example", "why": "Det hjalp mig."}


@pytest.fixture(autouse=True)
def words(dragoer: Municipality) -> None:
    """Let a phrase mean danger."""
    RiskWord.objects.get_or_create(municipality=dragoer, phrase="vil ikke leve")


def ask(tool: Tool) -> str:
    return reverse("toolbox:feedback", args=[tool.slug])


def helped_first(response: Any) -> bool:
    """Return whether help stands before the form's own words."""
    page: str = response.content.decode()
    return 0 < page.find('class="finder-danger"') < page.index('name="why"')


def test_help_comes_for_words_of_a_suggestion_at_the_very_end(dragoer: Municipality) -> None:
    why = " vil ikke leve".rjust(600, "x")
    response = TenantClient(dragoer).post(SUGGEST, {**GIVEN, "name": "Å" * 80, "why": why})
    assert waiting().count() == 1
    assert "finder-danger" in response.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"why": "Jeg vil ikke leve, ring til mig 22334455"},
        {"why": "Jeg vil ikke leve", "name": ""},
        {"why": "", "name": "Jeg vil ikke leve"},
        {"why": "Jeg vil ikke leve " + "x" * 600},
        {"why": "God.", "url": "jeg vil ikke leve"},
        {"name": "Jeg vil ikke", "why": "leve mere", "url": "nej"},
    ],
)
def test_help_comes_when_the_suggestion_is_refused(
    dragoer: Municipality, given: dict[str, str]
) -> None:
    response = TenantClient(dragoer).post(SUGGEST, {**GIVEN, **given})
    assert response.status_code == 400
    assert helped_first(response)
    calm = TenantClient(dragoer).post(SUGGEST, {**GIVEN, "why": "Ring til mig 22334455"})
    assert calm.status_code == 400
    assert not helped_first(calm)


def test_help_comes_when_a_suggestion_must_wait(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {**GIVEN, "why": "Jeg vil ikke leve."}
    with monkeypatch.context() as full:
        full.setattr(suggestions, "MOST_WAITING", 0)
        response = TenantClient(dragoer).post(SUGGEST, given)
    assert response.status_code == 503
    assert helped_first(response)
    monkeypatch.setattr(suggestions, "seconds_to_wait", lambda _network: 60)
    response = TenantClient(dragoer).post(SUGGEST, given)
    assert response.status_code == 429
    assert helped_first(response)


def test_help_comes_for_words_of_a_voice_at_the_very_end(dragoer: Municipality) -> None:
    said = {"verdict": "helped", "sentence": " vil ikke leve".rjust(240, "x")}
    response = TenantClient(dragoer).post(ask(make_tool("Rolig nat")), said)
    assert Feedback.objects.count() == 1
    assert "finder-danger" in response.content.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"verdict": "helped", "sentence": "Jeg vil ikke leve, ring til mig 22334455"}, 400),
        ({"sentence": "Jeg vil ikke leve"}, 400),
        ({"verdict": "helped", "sentence": "Jeg vil ikke leve " + "x" * 240}, 400),
        ({"verdict": "helped", "sentence": "Jeg vil ikke leve"}, 429),
    ],
)
def test_help_comes_when_a_voice_is_not_kept(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], status: int
) -> None:
    monkeypatch.setattr(voices, "seconds_to_wait", lambda _network: 60)
    tool = make_tool("Rolig nat")
    response = TenantClient(dragoer).post(ask(tool), given)
    page = response.content.decode()
    assert response.status_code == status
    assert 0 < page.find('class="finder-danger"') < page.index('name="sentence"')
    calm = TenantClient(dragoer).post(ask(tool), given | {"sentence": "Ring 22334455"})
    assert "finder-danger" not in calm.content.decode()


def editor(municipality: Municipality) -> TenantClient:
    return TenantClient(municipality).be_staff(make_member("editor").membership)


def test_what_may_be_about_danger_is_read_first_and_says_what_can_be_done(
    dragoer: Municipality,
) -> None:
    tool = make_tool("Rolig nat")
    for sentence in ("Den var lang.", "Den var god.", "Jeg vil ikke leve"):
        voices.say(tool, Verdict.NOT_HELPED, sentence)
    page = editor(dragoer).get("/vaerksted/svar/").content.decode()
    words = page.index("<blockquote><p>Jeg vil ikke leve")
    calm = page.index("<blockquote><p>Den var lang."), page.index("<blockquote><p>Den var god.")
    assert words < min(calm)
    assert page.count("Kan handle om fare") == 1
    assert page.index("Kan handle om fare") < words
    assert "ingen kan svare eller finde frem til dem" in page
    assert "fagpersonen på vagt" in page


def test_a_suggestion_that_may_be_about_danger_is_read_first(dragoer: Municipality) -> None:
    suggestions.suggest("Åndehullet", "", "Det hjalp mig.")
    danger = suggestions.suggest("Natlys", "", "Jeg vil ikke leve")
    page = editor(dragoer).get("/vaerksted/forslag/").content.decode()
    assert page.index("Kan handle om fare") < page.index(">Natlys<") < page.index(">Åndehullet<")
    assert page.count("Kan handle om fare") == 1
    shown = editor(dragoer).get(f"/vaerksted/forslag/{danger.pk}/").content.decode()
    assert "Kan handle om fare" in shown


def test_a_sentence_that_goes_on_from_the_name_is_read_as_one(dragoer: Municipality) -> None:
    given = {"name": "Jeg vil ikke", "url": "", "why": "leve mere"}
    response = TenantClient(dragoer).post(SUGGEST, given)
    assert "finder-danger" in response.content.decode()
    shown = editor(dragoer)
    for path in ("", f"{waiting().get().pk}/"):
        assert "Kan handle om fare" in shown.get(f"/vaerksted/forslag/{path}").content.decode()


def test_the_editors_are_told_no_more_than_is_known(dragoer: Municipality) -> None:
    response = TenantClient(dragoer).post(SUGGEST, {**GIVEN, "why": "Jeg tager for meget."})
    assert response.status_code == 302, "no help was shown"
    RiskWord.objects.create(municipality=dragoer, phrase="tager for meget")
    page = editor(dragoer).get("/vaerksted/forslag/").content.decode()
    assert "hvis ordene stod på jeres liste over risikoord, da de sendte det." in page


def test_a_member_who_suggests_is_not_called_anonymous(dragoer: Municipality) -> None:
    member = make_member("volunteer").membership
    tool = suggestions.suggest("Natlys", "", "Jeg vil ikke leve", member)
    shown = editor(dragoer)
    for path in ("", f"{tool.pk}/"):
        page = shown.get(f"/vaerksted/forslag/{path}").content.decode()
        assert "Natlys" in page
        assert "er anonym" not in page
