"""The demo's one server process: web, live connections and jobs; it ends when bin/demo does."""

from __future__ import annotations

import sys

import uvicorn

from demo.lifeline import hold
from naere.config.serve import config


def main(port: int) -> None:
    """Serve on loopback until stopped."""
    hold()
    uvicorn.Server(config(port=port)).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
