"""Procrastinate's application: where tasks are registered."""

from procrastinate import App


def on_app_ready(app: App) -> None:
    """Register the tasks of every app that has some."""
    from naere.conversations import tasks

    app.add_tasks_from(tasks.blueprint, namespace="conversations")
