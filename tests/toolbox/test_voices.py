"""Somebody says whether a tool helped: kept without who, and seen by nobody before it is read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from naere.accounts.youth.models import Attempts
from naere.tenancy.models import Municipality, RiskWord
from naere.toolbox.enums import Moderation, ToolState, Verdict
from naere.toolbox.models import Feedback, Tool
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.queries.voices import FEWEST_VOICES, shown_voices
from naere.toolbox.services import voices
from naere.toolbox.services.workflow import StaleStateError
from tests.factories.people import make_member, make_young
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

INBOX = "/vaerksted/svar/"


def ask(tool: Tool) -> str:
    return reverse("toolbox:feedback", args=[tool.slug])


def page_of(municipality: Municipality, tool: Tool) -> str:
    return TenantClient(municipality).get(f"/vaerktoej/{tool.slug}/").content.decode()


def editor(municipality: Municipality, role: str = "editor") -> TenantClient:
    return TenantClient(municipality).be_staff(make_member(role).membership)


def told_on(municipality: Municipality, tool: Tool) -> str:
    """Return what a tool's page says of its voices."""
    return page_of(municipality, tool).split('class="voices"')[1].split("</section>")[0]


def voices_in_feed() -> Any:
    return catalogue(public_tools(), "https://x.example/")["tools"][0]["voices"]


def speak(
    tool: Tool, count: int = FEWEST_VOICES, verdict: Verdict = Verdict.HELPED, months_ago: int = 1
) -> None:
    """Let so many speak on the first of a month that is over."""
    for _ in range(count):
        over(voices.say(tool, verdict), months_ago)


def over(said: Feedback, months_ago: int = 1) -> Feedback:
    """Move an answer to the first of a month that is over; returns it."""
    day = timezone.localdate().replace(day=1)
    for _ in range(months_ago):
        day = (day - timedelta(days=1)).replace(day=1)
    Feedback.objects.filter(pk=said.pk).update(day=day)
    said.refresh_from_db()
    return said


def test_an_answer_is_kept_without_who(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    young = TenantClient(dragoer).be_young(make_young().token)
    response = young.post(ask(tool), {"verdict": "not-helped", "sentence": "  Den  var lang. "})
    assert (response.status_code, response["Location"]) == (302, f"{ask(tool)}tak/")
    said = Feedback.objects.get()
    assert (said.tool, said.verdict, said.sentence) == (tool, "not-helped", "Den var lang.")
    assert (said.moderation, said.moderated_by) == (Moderation.WAITING, None)
    columns = {field.name for field in Feedback._meta.get_fields()}
    assert columns == {
        *("id", "municipality", "tool", "verdict", "sentence", "moderation", "day"),
        *("moderated_by", "moderated_at"),
    }


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"verdict": "splendid"},
        {"verdict": "helped", "sentence": "x" * 241},
        {"verdict": "helped", "sentence": "skriv til mig@example.dk"},
        {"verdict": "helped", "sentence": "ring 22 33 44 55"},
        {"verdict": "helped", "sentence": "010203-1234"},
        {"verdict": "helped", "sentence": "a\x00b"},
    ],
)
def test_what_is_no_answer_is_refused(dragoer: Municipality, given: dict[str, str]) -> None:
    tool = make_tool("Rolig nat")
    assert TenantClient(dragoer).post(ask(tool), given).status_code == 400
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize("state", [ToolState.CANDIDATE, ToolState.RETIRED])
def test_a_tool_that_is_not_public_is_not_asked_about(
    dragoer: Municipality, state: ToolState
) -> None:
    tool = make_tool("Rolig nat", state=state)
    browser = TenantClient(dragoer)
    assert browser.get(ask(tool)).status_code == 404
    assert browser.post(ask(tool), {"verdict": "helped"}).status_code == 404
    assert browser.get(f"{ask(tool)}tak/").status_code == 404


def test_another_municipality_has_no_such_tool(dragoer: Municipality, ishoej: Municipality) -> None:
    tool = make_tool("Rolig nat")
    assert TenantClient(ishoej).post(ask(tool), {"verdict": "helped"}).status_code == 404


def test_words_of_danger_get_help_before_thanks_and_are_not_reported(
    dragoer: Municipality,
) -> None:
    RiskWord.objects.get_or_create(municipality=dragoer, phrase="vil ikke leve")
    tool = make_tool("Rolig nat")
    response = TenantClient(dragoer).post(
        ask(tool), {"verdict": "not-helped", "sentence": "Jeg vil ikke leve mere."}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert 'href="tel:112"' in page
    assert page.index("tel:112") < page.index("Dit svar er talt med")
    assert Feedback.objects.get().moderation == Moderation.WAITING
    calm = TenantClient(dragoer).get(f"{ask(tool)}tak/").content.decode()
    assert "finder-danger" not in calm


def test_who_answers_all_day_waits(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    browser = TenantClient(dragoer)
    free = voices.LIMITS.network.free
    for _ in range(free):
        assert browser.post(ask(tool), {"verdict": "helped"}).status_code == 302
    response = browser.post(ask(tool), {"verdict": "helped"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert Feedback.objects.count() == free
    assert all(len(bytes(one.bucket)) == 32 for one in Attempts.objects.all())


def test_few_answers_show_nothing_and_five_show_their_numbers(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    speak(tool, FEWEST_VOICES - 1)
    assert shown_voices(tool) is None
    assert "Kun få har svaret endnu" in page_of(dragoer, tool)
    speak(tool, 1)
    speak(tool, 1, Verdict.NOT_FOR_ME)
    found = shown_voices(tool)
    assert found is not None
    assert [(one.verdict, one.told.least) for one in found.counts] == [
        (Verdict.HELPED, 5),
        (Verdict.NOT_HELPED, 0),
        (Verdict.NOT_FOR_ME, 1),
    ]
    shown = told_on(dragoer, tool)
    assert (shown.count(">5<"), shown.count(">få<")) == (1, 1)
    assert "Mindst 6 har svaret" in shown


def test_what_is_told_is_the_sum_of_what_is_told_of_each_month(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    speak(tool, 6, months_ago=2)
    assert "6 har svaret" in told_on(dragoer, tool)
    speak(tool, 4, months_ago=1)
    shown = told_on(dragoer, tool)
    assert "mindst 7<" in shown
    assert "Mindst 7 har svaret" in shown
    assert ">10<" not in shown
    assert "10 har svaret" not in shown
    speak(tool, 5, Verdict.NOT_HELPED, months_ago=3)
    assert ">5<" in told_on(dragoer, tool)


def test_whoever_looks_again_and_again_learns_nothing_of_this_month(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    speak(tool, 6)
    before = shown_voices(tool), voices_in_feed()
    shown = told_on(dragoer, tool)
    for verdict in Verdict:
        for count in range(7):
            said = voices.say(tool, verdict, f"Ny {count}")
            Feedback.objects.filter(pk=said.pk).update(moderation=Moderation.SHOWN)
        assert told_on(dragoer, tool) == shown
    assert (shown_voices(tool), voices_in_feed()) == before


def test_a_sentence_is_seen_only_after_it_was_read(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    speak(tool)
    said = over(voices.say(tool, Verdict.HELPED, "Den er god om natten."))
    browser = editor(dragoer)
    address = reverse("toolbox:voice", args=[said.pk])
    assert "god om natten" not in page_of(dragoer, tool)
    assert "god om natten" in browser.get(INBOX).content.decode()
    browser.post(address, {"to": "shown", "seen": "waiting"})
    assert "god om natten" in page_of(dragoer, tool)
    browser.post(address, {"to": "hidden", "seen": "shown"})
    assert "god om natten" not in page_of(dragoer, tool)
    catalogue = TenantClient(dragoer).get("/vaerktoejer/katalog.json").content.decode()
    assert "god om natten" not in catalogue


@pytest.mark.parametrize(
    ("is_over", "spoke", "told"),
    [
        (True, FEWEST_VOICES, "Godkendt. Nu kan andre se det."),
        (False, FEWEST_VOICES, "Godkendt. Andre kan se det, når måneden er slut."),
        (True, 0, "Godkendt. Andre kan se det, når flere har svaret."),
        (False, 0, "Godkendt. Andre kan se det, når måneden er slut, og flere har svaret."),
    ],
)
def test_an_editor_is_told_when_others_see_it(
    dragoer: Municipality, is_over: bool, spoke: int, told: str
) -> None:
    tool = make_tool("Rolig nat")
    speak(tool, spoke)
    said = voices.say(tool, Verdict.HELPED, "God.")
    if is_over:
        over(said)
    address, given = reverse("toolbox:voice", args=[said.pk]), {"to": "shown", "seen": "waiting"}
    page = editor(dragoer).post(address, given, follow=True).content.decode()
    assert told in page
    assert ("Nu kan andre" in told) == ("God." in page_of(dragoer, tool))


def test_of_a_tool_that_is_put_away_nobody_is_told_that_others_see_it(
    dragoer: Municipality,
) -> None:
    tool = make_tool("Rolig nat")
    speak(tool)
    said = over(voices.say(tool, Verdict.HELPED, "God."))
    Tool.objects.filter(pk=tool.pk).update(state=ToolState.RETIRED)
    address, given = reverse("toolbox:voice", args=[said.pk]), {"to": "shown", "seen": "waiting"}
    page = editor(dragoer).post(address, given, follow=True).content.decode()
    assert "Godkendt." in page
    assert "andre" not in page.split("Godkendt.")[1].split("</")[0].lower()


def test_what_is_hidden_is_gone_and_the_verdict_stays(dragoer: Municipality) -> None:
    said = voices.say(make_tool("Rolig nat"), Verdict.HELPED, "Jeg er Bo fra 8.B.")
    browser, address = editor(dragoer), reverse("toolbox:voice", args=[said.pk])
    browser.post(address, {"to": "hidden", "seen": "waiting"})
    said.refresh_from_db()
    assert (said.sentence, said.moderation, said.verdict) == ("", "hidden", "helped")
    page = browser.get(INBOX).content.decode()
    assert "8.B" not in page
    assert "skjult" in page
    answer = browser.post(address, {"to": "shown", "seen": "hidden"}, follow=True)
    assert "har lige besluttet" in answer.content.decode()
    said.refresh_from_db()
    assert said.moderation == Moderation.HIDDEN


def test_the_day_is_not_told_and_no_mark_up_is_obeyed(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    speak(tool)
    said = over(voices.say(tool, Verdict.HELPED, "<b onclick=x>fed</b>"))
    voices.moderate(said.pk, Moderation.SHOWN, Moderation.WAITING, make_member("editor").membership)
    page = page_of(dragoer, tool)
    assert "&lt;b onclick=x&gt;fed" in page
    assert f'datetime="{said.day:%Y-%m}"' in page
    assert f"{said.day:%Y-%m-%d}" not in page.split('class="voices"')[1].split("</section>")[0]


def test_the_second_of_two_is_told(dragoer: Municipality) -> None:
    said = voices.say(make_tool("Rolig nat"), Verdict.HELPED, "God.")
    by = make_member("editor").membership
    voices.moderate(said.pk, Moderation.HIDDEN, Moderation.WAITING, by)
    with pytest.raises(StaleStateError):
        voices.moderate(said.pk, Moderation.SHOWN, Moderation.WAITING, by)
    browser = editor(dragoer)
    answer = browser.post(
        reverse("toolbox:voice", args=[said.pk]), {"to": "shown", "seen": "waiting"}, follow=True
    )
    assert "har lige besluttet" in answer.content.decode()
    said.refresh_from_db()
    assert said.moderation == Moderation.HIDDEN


@pytest.mark.parametrize("role", ["volunteer", "professional", "assessor", "analyst"])
def test_only_editors_read_what_waits(dragoer: Municipality, role: str) -> None:
    said = voices.say(make_tool("Rolig nat"), Verdict.HELPED, "God.")
    browser = editor(dragoer, role)
    assert browser.get(INBOX).status_code == 404
    address = reverse("toolbox:voice", args=[said.pk])
    assert browser.post(address, {"to": "shown", "seen": "waiting"}).status_code == 404


def test_an_answer_without_words_is_nothing_to_moderate(dragoer: Municipality) -> None:
    said = voices.say(make_tool("Rolig nat"), Verdict.HELPED)
    address = reverse("toolbox:voice", args=[said.pk])
    assert editor(dragoer).post(address, {"to": "shown", "seen": "waiting"}).status_code == 404
    words = reverse("toolbox:voice", args=[voices.say(said.tool, Verdict.HELPED, "God.").pk])
    assert editor(dragoer).post(words, {"to": "loud", "seen": "waiting"}).status_code == 400
