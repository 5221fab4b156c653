"""The demo's past counts what the site counts."""

from __future__ import annotations

import ast
from datetime import timedelta

from django.utils import timezone

from demo.past import PAGES, _write_letter, at
from naere.config import env
from naere.conversations.queries import waiting, waits_since
from naere.tenancy.models import Municipality
from tests.factories.conversations import make_conversation
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team


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


def test_a_letter_of_the_past_was_written_then(dragoer: Municipality) -> None:
    make_team("peers", make_member("volunteer"))
    begins = timezone.now() - timedelta(days=40)
    with at(begins):
        letter = make_conversation(make_young(), "letter")
        _write_letter(letter, begins)
    assert waits_since(waiting().get(pk=letter.pk)) == begins
