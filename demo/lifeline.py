"""Ends this process when the one that started it is gone, however it went."""

from __future__ import annotations

import os
import signal
import sys
import threading


def hold() -> None:
    """Watch standard input, a pipe whose other end the starter holds and never writes to."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
