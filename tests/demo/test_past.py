"""The demo's past counts what the site counts."""

from __future__ import annotations

import ast
import random
from datetime import timedelta

from django.utils import timezone

from demo.past import DAYS, PAGES, _count_hits, _write_letter, at
from naere.config import env
from naere.conversations.queries import waiting, waits_since
from naere.insight.tools import use_of_tools
from naere.tenancy.models import Municipality
from tests.factories.conversations import make_conversation
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team
from tests.factories.toolbox import make_tool


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


def test_every_tool_was_looked_at_in_every_month_of_the_past(dragoer: Municipality) -> None:
    names = {make_tool(name).name for name in ("Ankerplads", "Natlygten")}
    chance, today = random.Random(1), timezone.localdate()
    for back in range(1, DAYS + 1):
        _count_hits(chance, timezone.now() - timedelta(days=back))
    uses = use_of_tools(today - timedelta(days=DAYS), today)
    months = {(today - timedelta(days=back)).replace(day=1) for back in range(2, DAYS)}
    assert {(one.month, one.name) for one in uses if one.shown} >= {
        (month, name) for month in months for name in names
    }
    before = [
        one
        for one in uses
        if one.month == (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    ]
    # More have looked than any of them can have said that it helped.
    assert all(one.shown > 25 and one.opened and one.guides for one in before)
