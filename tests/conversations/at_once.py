"""Several people at the same moment, each on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from naere.core.api import ApiError
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope

Work = Callable[[], Any]


def at_once(municipality: Municipality, *works: Work) -> list[str]:
    """Do all `works` at once; returns per work "done" or the code of its ApiError, sorted."""
    barrier = Barrier(len(works))

    def do(work: Work) -> str:
        try:
            barrier.wait(timeout=10)
            with tenant_scope(municipality):
                work()
        except ApiError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(do, works))
