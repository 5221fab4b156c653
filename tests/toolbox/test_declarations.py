"""A provider answers once, by a link whose secret is kept nowhere."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from naere.core.ids import digest
from naere.tenancy.models import Municipality
from naere.toolbox.declaring import VERSIONS
from naere.toolbox.models import Declaration
from naere.toolbox.queries.declarations import (
    all_answers,
    declaration_by_token,
    latest_declaration,
    public_answers,
)
from naere.toolbox.services.declarations import NotOpenError, answer, make_link, show, take_back
from tests.conversations.at_once import at_once
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

ANSWERS: dict[str, Any] = {
    "data": "Ingen.",
    "stored": "device",
    "shared": "Ingen.",
    "deleted": "Slet den fra telefonen. Det sker med det samme.",
    "payer": "En fond.",
    "advertising": "no",
    "age_from": "13",
    "age_to": "",
    "accessibility": "own",
    "accessibility_link": "",
    "ce_mark": "no",
    "claims": "no",
    "claims_text": "",
    "evidence": "https://udbyder.example/viden",
    "crisis": "Den viser hjælpelinjer.",
    "answered_by": "Direktøren",
    "contact": "kontakt@udbyder.example",
}


def path_of(secret: str) -> str:
    return reverse("toolbox:declaration", args=[secret])


def strict(municipality: Municipality) -> TenantClient:
    """Return a browser that checks CSRF as production does."""
    browser = TenantClient(municipality)
    browser.handler.enforce_csrf_checks = True
    return browser


def editor(municipality: Municipality) -> TenantClient:
    return TenantClient(municipality).be_staff(make_member("editor").membership)


def test_the_secret_is_shown_once_and_kept_as_a_hash(dragoer: Municipality) -> None:
    tool, browser = make_tool(), editor(dragoer)
    path = reverse("toolbox:declarations", args=[tool.pk])
    shown = browser.post(path).content.decode()
    secret = re.findall(r"/vaerktoejer/erklaering/([\w-]{43})/", shown)[0]
    made = Declaration.objects.get()
    assert bytes(made.token_hash) == digest(secret)
    assert timedelta(days=29) < made.expires_at - timezone.now() <= timedelta(days=30)
    assert secret not in browser.get(path).content.decode()


def test_a_provider_answers_without_a_cookie(dragoer: Municipality) -> None:
    tool = make_tool()
    _made, secret = make_link(tool, None)
    browser = strict(dragoer)
    asked = browser.get(path_of(secret))
    assert asked.status_code == 200
    assert "csrfmiddlewaretoken" not in asked.content.decode()
    assert (
        "Når vi har læst jeres svar, kan vi vise dem på værktøjets side" in asked.content.decode()
    )
    assert "står på værktøjets side" not in asked.content.decode()
    assert asked["X-Robots-Tag"] == "noindex"
    assert asked["Referrer-Policy"] == "no-referrer"
    sent = browser.post(path_of(secret), ANSWERS)
    assert (sent.status_code, sent["Location"]) == (302, path_of(secret))
    assert "Tak for svarene" in browser.get(path_of(secret)).content.decode()
    assert dict(browser.cookies) == {}
    found = Declaration.objects.get()
    assert found.answers["stored"] == "device"
    assert found.answers["age_from"] == 13


def test_a_second_answer_changes_nothing(dragoer: Municipality) -> None:
    made, secret = make_link(make_tool(), None)
    browser = strict(dragoer)
    browser.post(path_of(secret), ANSWERS)
    again = browser.post(path_of(secret), {**ANSWERS, "payer": "Reklamer"})
    assert again.status_code == 200
    assert "Tak for svarene" in again.content.decode()
    made.refresh_from_db()
    assert made.answers["payer"] == "En fond."
    with pytest.raises(NotOpenError):
        answer(made, {"payer": "Reklamer"})


def test_wrong_run_out_and_taken_back_look_alike(dragoer: Municipality) -> None:
    tool = make_tool()
    old, old_secret = make_link(tool, None)
    Declaration.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    back, back_secret = make_link(tool, None)
    take_back(back)
    browser = strict(dragoer)
    bodies = set()
    for secret in ("x", "y" * 43, old_secret, back_secret, "z" * 5000):
        for response in (browser.get(path_of(secret)), browser.post(path_of(secret), ANSWERS)):
            assert response.status_code == 404
            bodies.add(response.content)
    assert len(bodies) == 1
    assert latest_declaration(tool) is None
    for row in (old, back):
        with pytest.raises(NotOpenError):
            answer(row, ANSWERS)


def test_a_link_is_good_in_its_own_municipality_alone(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        _made, secret = make_link(make_tool(), None)
    assert strict(dragoer).get(path_of(secret)).status_code == 404
    assert strict(ishoej).get(path_of(secret)).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("data", ""),
        ("stored", "moon"),
        ("age_from", "200"),
        ("age_to", "3"),
        ("evidence", "javascript:alert(1)"),
        ("contact", "x"),
        ("shared", "x" * 601),
    ],
)
def test_what_makes_no_sense_is_asked_again(dragoer: Municipality, field: str, value: str) -> None:
    made, secret = make_link(make_tool(), None)
    response = strict(dragoer).post(path_of(secret), {**ANSWERS, field: value})
    assert response.status_code == 400
    assert f'id="id_{field}_error"' in response.content.decode()
    made.refresh_from_db()
    assert made.answered_at is None


def test_only_questions_are_kept(dragoer: Municipality) -> None:
    made, secret = make_link(make_tool(), None)
    strict(dragoer).post(path_of(secret), {**ANSWERS, "admin": "1"})
    made.refresh_from_db()
    assert set(made.answers) == {one.key for one in VERSIONS[1]}


def test_the_contact_is_for_the_municipality_alone(dragoer: Municipality) -> None:
    made, secret = make_link(make_tool(), None)
    strict(dragoer).post(path_of(secret), ANSWERS)
    made.refresh_from_db()
    to_all = [one.text for one in public_answers(made)]
    assert ANSWERS["contact"] not in to_all
    assert [one.text for one in all_answers(made)] == [*to_all, ANSWERS["contact"]]
    assert "kun på personens egen enhed" in to_all
    links = [one.text for one in public_answers(made) if one.is_link]
    assert links == [ANSWERS["evidence"]]
    path = reverse("toolbox:declarations", args=[made.tool_id])
    assert ANSWERS["contact"] in editor(dragoer).get(path).content.decode()


def test_an_editor_closes_an_open_link(dragoer: Municipality) -> None:
    made, secret = make_link(make_tool(), None)
    path = reverse("toolbox:declaration-end", args=[made.tool_id, made.pk])
    assert editor(dragoer).post(path, {"what": "close"}).status_code == 302
    assert declaration_by_token(secret, timezone.now()) is None
    made.refresh_from_db()
    answered, other = make_link(made.tool, None)
    answer(answered, ANSWERS)
    end = reverse("toolbox:declaration-end", args=[made.tool_id, answered.pk])
    editor(dragoer).post(end, {"what": "close"})
    assert Declaration.objects.filter(pk=answered.pk).exists(), "an answer is not closed"
    editor(dragoer).post(end, {"what": "delete"})
    assert latest_declaration(made.tool) is None
    assert declaration_by_token(other, timezone.now()) is None


def test_the_newest_answer_counts(dragoer: Municipality) -> None:
    tool = make_tool()
    first, second = (make_link(tool, None)[0] for _ in range(2))
    by = make_member("editor").membership
    answer(second, ANSWERS)
    show(second, by)
    answer(first, {**ANSWERS, "payer": "Staten."})
    assert latest_declaration(tool) == second, "until somebody has read the newer one"
    show(first, by)
    assert latest_declaration(tool) == first
    assert latest_declaration(make_tool()) is None


def test_a_link_of_another_tool_is_not_ended(dragoer: Municipality) -> None:
    made, _secret = make_link(make_tool(), None)
    path = reverse("toolbox:declaration-end", args=[make_tool().pk, made.pk])
    assert editor(dragoer).post(path, {"what": "delete"}).status_code == 404
    assert Declaration.objects.filter(pk=made.pk).exists()


def test_two_who_answer_at_once_leave_one_answer(committed: Municipality, in_tenant: Any) -> None:
    with in_tenant(committed):
        made, _secret = make_link(make_tool(), None)
    kept: list[str] = []

    def send(who: str) -> None:
        with suppress(NotOpenError):
            answer(Declaration.objects.get(pk=made.pk), {**ANSWERS, "payer": who})
            kept.append(who)

    at_once(committed, lambda: send("Den ene"), lambda: send("Den anden"))
    with in_tenant(committed):
        made.refresh_from_db()
    assert kept == [made.answers["payer"]]


def test_nobody_sees_an_answer_before_an_editor_has_read_it(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    made, secret = make_link(tool, None)
    page, browser = f"/vaerktoej/{tool.slug}/", editor(dragoer)
    workshop = reverse("toolbox:tools")
    end = reverse("toolbox:declaration-end", args=[tool.pk, made.pk])
    assert browser.post(end, {"what": "show"}).status_code == 404, "there is nothing to show yet"
    assert "Udbyderen har svaret" not in browser.get(workshop).content.decode()
    strict(dragoer).post(path_of(secret), {**ANSWERS, "payer": "Køb vores kur!"})
    assert "vores kur" not in TenantClient(dragoer).get(page).content.decode()
    assert "Udbyderen har svaret" in browser.get(workshop).content.decode()
    rows = browser.get(reverse("toolbox:declarations", args=[tool.pk])).content.decode()
    assert "vores kur" in rows
    assert "Ikke vist endnu" in rows
    assert browser.post(end, {"what": "show"}).status_code == 302
    made.refresh_from_db()
    assert (made.shown_at is not None, made.shown_by is not None) == (True, True)
    assert "vores kur" in TenantClient(dragoer).get(page).content.decode()
    assert "Udbyderen har svaret" not in browser.get(workshop).content.decode()


def test_only_editors_show_an_answer(dragoer: Municipality) -> None:
    made, _secret = make_link(make_tool(), None)
    answer(made, ANSWERS)
    end = reverse("toolbox:declaration-end", args=[made.tool_id, made.pk])
    assessor = TenantClient(dragoer).be_staff(make_member("assessor").membership)
    assert assessor.post(end, {"what": "show"}).status_code == 404
    assert latest_declaration(made.tool) is None
