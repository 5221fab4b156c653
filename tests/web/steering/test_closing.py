"""The registration after a conversation, decided on a page (R42)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from naere.conversations import queries
from naere.conversations.closing import MOST_OPTIONS, MOST_QUESTIONS, problems
from naere.conversations.models import ClosingForm
from naere.conversations.services.aftermath import FormConflictError, save_closing_form
from naere.core.api import ApiError
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from tests.conversations.at_once import at_once
from tests.factories.municipalities import CLOSING_FIELDS
from tests.factories.people import make_member
from tests.tenant_client import TenantClient

URL = "/styring/registrering/"
Clients = Callable[[Municipality], TenantClient]
Draft = dict[str, Any]


@pytest.fixture
def editor(dragoer: Municipality, client_for: Clients) -> TenantClient:
    """An administrator of Dragør."""
    return client_for(dragoer).be_staff(
        make_member("administrator", with_identity=False).membership
    )


def newest() -> ClosingForm:
    """Return the form in use."""
    found = queries.current_closing_form()
    assert found is not None
    return found


def question(at: int, kind: str, da: str, en: str, key: str = "", **more: Any) -> Draft:
    """Return what the page posts of one question."""
    name = f"q{at}"
    return {f"{name}-kind": kind, f"{name}-key": key, f"{name}-da": da, f"{name}-en": en} | {
        f"{name}-{field}": value for field, value in more.items()
    }


def option(at: int, place: int, da: str, en: str, key: str = "") -> Draft:
    """Return what the page posts of one answer."""
    name = f"q{at}o{place}"
    return {f"{name}-key": key, f"{name}-da": da, f"{name}-en": en}


def two_questions() -> Draft:
    """Return a draft upon the test bed's form."""
    return {
        "version": "1",
        **question(0, "choices", "Hvad talte I om?", "What about?", several="on", required="on"),
        **option(0, 0, "Ensomhed", "Loneliness", key="alone"),
        **option(0, 1, "Søvn", "Sleep"),
        **question(1, "yesno", "Gav du noget videre?", "Passed on?", key="passed_on"),
    }


def save(editor: TenantClient, draft: Draft) -> Any:
    """Press the button."""
    return editor.post(URL, draft | {"act": "save"})


def posted_back(html: str) -> Draft:
    """Return the draft as the page would post it, and what its hidden fields say."""
    fields: Draft = {}
    for tag in re.findall(r"<input [^>]*>", html):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in found or found["name"] == "csrfmiddlewaretoken":
            continue
        if found.get("type") != "checkbox":
            fields[found["name"]] = found["value"]
        elif re.search(r"\schecked", tag):
            fields[found["name"]] = "on"
    return fields


def test_the_form_in_use_is_shown_as_the_peer_sees_it(editor: TenantClient) -> None:
    html = editor.get(URL).content.decode()
    preview = html.split('id="preview"')[1].split("</section>")[0]
    for field in CLOSING_FIELDS:
        assert field["label"]["da"] in preview
    assert preview.count("<legend>") == len(CLOSING_FIELDS)


def test_saved_as_a_new_version_and_the_old_one_stays(editor: TenantClient) -> None:
    before = newest()
    assert save(editor, two_questions())["Location"] == URL
    after = newest()
    assert (before.version, after.version) == (1, 2)
    assert ClosingForm.objects.get(version=1).fields == CLOSING_FIELDS
    assert [field["key"] for field in after.fields] == ["hvad-talte-i-om", "passed_on"]
    assert after.fields[0] == {
        "key": "hvad-talte-i-om",
        "type": "choices",
        "required": True,
        "label": {"da": "Hvad talte I om?", "en": "What about?"},
        "options": [
            {"key": "alone", "label": {"da": "Ensomhed", "en": "Loneliness"}},
            {"key": "soevn", "label": {"da": "Søvn", "en": "Sleep"}},
        ],
    }


def test_what_the_page_shows_can_be_saved_unchanged_and_makes_no_version(
    editor: TenantClient,
) -> None:
    draft = posted_back(editor.get(URL).content.decode())
    assert save(editor, draft).status_code == 302
    assert newest().version == 1


def test_history_says_who_and_what(editor: TenantClient) -> None:
    save(editor, two_questions())
    html = editor.get(URL).content.decode().split('class="history"')[1]
    assert "Udgave 2" in html
    assert "<strong>Navn " in html
    assert "Søvn / Sleep" in html
    assert html.index("Udgave 2") < html.index("Udgave 1")


@pytest.mark.parametrize(
    ("act", "keys"),
    [
        ("up-1", ["passed_on", ""]),
        ("down-0", ["passed_on", ""]),
        ("up-0", ["", "passed_on"]),
        ("down-1", ["", "passed_on"]),
        ("drop-0", ["passed_on"]),
        ("add-text", ["", "passed_on", ""]),
        ("add-nothing", ["", "passed_on"]),
        ("drop-7", ["", "passed_on"]),
        ("drop-²", ["", "passed_on"]),
        ("drop-0-9", ["", "passed_on"]),
        ("more-1", ["", "passed_on"]),
    ],
)
def test_buttons_change_the_draft_and_store_nothing(
    editor: TenantClient, act: str, keys: list[str]
) -> None:
    response = editor.post(URL, two_questions() | {"act": act})
    draft = posted_back(response.content.decode())
    assert response.status_code == 200
    assert [draft[f"q{at}-key"] for at in range(len(keys))] == keys
    assert f"q{len(keys)}-key" not in draft
    assert newest().version == 1


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("up-0-1", ["Søvn", "Ensomhed"]),
        ("down-0-0", ["Søvn", "Ensomhed"]),
        ("drop-0-0", ["Søvn"]),
        ("more-0", ["Ensomhed", "Søvn", ""]),
    ],
)
def test_answers_are_moved_too(editor: TenantClient, act: str, words: list[str]) -> None:
    draft = posted_back(editor.post(URL, two_questions() | {"act": act}).content.decode())
    assert [draft[f"q0o{place}-da"] for place in range(len(words))] == words
    assert f"q0o{len(words)}-da" not in draft


def test_without_more_than_one_answer_it_is_one(editor: TenantClient) -> None:
    draft = two_questions()
    del draft["q0-several"], draft["q0-required"]
    save(editor, draft)
    assert newest().fields[0]["type"] == "choice"
    assert "required" not in newest().fields[0]


def test_of_two_who_save_the_second_is_told_and_loses_nothing(editor: TenantClient) -> None:
    save(editor, two_questions())
    mine = two_questions() | {"q1-da": "Min egen"}
    response = save(editor, mine)
    html = response.content.decode()
    assert response.status_code == 409
    assert "En anden har lige gemt udgave 2." in html
    assert 'value="Min egen"' in html
    assert newest().version == 2
    assert save(editor, posted_back(html)).status_code == 302
    assert (newest().version, newest().fields[1]["label"]["da"]) == (3, "Min egen")


def test_at_the_same_moment_one_wins(committed: Municipality) -> None:
    def saves(da: str) -> Callable[[], None]:
        def work() -> None:
            try:
                save_closing_form([{"key": "a", "type": "yesno", "label": {"da": da}}], after=1)
            except FormConflictError as error:
                raise ApiError("conflict") from error

        return work

    works = [saves(str(number)) for number in range(4)]
    assert at_once(committed, *works) == ["conflict", "conflict", "conflict", "done"]
    with tenant_scope(committed):
        assert ClosingForm.objects.count() == 2


def many_options(count: int) -> Draft:
    """Return a draft with one question of many answers."""
    draft = {"version": "1", **question(0, "choices", "Hvad?", "What?")}
    for place in range(count):
        draft |= option(0, place, f"Svar {place}", f"Answer {place}")
    return draft


BAD = {
    "none": ({"version": "1"}, "Der skal være mindst ét spørgsmål."),
    "fifty": (many_options(50), f"Spørgsmål 1 har 50 svar. Højst {MOST_OPTIONS}."),
    "one": (many_options(1), "Spørgsmål 1 skal have mindst to svar at vælge mellem."),
    "empty": (two_questions() | {"q1-en": " "}, "Spørgsmål 2 mangler ord på dansk eller engelsk."),
    "empty answer": (two_questions() | {"q0o1-da": ""}, "Svar 2 på spørgsmål 1 mangler ord"),
    "same id": (two_questions() | {"q0-key": "passed_on"}, "samme korte navn: passed_on."),
    "same answer id": (two_questions() | {"q0o1-key": "alone"}, "samme korte navn: alone."),
    "same words": (two_questions() | {"q0o1-da": "ensomhed"}, "siger det samme: ensomhed."),
    "no kind": (two_questions() | {"q1-kind": "x"}, "Spørgsmål 2 kunne ikke forstås."),
    "bad id": (two_questions() | {"q1-key": "A b"}, "Spørgsmål 2 kunne ikke forstås."),
    "bad answer id": (two_questions() | {"q0o1-key": "<"}, "Spørgsmål 1 kunne ikke forstås."),
    "long": (two_questions() | {"q1-da": "a" * 121}, "Spørgsmål 2 er for langt."),
    "long answer": (two_questions() | {"q0o0-en": "a" * 61}, "Svar 1 på spørgsmål 1 er for langt."),
}


@pytest.mark.parametrize(("draft", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_said_clearly_and_kept_on_the_page(
    editor: TenantClient, draft: Draft, said: str
) -> None:
    response = save(editor, draft)
    html = response.content.decode()
    assert response.status_code == 400
    assert said in html
    assert ("q1-key" in draft) == ("q1-key" in posted_back(html))
    assert newest().version == 1


def test_too_many_questions(editor: TenantClient) -> None:
    draft = {"version": "1"}
    for at in range(MOST_QUESTIONS + 1):
        draft |= question(at, "yesno", f"Nr. {at}", f"No. {at}")
    assert "Der er 13 spørgsmål. Højst 12" in save(editor, draft).content.decode()


def test_two_alike_questions_get_short_names_of_their_own(editor: TenantClient) -> None:
    draft = {
        "version": "1",
        **question(0, "yesno", "Og?", "And?"),
        **question(1, "text", "Og", "-"),
    }
    draft |= question(2, "yesno", "?", "\0?")
    save(editor, draft)
    assert [field["key"] for field in newest().fields] == ["og", "og-2", "question"]
    assert newest().fields[2]["label"]["en"] == "?"


@pytest.mark.parametrize("version", ["", "x", "²", "-1", "9" * 40])
def test_a_version_that_never_was_is_a_conflict(editor: TenantClient, version: str) -> None:
    assert save(editor, two_questions() | {"version": version}).status_code == 409


def test_free_text_is_warned_of_before_it_is_saved(editor: TenantClient) -> None:
    warning = "Nogen kan komme til at skrive et navn"
    assert warning not in editor.get(URL).content.decode()
    html = editor.post(URL, two_questions() | {"act": "add-text"}).content.decode()
    assert warning in html
    assert "Skriv ingen navne" in html
    assert not any(field["type"] == "text" for field in newest().fields)


def test_a_coordinator_sees_it_and_has_no_button(
    dragoer: Municipality, client_for: Clients
) -> None:
    browser = client_for(dragoer).be_staff(make_member("coordinator").membership)
    assert 'name="act"' not in browser.get(URL).content.decode()
    assert browser.post(URL, two_questions() | {"act": "save"}).status_code == 404


def test_the_demo_and_the_test_bed_keep_the_rules() -> None:
    from demo import closing

    assert problems(closing.fields()) == problems(CLOSING_FIELDS) == []
