"""Reminders of what runs out: the right ones, to the right people, once."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connections

from naere.accounts.staff.services import deactivate
from naere.tenancy.models import Municipality
from naere.tenancy.scope import current_municipality, tenant_scope
from naere.toolbox.enums import ToolState
from naere.toolbox.models import ExpiryNotice, Round
from naere.toolbox.queries.expiry import running_out
from naere.toolbox.services import expiry
from naere.toolbox.tasks import remind_of_expiry
from tests.factories.assessments import USABILITY, asked, make_settled
from tests.factories.people import make_member
from tests.factories.toolbox import make_settings, make_tool
from tests.tenant_client import TenantClient

SETTLED = datetime(2026, 1, 10, 12, tzinfo=UTC)
LAST = date(2027, 1, 10)


def before(days: int) -> date:
    return LAST - timedelta(days=days)


def told() -> set[str]:
    """Return whom the mails went to, and forget them."""
    found = {address for one in mail.outbox for address in one.recipients()}
    mail.outbox.clear()
    return found


@pytest.fixture
def settled(dragoer: Municipality) -> Round:
    return make_settled(make_tool("Ro på"), at=SETTLED)


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (before(61), []),
        (before(60), [60]),
        (before(30), [60]),
        (before(14), [14]),
        (before(1), [14]),
        (before(0), [14]),
        (before(-1), [0]),
        (before(-400), [0]),
    ],
)
def test_which_notice_is_due(settled: Round, on: date, days: list[int]) -> None:
    assert expiry.remind(on) == len(days)
    assert list(ExpiryNotice.objects.values_list("days_before", flat=True)) == days


def test_each_is_sent_once_through_a_whole_year(settled: Round) -> None:
    sent = [expiry.remind(before(days)) for days in range(365, -30, -1)]
    assert sum(sent) == 3
    notices = ExpiryNotice.objects.values_list("days_before", flat=True)
    assert sorted(notices) == [0, 14, 60]


def test_the_days_are_the_municipalitys(settled: Round) -> None:
    make_settings(remind_days=[30, 7])
    assert [expiry.remind(before(days)) for days in (60, 30, 14, 7)] == [0, 1, 0, 1]


def test_no_reminder_on_the_day_it_was_settled(dragoer: Municipality) -> None:
    make_settings(valid_months=1)
    make_settled(make_tool(), at=SETTLED)
    assert expiry.remind(date(2026, 1, 10)) == 0
    assert expiry.remind(date(2026, 1, 28)) == 1


def test_editors_and_the_assessors_are_told_each_for_themselves(settled: Round) -> None:
    editor = make_member("editor", with_identity=False)
    make_member("project_manager", with_identity=False)
    gone = asked(settled)[1].membership
    deactivate(gone)
    expiry.remind(before(14))
    assert [len(one.recipients()) for one in mail.outbox] == [1, 1]
    assert told() == {editor.email, asked(settled)[0].membership.user.email}


def test_the_mail_names_the_tool_and_nothing_of_the_scores(settled: Round) -> None:
    expiry.remind(before(14))
    assert {one.subject for one in mail.outbox} == {"En vurdering udløber snart"}
    assert {one.body for one in mail.outbox} == {
        "Dragør: Vurderingen af Ro på gælder til og med 10. januar 2027."
    }
    mail.outbox.clear()
    expiry.remind(before(-1))
    assert {one.body for one in mail.outbox} == {
        "Dragør: Vurderingen af Ro på er udløbet (10. januar 2027)."
    }


def test_what_the_young_do_not_see_needs_no_reminder(settled: Round) -> None:
    settled.tool.state = ToolState.RETIRED
    settled.tool.save()
    assert expiry.remind(before(14)) == 0
    assert running_out(before(14)) == []


def test_the_newest_assessment_counts(settled: Round) -> None:
    make_settled(settled.tool, at=SETTLED + timedelta(days=300))
    assert expiry.remind(before(14)) == 0


def test_the_list_has_the_soonest_first(settled: Round) -> None:
    other = make_settled(settled.tool, USABILITY, SETTLED - timedelta(days=3))
    make_settled(make_tool(), at=SETTLED + timedelta(days=100))
    assert [one.pk for one in running_out(before(60))] == [other.pk, settled.pk]
    assert running_out(before(100)) == []


def test_a_mail_that_failed_is_tried_again_and_no_other(
    settled: Round, monkeypatch: Any, caplog: Any
) -> None:
    make_settled(make_tool("Pust ud"), at=SETTLED)
    send = expiry._send

    def fail(found: Round, days_before: int) -> None:
        if found.pk == settled.pk:
            raise SMTPServerDisconnected("nogen@naere.example")
        send(found, days_before)

    with monkeypatch.context() as broken:
        broken.setattr(expiry, "_send", fail)
        assert expiry.remind(before(14)) == 1
    assert ["Pust ud" in one.body for one in mail.outbox] == [True, True]
    assert ("SMTPServerDisconnected" in caplog.text, "nogen@" in caplog.text) == (True, False)
    mail.outbox.clear()
    assert expiry.remind(before(14)) == 1
    assert ["Ro på" in one.body for one in mail.outbox] == [True, True]


def test_a_refused_address_does_not_repeat_the_others(
    settled: Round, monkeypatch: Any, caplog: Any
) -> None:
    make_member("editor", email="aaa@naere.example", with_identity=False)
    send = EmailMessage.send

    def refuse(message: EmailMessage) -> int:
        if message.to == ["aaa@naere.example"]:
            raise SMTPRecipientsRefused({"aaa@naere.example": (550, b"no")})
        return send(message)

    monkeypatch.setattr(EmailMessage, "send", refuse)
    assert [expiry.remind(before(days)) for days in (14, 13)] == [1, 0]
    assert told() == {one.membership.user.email for one in asked(settled)}
    assert "aaa@" not in caplog.text


def test_two_workers_at_once_send_one_reminder(committed: Municipality) -> None:
    with tenant_scope(committed):
        make_settled(make_tool(), at=SETTLED)
    together, results = threading.Barrier(2), []

    def act() -> None:
        together.wait(10)
        with tenant_scope(committed):
            results.append(expiry.remind(before(14)))
        connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(results) == [0, 1]
    assert len(mail.outbox) == 2
    assert len(told()) == 2


def test_the_daily_task_goes_through_every_municipality(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    make_settled(make_tool(), at=datetime(2020, 1, 1, tzinfo=UTC))
    with in_tenant(ishoej):
        make_settled(make_tool(), at=datetime(2020, 1, 1, tzinfo=UTC))
    remind_of_expiry.func(0)
    with in_tenant(dragoer):
        assert ExpiryNotice.objects.count() == 1
    with in_tenant(ishoej):
        assert ExpiryNotice.objects.count() == 1


def test_each_date_of_a_list_says_what_it_is(settled: Round) -> None:
    browser = TenantClient(current_municipality())
    browser.be_staff(make_member("editor", with_identity=False).membership)
    Round.objects.update(state="open", settled_at=None, opened_at=datetime(2026, 5, 26, tzinfo=UTC))
    html = browser.get("/vaerksted/vurderinger/").content.decode()
    assert ("begyndt 26.05.2026" in html, "afsluttet" in html) == (True, False)
    Round.objects.update(state="settled", settled_at=datetime(2026, 6, 2, tzinfo=UTC))
    html = browser.get("/vaerksted/vurderinger/").content.decode()
    assert "begyndt 26.05.2026 · afsluttet 02.06.2026" in html
    assert html.count("afsluttet") == 1
