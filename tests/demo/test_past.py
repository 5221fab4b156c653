"""The demo's past counts what the site counts."""

from __future__ import annotations

import ast

from demo.past import PAGES
from naere.config import env


def counted_names() -> set[str]:
    """Return the names under which the youth pages are counted, read from their decorators."""
    tree = ast.parse((env.ROOT / "naere" / "web" / "views.py").read_text())
    views = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {
        str(call.args[0].value)
        for view in views
        for call in view.decorator_list
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"reading", "counted"}
        and isinstance(call.args[0], ast.Constant)
    }


def test_the_pages_of_the_past_are_pages_that_are_counted() -> None:
    assert {"front", "help", "write"} <= counted_names()
    assert set(PAGES) - counted_names() == set()
