"""Who may enter a view: declared on the view itself, and checked by a guard test for every address.

`public` is for anyone. `naere.accounts.youth.entry` and `naere.accounts.staff.entry` hold the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
YOUNG = "young"
STAFF = "staff"


def declare(view: View, *who: str) -> View:
    """Note on `view` who may enter: "public", "young", "staff", or role names."""
    view.entry = frozenset(who)  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Declare that anyone may enter: the view shows nothing of a person."""
    return declare(view, PUBLIC)


def declared(view: Callable[..., Any]) -> frozenset[str]:
    """Return who may enter `view`; an empty set when nobody said."""
    return getattr(view, "entry", frozenset())
