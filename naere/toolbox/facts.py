"""What a tool may be filtered by besides its facets. A search document keeps them among its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# With a sign that no facet's key can have.
FREE: Final = ":free"
NO_SIGN_UP: Final = ":no-sign-up"
OFFLINE: Final = ":offline"
SHORT: Final = ":short"
SHORT_MINUTES: Final = 5

FACTS: Final[dict[str, _StrPromise]] = {
    SHORT: _("at most 5 minutes"),
    NO_SIGN_UP: _("without a profile"),
    FREE: _("free"),
    OFFLINE: _("works without internet"),
}
