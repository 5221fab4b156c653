"""A provider is asked about its own tool by a link that is good once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from naere.core.ids import digest, new_token
from naere.tenancy.scope import current_municipality
from naere.toolbox.declaring import CURRENT
from naere.toolbox.models import Declaration, Tool

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

GOOD_FOR: Final = timedelta(days=30)


class NotOpenError(Exception):
    """The link was answered, taken back, or has run out."""


def make_link(tool: Tool, by: Membership | None) -> tuple[Declaration, str]:
    """Return a new link's row and its secret, which is kept nowhere: show it once."""
    secret = new_token()
    made = Declaration.objects.create(
        municipality=current_municipality(),
        tool=tool,
        token_hash=digest(secret),
        made_by=by,
        expires_at=timezone.now() + GOOD_FOR,
        form_version=CURRENT,
    )
    return made, secret


def take_back(declaration: Declaration) -> None:
    """End a link before its time; raises NotOpenError when it is answered already."""
    locked = _locked(declaration)
    if locked.answered_at is not None:
        raise NotOpenError
    now = timezone.now()
    if locked.expires_at > now:
        locked.expires_at = now
        locked.save(update_fields=["expires_at"])


def answer(declaration: Declaration, answers: Mapping[str, Any]) -> None:
    """Keep the provider's answers, once; raises NotOpenError ever after."""
    # Locked, so that of two who send at the same time one is kept and the other is told.
    locked = _locked(declaration)
    now = timezone.now()
    if locked.answered_at is not None or locked.expires_at <= now:
        raise NotOpenError
    locked.answers, locked.answered_at = dict(answers), now
    locked.save(update_fields=["answers", "answered_at"])


def show(declaration: Declaration, by: Membership) -> None:
    """Let everybody read an answer, which `by` has read; raises NotOpenError when there is none yet."""
    locked = _locked(declaration)
    if locked.answered_at is None:
        raise NotOpenError
    if locked.shown_at is None:
        locked.shown_at, locked.shown_by = timezone.now(), by
        locked.save(update_fields=["shown_at", "shown_by"])


def remove(declaration: Declaration) -> None:
    """Delete a link with what was answered: it is shown no more, and the link opens nothing."""
    declaration.delete()


def _locked(declaration: Declaration) -> Declaration:
    found: Declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    return found
