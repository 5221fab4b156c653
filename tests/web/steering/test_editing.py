"""Changing settings: what is stored, what is refused, and what the history then shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from demo.pictures import lamp, png
from naere.surveys import queries as surveys
from naere.surveys.services import keep_answers, replace_questions
from naere.tenancy import queries
from naere.tenancy.models import CrisisLine, Municipality
from tests.factories.people import make_member
from tests.surveys.test_answers import question
from tests.tenant_client import TenantClient

Clients = Callable[[Municipality], TenantClient]
AGES = {"label_da": "over 30 år", "label_en": "over 30 years"}
PNG = png(8, "#0b6e4f", lamp)


@pytest.fixture
def editor(dragoer: Municipality, client_for: Clients) -> TenantClient:
    """A project manager of Dragør."""
    member = make_member("project_manager", with_identity=False)
    return client_for(dragoer).be_staff(member.membership)


def identity(**changes: Any) -> dict[str, Any]:
    """Return the fields of the first page, filled in."""
    return {
        "name": "Det Nære",
        "contact_name": "",
        "contact_email": "hej@dragoer.example",
        "contact_phone": "32 89 01 00",
        "exit_url": "https://www.dmi.dk/",
        "age_from": 16,
        "age_to": 30,
    } | changes


def line(**changes: Any) -> dict[str, Any]:
    """Return the fields of a crisis line."""
    return {
        "name": "Livslinien",
        "phone": "70 201 201",
        "who_da": "Dig",
        "who_en": "You",
        "hours_da": "Altid",
        "hours_en": "Always",
        "source": "https://www.livslinien.dk/",
        "checked_on": "2026-11-01",
        "order": 5,
    } | changes


def test_saved_and_shown_with_who_and_what(editor: TenantClient) -> None:
    response = editor.post("/styring/navn/", identity())
    assert response["Location"] == "/styring/navn/"
    assert queries.profile().name == "Det Nære"
    html = editor.get("/styring/navn/").content.decode()
    assert "<del>Netværket i Dragør</del> → <ins>Det Nære</ins>" in html
    assert "<strong>Navn " in html


def test_two_who_edit_do_not_undo_each_other(editor: TenantClient) -> None:
    before = queries.profile().queue_limit
    editor.post("/styring/navn/", identity(name="Første"))
    limits = {"parallel_conversations": 3, "session_minutes": 50, "days_kept": 30}
    editor.post("/styring/samtaler/", limits | {"queue_limit": before})
    found = queries.profile()
    assert (found.name, found.parallel_conversations) == ("Første", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"age_from": 31},
        {"age_to": 121},
        {"exit_url": "javascript:alert(1)"},
        {"contact_email": "nowhere"},
        {"contact_phone": "ring til os"},
        {"name": "x" * 81},
    ],
)
def test_bad_input_is_told_and_not_stored(editor: TenantClient, wrong: dict[str, Any]) -> None:
    response = editor.post("/styring/navn/", identity(**wrong))
    assert response.status_code == 400
    assert "form-error-message" in response.content.decode()
    assert queries.profile().name == "Netværket i Dragør"


@pytest.mark.parametrize(
    "wrong",
    [
        {"days_kept": 31},
        {"session_minutes": 181},
        {"parallel_conversations": 7},
        {"queue_limit": 0},
    ],
)
def test_limits_have_limits(editor: TenantClient, wrong: dict[str, int]) -> None:
    given = {"parallel_conversations": 2, "session_minutes": 50, "days_kept": 30, "queue_limit": 9}
    assert editor.post("/styring/samtaler/", given | wrong).status_code == 400
    assert queries.profile().queue_limit == 12


def test_hours_on_several_days_at_once(editor: TenantClient) -> None:
    editor.post(
        "/styring/aabningstider/", {"weekdays": [5, 6], "opens": "11:00", "closes": "12:30"}
    )
    added = [str(h.opens) for h in queries.opening_hours() if f"{h.closes:%H:%M}" == "12:30"]
    assert added == ["11:00:00"] * 2


@pytest.mark.parametrize(
    "wrong",
    [{"opens": "12:30"}, {"opens": "13:00"}, {"weekdays": [7]}, {"weekdays": []}, {"closes": "x"}],
)
def test_hours_that_make_no_sense(editor: TenantClient, wrong: dict[str, Any]) -> None:
    given = {"weekdays": [5], "opens": "11:00", "closes": "12:30"} | wrong
    assert editor.post("/styring/aabningstider/", given).status_code == 400
    assert queries.opening_hours().count() == 7


def test_a_closed_day_twice_is_told(editor: TenantClient) -> None:
    given = {"date": "2026-12-24", "note": "Jul"}
    statuses = [editor.post("/styring/lukkedage/", given).status_code for _ in range(2)]
    assert (statuses, queries.closed_days().count()) == ([302, 400], 1)


def test_a_crisis_line_is_added(editor: TenantClient) -> None:
    editor.post("/styring/hjaelpelinjer/", line())
    added = queries.crisis_lines().get(name="Livslinien")
    assert (added.phone, added.checked_on.isoformat()) == ("70 201 201", "2026-11-01")


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "70 20 12 O1"},
        {"phone": "<b>1</b>"},
        {"phone": "1"},
        {"source": ""},
        {"checked_on": "2999-01-01"},
        {"url": "javascript:alert(1)"},
        {"who_en": ""},
    ],
)
def test_a_doubtful_crisis_line_is_refused(editor: TenantClient, wrong: dict[str, Any]) -> None:
    assert editor.post("/styring/hjaelpelinjer/", line(**wrong)).status_code == 400
    assert not queries.crisis_lines().filter(name="Livslinien").exists()


def test_an_old_check_is_pointed_out(editor: TenantClient) -> None:
    editor.post("/styring/hjaelpelinjer/", line(checked_on="2019-12-04"))
    added = queries.crisis_lines().get(name="Livslinien")
    for url in ("/styring/hjaelpelinjer/", f"/styring/hjaelpelinjer/{added.pk}/"):
        assert "mere end seks måneder siden" in editor.get(url).content.decode()


def test_a_row_is_changed_and_deleted(editor: TenantClient) -> None:
    topic = queries.topics()[0]
    url = f"/styring/emner/{topic.pk}/"
    editor.post(url, {"label_da": "At høre til", "label_en": "Belonging", "order": 0})
    assert queries.topics()[0].label_da == "At høre til"
    assert "<ins>At høre til</ins>" in editor.get(url).content.decode()
    assert editor.post(f"{url}slet/").status_code == 302
    assert not queries.topics().filter(pk=topic.pk).exists()
    assert "At høre til – slettet" in editor.get("/styring/emner/").content.decode()


def test_who_comes_second_to_a_deleted_row_finds_nothing(editor: TenantClient) -> None:
    url = f"/styring/emner/{queries.topics()[0].pk}/"
    found = [editor.post(f"{url}slet/").status_code, editor.post(f"{url}slet/").status_code]
    assert [*found, editor.post(url, {"label_da": "x"}).status_code] == [302, 404, 404]


def test_the_last_age_group_stays(editor: TenantClient) -> None:
    for group in queries.age_groups():
        editor.post(f"/styring/aldersgrupper/{group.pk}/slet/")
    assert queries.age_groups().count() == 1


def test_a_text_in_both_languages(editor: TenantClient) -> None:
    heavy = "Kommunalbestyrelsen tilvejebringer forebyggende foranstaltninger."
    editor.post("/styring/tekster/about/", {"body_da": heavy, "body_en": "Hello"})
    assert queries.texts()["about"].body_da == heavy
    html = editor.get("/styring/tekster/about/").content.decode()
    assert "lidt tung" in html


@pytest.mark.parametrize("wrong", [{"body_da": ""}, {"body_en": ""}, {"body_da": "x" * 8001}])
def test_a_text_needs_both_languages(editor: TenantClient, wrong: dict[str, str]) -> None:
    before = queries.texts()["about"].body_da
    given = {"body_da": "Hej", "body_en": "Hi"} | wrong
    assert editor.post("/styring/tekster/about/", given).status_code == 400
    assert queries.texts()["about"].body_da == before


def test_an_unknown_text_is_not_there(editor: TenantClient) -> None:
    assert editor.get("/styring/tekster/nothing/").status_code == 404


def test_html_in_a_setting_stays_text(editor: TenantClient) -> None:
    editor.post("/styring/navn/", identity(name="<script>alert(1)</script>"))
    html = editor.get("/styring/navn/").content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_risk_words_line_by_line(editor: TenantClient) -> None:
    editor.post("/styring/ord/", {"phrases": "vil dø\r\n\r\n Forsvinde \r\nvil dø"})
    assert queries.risk_words() == ["forsvinde", "vil dø"]
    assert editor.post("/styring/ord/", {"phrases": "x" * 61}).status_code == 400


def test_a_logo_needs_words(editor: TenantClient) -> None:
    given = {"colour": "#0b6e4f", "logo_alt_da": "En lampe", "logo_alt_en": ""}
    picture = {"picture": SimpleUploadedFile("a.png", PNG)}
    assert editor.post("/styring/udseende/", given | picture).status_code == 400
    assert queries.logo_address() == ""


def test_a_logo_comes_and_goes(editor: TenantClient) -> None:
    given = {"colour": "#123456", "logo_alt_da": "En lampe", "logo_alt_en": "A lamp"}
    editor.post("/styring/udseende/", given | {"picture": SimpleUploadedFile("a.svg", PNG)})
    found = queries.profile()
    assert (found.logo_type, found.colour) == ("image/png", "#123456")
    assert (found.logo_alt_da, found.logo_alt_en) == ("En lampe", "A lamp")
    assert queries.logo_address() in editor.get("/styring/udseende/").content.decode()
    editor.post("/styring/udseende/", given | {"remove": "on"})
    assert queries.profile().logo_type == ""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<svg/>", "PNG, JPEG eller WebP"),
        (b"", "PNG, JPEG eller WebP"),
        (PNG + bytes(50 * 1024 * 1024), "51200 kB"),
    ],
    ids=["svg", "empty", "50 MB"],
)
def test_a_picture_that_cannot_be_taken(editor: TenantClient, data: bytes, told: str) -> None:
    picture = SimpleUploadedFile("logo.png", data, "image/png")
    given = {"colour": "#123456", "logo_alt_da": "En lampe", "logo_alt_en": "A lamp"}
    response = editor.post("/styring/udseende/", given | {"picture": picture})
    assert (response.status_code, told in response.content.decode()) == (400, True)
    assert (queries.profile().logo_type, queries.profile().colour) == ("", "#0b6e4f")


@pytest.mark.parametrize(
    ("colour", "told"), [("#0b6e4f", "Det er nok"), ("#ffd166", "en mørkere udgave")]
)
def test_the_contrast_of_the_colour_is_told(editor: TenantClient, colour: str, told: str) -> None:
    editor.post("/styring/udseende/", {"colour": colour})
    assert told in editor.get("/styring/udseende/").content.decode()


def test_a_question_is_retired_and_not_deleted(editor: TenantClient) -> None:
    replace_questions([question("heard")])
    keep_answers({"heard": 7})
    url = f"/styring/spoergsmaal/{surveys.questions().get().pk}/"
    editor.post(url, question("heard", "Hørte vi dig?") | {"order": 0})
    assert (surveys.questions().count(), surveys.answers().count()) == (0, 1)
    assert editor.post(f"{url}slet/").status_code == 404


def test_checkboxes_can_be_seen(editor: TenantClient) -> None:
    html = editor.get("/styring/aabningstider/").content.decode()
    assert html.count('type="checkbox"') == html.count('class="form-checkbox"') == 7


def test_a_group_outside_the_age_band_is_pointed_out(editor: TenantClient) -> None:
    editor.post("/styring/aldersgrupper/", AGES | {"age_from": 31, "age_to": 35})
    html = editor.get("/styring/aldersgrupper/").content.decode()
    assert html.count("Går ud over aldersgrænserne 16–30.") == 1


def test_more_rows_cost_no_more_queries(
    editor: TenantClient, django_assert_num_queries: Any
) -> None:
    editor.get("/styring/aldersgrupper/")
    with django_assert_num_queries(13):
        editor.get("/styring/aldersgrupper/")
    for age in range(40, 46):
        editor.post("/styring/aldersgrupper/", AGES | {"age_from": age, "age_to": age})
    editor.get("/styring/aldersgrupper/")
    # One more for the name of who made the changes.
    with django_assert_num_queries(14):
        html = editor.get("/styring/aldersgrupper/").content.decode()
    assert html.count("Går ud over aldersgrænserne") == 6


def test_a_crisis_line_is_noted_as_checked_today(
    dragoer: Municipality, client_for: Clients
) -> None:
    row = queries.crisis_lines()[0]
    CrisisLine.objects.filter(pk=row.pk).update(checked_on=date(2020, 1, 1))
    browser = client_for(dragoer).be_staff(make_member("administrator").membership)
    address = reverse("steering:hjaelpelinjer")
    assert "Tjekket i dag" in browser.get(address).content.decode()
    browser.post(reverse("steering:hjaelpelinjer-tjekket", args=[row.pk]))
    row.refresh_from_db()
    assert row.checked_on == timezone.localdate()


def test_only_who_may_edit_notes_it(dragoer: Municipality, client_for: Clients) -> None:
    row = queries.crisis_lines()[0]
    browser = client_for(dragoer).be_staff(make_member("coordinator").membership)
    address = reverse("steering:hjaelpelinjer-tjekket", args=[row.pk])
    assert browser.post(address).status_code == 404
    assert browser.get(address).status_code in {404, 405}


def test_the_form_that_adds_is_folded_where_lines_are_checked(editor: TenantClient) -> None:
    folded, unfolded = '<details class="steering-add">', '<details class="steering-add" open>'
    assert folded in editor.get("/styring/hjaelpelinjer/").content.decode()
    assert unfolded in editor.get("/styring/emner/").content.decode()
    wrong = editor.post("/styring/hjaelpelinjer/", line(phone="x"))
    assert (wrong.status_code, unfolded in wrong.content.decode()) == (400, True)
    CrisisLine.objects.all().delete()
    assert unfolded in editor.get("/styring/hjaelpelinjer/").content.decode()


def test_a_line_that_was_checked_today_has_no_button_for_it(editor: TenantClient) -> None:
    CrisisLine.objects.update(checked_on=timezone.localdate())
    assert "Tjekket i dag" not in editor.get("/styring/hjaelpelinjer/").content.decode()
