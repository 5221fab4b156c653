"""The environment, read once and typed: what an operator may set, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or `default` when it is not set."""
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    """Return the whole number in `name`; raises ValueError when it is not one."""
    return int(os.environ.get(name, default))


def flag(name: str, default: bool = False) -> bool:
    """Return whether `name` is set to 1, true, yes or on."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words of `name`, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str, **extra: Any) -> dict[str, Any]:
    """Return Django's database settings for a libpq connection string or URL."""
    parts = conninfo_to_dict(url)
    known = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
    settings |= {name: str(parts.pop(key)) for key, name in known.items() if parts.get(key)}
    options = {key: value for key, value in parts.items() if value is not None}
    return settings | {"OPTIONS": options | extra}
