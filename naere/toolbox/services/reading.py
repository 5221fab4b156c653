"""A published guide as it is read: on the page and on paper, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naere.tenancy.queries import lines_to_talk, profile_without_logo
from naere.toolbox.enums import Audience
from naere.toolbox.models import GuideVersion, Picture, Tool
from naere.toolbox.queries.pictures import pictures_of
from naere.toolbox.services import pdf
from naere.toolbox.services.markdown import render

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Texts:
    """A guide's three texts, in Markdown or made into HTML, and their language."""

    lang: str
    body: str
    not_when: str
    instead: str


def texts_in(version: GuideVersion, language: str) -> Texts:
    """Return the texts in a language; in Danish when the guide is not written in that one."""
    if language == "en" and version.body_en:
        return Texts("en", version.body_en, version.not_when_en, version.instead_en)
    return Texts("da", version.body_da, version.not_when_da, version.instead_da)


def shown(tool: Tool, texts: Texts) -> Texts:
    """Return the texts as safe HTML with the tool's own pictures."""
    theirs = list(pictures_of(tool))

    def made(text: str) -> SafeString:
        return render(text, theirs)

    return Texts(texts.lang, made(texts.body), made(texts.not_when), made(texts.instead))


def paper(tool: Tool, version: GuideVersion, language: str, address: str, home: str) -> pdf.Paper:
    """Return the guide as it is put on paper. `address` is its page, `home` our front page, both whole."""
    texts = texts_in(version, language)
    theirs = list(pictures_of(tool))
    with translation.override(texts.lang):
        profile = profile_without_logo()
        return pdf.Paper(
            title=_("%(tool)s: guide") % {"tool": tool.name},
            lang=texts.lang,
            municipality=profile.name,
            colour=profile.colour,
            audience=Audience(version.guide.audience).to_reader,
            mark=_("Example, not a real tool") if tool.is_example else "",
            version=_version(version),
            description=_line_of(tool, texts.lang),
            address=address,
            where=_("Read it at"),
            qr=_("QR code to the guide's page"),
            urgent=_urgent(),
            not_when=pdf.Part(_("When not to use it"), pdf.nodes(texts.not_when, theirs, home)),
            instead=pdf.Part(_("Do this instead"), pdf.nodes(texts.instead, theirs, home)),
            body=pdf.nodes(texts.body, theirs, home),
            made=version.published_at or version.created_at,
            pictures=_bytes_of(texts, theirs),
        )


def _urgent() -> str:
    lines = [f"{line.name} {line.phone}" for line in lines_to_talk()]
    return " · ".join([_("In danger, or is somebody else? Call 112."), *lines])


def _version(version: GuideVersion) -> str:
    day = timezone.localdate(version.published_at or version.created_at)
    shown_day = date_format(day, "DATE_FORMAT")
    return _("Version %(number)s, %(day)s") % {"number": version.number, "day": shown_day}


def _line_of(tool: Tool, language: str) -> str:
    return (tool.line_en if language == "en" else "") or tool.line_da


def _bytes_of(texts: Texts, theirs: list[Picture]) -> dict[str, bytes]:
    """Read the pictures that the texts show, and no others."""
    ids = pdf.wanted(texts.body, texts.not_when, texts.instead, pictures=theirs)
    found = Picture.objects.filter(pk__in=ids).values_list("pk", "data") if ids else []
    return {str(pk): bytes(data) for pk, data in found}
