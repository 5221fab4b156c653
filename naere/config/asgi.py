"""The program: the hub at /ws/…, Django for everything else, the jobs beside them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")

from django.conf import settings
from django.core.asgi import get_asgi_application

django_application = get_asgi_application()

import structlog  # noqa: E402
from procrastinate.contrib.django import app as jobs  # noqa: E402
from psycopg.conninfo import make_conninfo  # noqa: E402
from starlette.applications import Starlette  # noqa: E402
from starlette.routing import Mount  # noqa: E402

from naere.config.bodies import BodyLimit  # noqa: E402
from naere.conversations.hub.endpoints import routes  # noqa: E402
from naere.conversations.hub.hub import Hub  # noqa: E402

log = structlog.get_logger("naere.jobs")


def conninfo() -> str:
    """Return the web role's connection string, from Django's settings."""
    database = settings.DATABASES["default"]
    known = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    parts = {name: database[key] for key, name in known.items() if database.get(key)}
    options = {k: v for k, v in database.get("OPTIONS", {}).items() if k != "pool"}
    return make_conninfo("", **parts, **options)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Start the hub, and the jobs when this process runs them; stop both."""
    hub = Hub(conninfo())
    app.state.hub = hub
    await hub.start()
    jobs = asyncio.create_task(run_jobs()) if settings.NAERE_RUN_WORKER else None
    try:
        yield
    finally:
        if jobs is not None:
            jobs.cancel()
            with suppress(asyncio.CancelledError):
                await jobs
        await hub.stop()


async def run_jobs() -> None:
    """Run procrastinate's worker until cancelled; begin again when the database was away."""
    while True:
        try:
            connector: Any = jobs.connector
            with jobs.replace_connector(connector.get_worker_connector()) as worker:
                async with worker.open_async():
                    await worker.run_worker_async(install_signal_handlers=False, concurrency=2)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.warning("jobs away", error=type(error).__name__)
        await asyncio.sleep(2)


def current_hub() -> Hub:
    """Return the running hub."""
    hub: Hub = application.state.hub
    return hub


application = Starlette(
    routes=[*routes(current_hub), Mount("/", app=BodyLimit(cast("Any", django_application)))],
    lifespan=lifespan,
)
