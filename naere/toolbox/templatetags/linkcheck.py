"""How the last looks at a tool's links went, in a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from naere.toolbox.services.linkcheck import NOT_FOR_PROGRAMS

if TYPE_CHECKING:
    from datetime import datetime

    from naere.toolbox.models import Tool, ToolLink

register = template.Library()


@register.inclusion_tag("toolbox/workshop/_links.html")
def link_states(tool: Tool) -> dict[str, object]:
    """Show each link of a tool that has an address, with how the last look went."""
    return {"links": [(link, state_of(link)) for link in tool.links.all() if link.url]}


def state_of(link: ToolLink) -> str:
    """Return what is known of a link, in a sentence."""
    if link.gone_since:
        return _("Gone since %(day)s.") % {"day": _day(link.gone_since)}
    if link.looked_at is None:
        return _("Nobody has looked at it yet.")
    day = {"day": _day(link.looked_at), "status": link.answer}
    if link.missing_since:
        missing = {"day": _day(link.missing_since)}
        return _("Not found since %(day)s. We look again in some days.") % missing
    if not link.answer:
        return _("No answer on %(day)s, or it led to a place that we do not go to.") % day
    if link.answer in NOT_FOR_PROGRAMS:
        return _("It does not let programs look (%(status)s). Look at it yourself.") % day
    if link.answer >= 400:
        return _("It had trouble on %(day)s (%(status)s). We look again.") % day
    return _("It was there on %(day)s.") % day


def _day(when: datetime) -> str:
    return date_format(localtime(when), "SHORT_DATE_FORMAT")
