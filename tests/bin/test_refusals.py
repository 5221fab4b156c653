"""bin/demo on a machine where something is missing: one line that says what to do, and no traceback."""

from __future__ import annotations

import ast
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from demo import tools
from demo.launch import check_folder, check_port
from demo.terminal import ROOT, Problem

START = ROOT / "bin" / "_start.py"


def bin_demo(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run bin/demo to its end."""
    return subprocess.run(
        (sys.executable, str(ROOT / "bin" / "demo"), *arguments),
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def start_module() -> ModuleType:
    """bin/_start.py as a module."""
    spec = importlib.util.spec_from_file_location("_start", START)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_taken_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = bin_demo("--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(f"Port {port} is taken. Try another: bin/demo --port ")


def test_a_folder_that_cannot_be_written() -> None:
    done = bin_demo("--port", "65001", NAERE_DATA="/proc/naere")
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("Nære cannot write in /proc.")


def test_a_project_that_cannot_be_written() -> None:
    with pytest.raises(Problem, match="cannot write in /proc/sys"):
        check_folder(Path("/proc/sys"))


@pytest.mark.parametrize("port", [0, 70_000])
def test_a_port_that_does_not_exist(port: int) -> None:
    with pytest.raises(Problem, match=f"There is no port {port}"):
        check_port(port)


def test_an_old_python(start_module: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    code = start_module.start("demo.launch", (3, 9, 2), lambda name: None)
    assert code == 1
    assert capsys.readouterr().err == "Nære needs Python 3.11 or newer; found 3.9.\n"


def test_an_old_python_beside_a_newer_one_gives_way(
    start_module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[str]] = []
    monkeypatch.setattr(start_module.os, "execv", lambda path, given: taken.append([path, *given]))
    monkeypatch.setattr(sys, "argv", ["bin/demo", "--help"])
    with pytest.raises(SystemExit):  # execv did not take the process over, so it goes on
        start_module.start(
            "demo.launch", (3, 9), lambda name: "/x/3.12" if name == "python3.12" else None
        )
    assert taken == [["/x/3.12", "/x/3.12", "bin/demo", "--help"]]


@pytest.mark.parametrize("name", ["_start.py", "demo", "test", "bench"])
def test_an_old_python_can_read_what_it_is_given(name: str) -> None:
    ast.parse((ROOT / "bin" / name).read_text(), feature_version=(3, 4))


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_no_venv_module(missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(tools, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == missing else found(name)
    )
    with pytest.raises(Problem, match="apt install python3-venv"):
        tools.make_python()


@pytest.mark.parametrize(
    ("said", "good"),
    [
        ("v20.19.0", True),
        ("v20.18.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("v21.7.0", False),
        ("nonsense", False),
    ],
)
def test_which_node_is_new_enough(said: str, good: bool, tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)
    assert tools.node_is_good(str(node)) is good
