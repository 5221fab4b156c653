"""PostgreSQL refuses to run as root, so for root it runs as a system user of its own.

That user must reach the programs and the data. It is let *through* the folders above them
(`o+x`), never given a list of what is in them. Not root: nothing here does anything.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

SERVER_USER = "pgserver"


def server_user() -> str | None:
    """Return the system user to run the server as (made when there is none); None: as oneself."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(
            (
                "useradd",
                "--system",
                "--no-create-home",
                "--shell",
                "/usr/sbin/nologin",
                SERVER_USER,
            ),
            check=True,
        )
    return SERVER_USER


def as_user(user: str | None) -> dict[str, Any]:
    """Return what `subprocess` needs to run a program as `user`, with none of root's groups."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def let_through(user: str | None, data: Path, programs: Path) -> list[Path]:
    """Give the data to `user` and open the way to it and to the programs; return what was opened."""
    if user is None:
        return []
    give(user, data)
    above = [*data.parents, programs, *programs.parents]
    opened = [folder for folder in above if not folder.stat().st_mode & stat.S_IXOTH]
    for folder in opened:
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    return opened


def give(user: str | None, folder: Path) -> None:
    """Make a folder `user`'s own."""
    if user is not None:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)


__all__ = ["as_user", "give", "let_through", "server_user"]
