"""The demo's one server process: web, live connections and jobs; it ends when bin/demo does."""

from __future__ import annotations

import sys

import uvicorn

from demo.lifeline import hold


def main(port: int) -> None:
    """Serve on loopback until stopped."""
    hold()
    uvicorn.run(
        "naere.config.asgi:application",
        host="127.0.0.1",
        port=port,
        access_log=False,
        log_config=None,
        ws_max_size=64 * 1024,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
