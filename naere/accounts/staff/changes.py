"""The history below a page: what changed, with the names of those who changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from naere.accounts.staff.queries import names_of_users
from naere.tenancy.history import Change, history

if TYPE_CHECKING:
    from naere.tenancy.base import TenantOwned


@dataclass(frozen=True)
class Entry:
    """A change, who made it, and what it did in a word."""

    change: Change
    who: str
    did: str


def entries(*models: type[TenantOwned], **only: Any) -> list[Entry]:
    """Return the newest changes of `models`, newest first. Without a user it was the installation."""
    return named(history(*models, **only))


def named(changes: Iterable[Change]) -> list[Entry]:
    """Return changes in their order with the names of who made them, in one query."""
    found = list(changes)
    names = names_of_users({change.user_id for change in found if change.user_id})
    did = {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}
    return [Entry(change, _who(change.user_id, names), did[change.action]) for change in found]


def _who(user_id: str, names: dict[str, str]) -> str:
    if not user_id:
        return _("The installation")
    return names.get(user_id, _("Somebody whose login is deleted"))
