"""The second half of bin/demo, inside `.venv`: database, demo data, the server, Asta; until stopped.

This process holds the others by a pipe each: when it is killed, they notice and stop as well.
PostgreSQL alone then goes on, and the next start takes it over.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from demo.launch import check_port, data_folder
from demo.logins import shown
from demo.stamps import Stamp, files_in
from demo.terminal import (
    ROOT,
    Problem,
    Stopped,
    answer,
    end_group,
    run,
    say,
    see_off,
    step,
    stop_on_signals,
    tail,
)
from naere.config.embedded import WEB, EmbeddedError, EmbeddedPostgres

DATABASE = "naere"
SETTINGS = "naere.config.settings.demo"
HOSTS = ("dragoer", "ishoej")
PATIENCE = 60  # seconds until the server must answer
PATIENCE_WITH_ASTA = 15


class Demo:
    """One running demo: its folder, its database, its processes."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.data = data_folder()
        self.postgres = EmbeddedPostgres(self.data / "pg")
        self.children: list[subprocess.Popen[bytes]] = []

    @property
    def given(self) -> dict[str, str]:
        """The environment of everything that uses the database as the web role."""
        return {
            "DATABASE_URL": self.postgres.url(WEB, DATABASE),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "NAERE_PORT": str(self.port),
        }

    def log(self, name: str) -> Path:
        """Return where a part of the demo writes what it has to say."""
        folder = self.data / "log"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.log"

    def throw_away(self) -> None:
        """Delete the demo's data."""
        with step("Throwing the old data away"):
            self.postgres.stop("immediate")
            shutil.rmtree(self.data / "pg", ignore_errors=True)
            shutil.rmtree(self.data / "mail", ignore_errors=True)
            shutil.rmtree(self.data / "stamps-data", ignore_errors=True)
            self.postgres = EmbeddedPostgres(self.data / "pg")

    def prepare(self) -> None:
        """Start PostgreSQL, migrate as the owner, seed once."""
        found = self.postgres.postmaster() is not None
        with step("PostgreSQL (was still running)" if found else "PostgreSQL"):
            self.postgres.start()
        if not self.postgres.has_database(DATABASE):
            self.postgres.make_database(DATABASE)
            shutil.rmtree(self.data / "stamps-data", ignore_errors=True)
        self._migrate()
        self._seed()

    def _migrate(self) -> None:
        files = [path for path in files_in("naere", ".py") if path.parent.name == "migrations"]
        stamp = Stamp(self.data / "stamps-data", "migrations", [*files, ROOT / "requirements.lock"])
        if stamp.holds():
            return
        with step("Tables"):
            try:
                self.postgres.migrate(DATABASE, SETTINGS)
            except subprocess.CalledProcessError as error:
                raise Problem(f"The tables could not be made:\n{error.output}") from error
        stamp.set()

    def _seed(self) -> None:
        # In one transaction: a seeding that was interrupted left nothing.
        stamp = Stamp(self.data / "stamps-data", "seed", [])
        if stamp.holds():
            return
        with step("Demo data"):
            run((sys.executable, "-m", "demo.seed"), self.log("seed"), self.given)
        stamp.set()

    def start(self) -> None:
        """Start the server and wait until it answers; then Asta."""
        check_port(self.port)
        with step("Web, live connections and jobs"):
            web = self._spawn("web", "demo.serve", str(self.port))
            self._wait_until_it_answers(web)
        if os.environ.get("NAERE_DEMO_ASTA", "1") != "0":
            with step("Asta, a peer that is a program"):
                self._spawn("asta", "demo.asta", f"http://dragoer.localhost:{self.port}")
                self._wait_for_asta()

    def _spawn(self, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log(name).open("wb") as output:
            child = subprocess.Popen(
                (sys.executable, "-m", module, *arguments),
                cwd=ROOT,
                env=os.environ | self.given,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.children.append(child)
        return child

    def _wait_until_it_answers(self, web: subprocess.Popen[bytes]) -> None:
        last = time.monotonic() + PATIENCE
        while not answers(self.port, f"{HOSTS[0]}.localhost:{self.port}"):
            if web.poll() is not None or time.monotonic() > last:
                log = self.log("web")
                raise Problem(f"{tail(log)}\nThe server did not start. All it said is in {log}")
            time.sleep(0.1)

    def _wait_for_asta(self) -> None:
        """Wait until she is on duty, so that the first to look finds somebody there."""
        last = time.monotonic() + PATIENCE_WITH_ASTA
        while "on duty" not in self.log("asta").read_text() and time.monotonic() < last:
            time.sleep(0.1)

    def watch(self) -> None:
        """Return when the server ends; raises Stopped when the reader stops it."""
        self.children[0].wait()
        log = self.log("web")
        raise Problem(f"{tail(log)}\nThe server ended by itself. All it said is in {log}")

    def stop(self) -> None:
        """Stop everything, PostgreSQL last."""
        for child in reversed(self.children):
            end_group(child)
        for child in self.children:
            see_off(child)
        self.postgres.stop()


def answers(port: int, host: str) -> bool:
    """Return whether the server answers for `host` (any page, any status)."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": host})
    try:
        urllib.request.urlopen(request, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def addresses(port: int) -> str:
    """Return what the reader needs to begin: addresses and logins."""
    lines = [f"  http://{host}.localhost:{port}" for host in HOSTS]
    lines.append(f"  http://localhost:{port}  (choose a municipality)")
    return "\n".join(
        ["", "Open in a browser:", *lines, "", shown(), "", "Ctrl-C stops everything."]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until stopped; the exit code is 0 when the reader stopped it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args(arguments)
    stop_on_signals()
    return answer(lambda: _demo(options.port, options.fresh))


def _demo(port: int, fresh: bool) -> int:
    try:
        demo = Demo(port)
    except EmbeddedError as error:
        raise Problem(str(error)) from error
    serving = False
    try:
        if fresh:
            demo.throw_away()
        demo.prepare()
        demo.start()
        say(addresses(port))
        serving = True
        demo.watch()
    except EmbeddedError as error:
        raise Problem(str(error)) from error
    except Stopped:
        say("\nStopping …")
        if not serving:
            raise
    finally:
        demo.stop()
    say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
