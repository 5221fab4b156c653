"""What the finder's pages say of a tool in words."""

from __future__ import annotations

from django import template
from django.conf.locale import LANG_INFO
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext

from naere.toolbox.enums import DataKind
from naere.toolbox.models import Tool

register = template.Library()


@register.filter
def data_kinds(tool: Tool) -> list[str]:
    """Return what a tool collects about whoever uses it, in words; none also if it is not known."""
    return [str(kind.label) for kind in DataKind if kind.value in (tool.data_kinds or ())]


@register.filter
def no_data(tool: Tool) -> str:
    """Return what is said where no kind of data is: nothing was found, or nobody has looked."""
    if tool.data_kinds is None:
        return capfirst(gettext("not known"))
    return gettext("We have found nothing that it collects about you.")


@register.filter
def internet(tool: Tool) -> str:
    """Return whether a tool needs internet, in a sentence."""
    if tool.works_offline is None:
        return capfirst(gettext("not known"))
    if tool.works_offline:
        return gettext("It works without internet.")
    return gettext("It needs internet.")


@register.filter
def languages(tool: Tool) -> str:
    """Return a tool's languages by name, in the reader's language."""
    return ", ".join(_named(code) for code in tool.languages)


def _named(code: str) -> str:
    known = LANG_INFO.get(code.lower(), {})
    return gettext(known["name"]).lower() if "name" in known else code
