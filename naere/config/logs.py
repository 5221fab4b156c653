"""Logging: structured lines on standard error. No address, no message, no cookie ever (R35)."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog


def configure(_settings: dict[str, Any] | None = None) -> None:
    """Send everything of level WARNING and the project's own INFO to standard error as key=value."""
    processors: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=processors,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(_place_of_error),
                structlog.processors.LogfmtRenderer(
                    key_order=["timestamp", "level", "logger", "event"]
                ),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("naere").setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").addFilter(_no_refused_handshakes)
    for silent in ("uvicorn.access", "django.request", "django.server"):
        logging.getLogger(silent).setLevel(logging.ERROR)
    # Its text is the Host header, in which anyone can write anything.
    logging.getLogger("django.security.DisallowedHost").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[*processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _no_refused_handshakes(record: logging.LogRecord) -> bool:
    """Return False for what uvicorn says, as an error, of each WebSocket that we refuse."""
    return not record.getMessage().startswith("ASGI callable returned without completing")


def _place_of_error(exc_info: Any) -> str:
    """Return where an exception was raised and its type, without its text, which may hold input."""
    kind, _value, trace = exc_info
    places = [
        f"{frame.filename}:{frame.lineno}:{frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return f"{kind.__name__} at {' < '.join(reversed(places[-8:]))}"
