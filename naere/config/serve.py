"""How the program is served: one place for the demo, the benchmarks and production.

Run `python -m naere.config.serve --port 8000`. Several processes may share one database; each is
a hub of its own, and they meet in PostgreSQL.
"""

from __future__ import annotations

import argparse
import os

import uvicorn

from naere.config import env

MOST_FRAME_BYTES = 64 * 1024


def config(
    host: str = "127.0.0.1", port: int = 8000, app: str = "naere.config.asgi:application"
) -> uvicorn.Config:
    """Return uvicorn's settings: no access log (it would hold addresses), no compression of
    ciphertext, small frames, proxies trusted only where the operator says so."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=MOST_FRAME_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=30.0,
        ws_ping_timeout=30.0,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=bool(env.text("NAERE_TRUSTED_PROXIES")),
        forwarded_allow_ips=env.text("NAERE_TRUSTED_PROXIES") or None,
        timeout_graceful_shutdown=5,
        backlog=4096,
    )


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description="Serve Nære: pages, hub and jobs in one process.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--app", default="naere.config.asgi:application", help=argparse.SUPPRESS)
    given = parser.parse_args()
    uvicorn.Server(config(given.host, given.port, given.app)).run()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    main()
