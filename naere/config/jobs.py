"""Procrastinate's application: where tasks are registered, and the work that is nobody's in particular."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from procrastinate import App, Blueprint, JobContext

HOURS_JOBS_ARE_KEPT = 24

blueprint = Blueprint()


def on_app_ready(app: App) -> None:
    """Register the tasks of every app that has some."""
    from naere.conversations import tasks
    from naere.toolbox import tasks as toolbox

    app.add_tasks_from(tasks.blueprint, namespace="conversations")
    app.add_tasks_from(toolbox.blueprint, namespace="toolbox")
    app.add_tasks_from(blueprint, namespace="config")


@blueprint.periodic(cron="7 * * * *")
@blueprint.task(queueing_lock="sessions", lock="sessions")
def forget_sessions(timestamp: int) -> None:
    """Delete the staff's sessions that have run out: nobody else would."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@blueprint.periodic(cron="17 * * * *")
@blueprint.task(queueing_lock="jobs", lock="jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Delete what is known of finished jobs; one a minute would fill the table."""
    await context.app.job_manager.delete_old_jobs(nb_hours=HOURS_JOBS_ARE_KEPT, include_failed=True)
