"""What time takes away: tries, sessions and finished jobs are not kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from naere.accounts.youth.attempts import allow
from naere.accounts.youth.models import Attempts
from naere.config.jobs import HOURS_JOBS_ARE_KEPT, forget_jobs, forget_sessions
from naere.conversations.tasks import sweep_all
from naere.tenancy.models import Municipality

NOW = 0


def test_the_periodic_tasks_are_registered() -> None:
    names = [task.task.name for task in app.periodic_registry.periodic_tasks.values()]
    assert {name.rpartition(".")[2] for name in names} == {
        "sweep_all",
        "look_at_links",
        "remind_of_expiry",
        "forget_sessions",
        "forget_jobs",
    }


def test_tries_of_yesterday_are_forgotten(dragoer: Municipality) -> None:
    allow("return by words", "192.0.2.0/24")
    assert Attempts.objects.count() == 2  # of the network, and of all
    Attempts.objects.update(window_start=timezone.now() - timedelta(hours=23))
    sweep_all(NOW)
    assert Attempts.objects.count() == 2
    Attempts.objects.update(window_start=timezone.now() - timedelta(hours=25))
    sweep_all(NOW)
    assert Attempts.objects.count() == 0


def test_sessions_that_ran_out_are_deleted(db: None) -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(1))
    forget_sessions(NOW)
    assert [session.session_key for session in Session.objects.all()] == ["new"]


@pytest.mark.parametrize("status", ["succeeded", "failed"])
def test_jobs_of_yesterday_are_forgotten(db: None, status: str) -> None:
    _finish(status, timezone.now() - timedelta(hours=HOURS_JOBS_ARE_KEPT - 1))
    _finish(status, timezone.now() - timedelta(hours=HOURS_JOBS_ARE_KEPT + 1))
    context = JobContext(
        app=app,
        job=Job(id=1, queue="", lock=None, queueing_lock=None, task_name="x"),
        start_timestamp=0,
        abort_reason=lambda: None,
    )
    async_to_sync(forget_jobs.func)(context, NOW)
    assert ProcrastinateJob.objects.count() == 1


def _finish(status: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('default', 'x', %s) RETURNING id",
            [status],
        )
        (job,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [at, job])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, %s)",
            [job, status, at],
        )
