"""Times in the words that people use."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def opens_in_words(opens_at: datetime, now: datetime) -> str:
    """Return when it opens as "today at 15.00", "tomorrow at 15.00", "Monday at 15.00" or a date."""
    there, here = timezone.localtime(opens_at), timezone.localtime(now)
    clock, days = f"{there:%H.%M}", (there.date() - here.date()).days
    if days == 0:
        return _("today at %(clock)s") % {"clock": clock}
    if days == 1:
        return _("tomorrow at %(clock)s") % {"clock": clock}
    if days < 7:
        return _("%(day)s at %(clock)s") % {"day": _weekday(there), "clock": clock}
    return _("on %(day)s at %(clock)s") % {"day": written(there, "j. F"), "clock": clock}


def _weekday(moment: datetime) -> str:
    name = str(written(moment, "l"))
    return name.lower() if get_language() == "da" else name  # inside a Danish sentence


def wait_in_words(seconds: int) -> str:
    """Return an expected wait, rounded up to whole minutes so that nobody waits longer than said."""
    minutes = max(-(-seconds // 60), 1)
    if minutes == 1:
        return _("about a minute")
    if minutes < 60:
        return _("about %(minutes)d minutes") % {"minutes": minutes}
    hours = round(minutes / 60)
    return ngettext("about an hour", "about %(hours)d hours", hours) % {"hours": hours}
