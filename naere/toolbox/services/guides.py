"""What is done to a guide: a draft is written, published as a new version, brought back (R50).

A guide has one draft at a time, which is its newest version. What is published never changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Audience
from naere.toolbox.models import Guide, GuideVersion, Tool
from naere.toolbox.queries.guides import newest
from naere.toolbox.queries.pictures import pictures_of
from naere.toolbox.services.indexing import reindex
from naere.toolbox.services.markdown import faults, tidy

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

NEEDED: Final = ("body_da", "not_when_da", "instead_da")
ENGLISH: Final = ("body_en", "not_when_en", "instead_en")
TEXTS: Final = (*NEEDED, *ENGLISH)
LONGEST: Final = {field: 12_000 if field.startswith("body") else 1000 for field in TEXTS}

Texts = Mapping[str, str]


class GuideError(Exception):
    """A guide cannot be changed that way."""


class StaleGuideError(GuideError):
    """Somebody else saved in the meantime; `current` is what they saved, or None."""

    def __init__(self, current: GuideVersion | None) -> None:
        super().__init__()
        self.current = current


class DraftInTheWayError(GuideError):
    """There is a draft already, which would be lost."""


class NothingNewError(GuideError):
    """What is to be published is what is published."""


class WrongTextsError(GuideError):
    """Texts that may not stand; `errors` names them by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(text for found in errors.values() for text in found))
        self.errors = dict(errors)


def fingerprint(version: GuideVersion | None) -> str:
    """Return what tells a version's texts from all others; "" when there is none."""
    if version is None:
        return ""
    said = "\x00".join([str(version.number), *_texts_of(version).values(), version.note])
    return hashlib.sha256(f"{said}\x00{version.published_at}".encode()).hexdigest()[:24]


@transaction.atomic
def save_draft(
    tool: Tool, audience: str, texts: Texts, by: Membership | None, *, seen: str, note: str = ""
) -> GuideVersion:
    """Keep the texts as the draft; what is published stays. Empty texts are allowed.

    `seen` is the `fingerprint` of the version that the writer began from: raises StaleGuideError when
    it is no longer the newest, and WrongTextsError for what may not stand in a guide.
    """
    tidied = {field: tidy(texts.get(field, "")).strip() for field in TEXTS}
    _demand_good(tidied, _faults(tool, tidied))
    guide, last = _locked(tool, audience, seen)
    draft = last if last is not None and last.published_at is None else None
    draft = draft or _next(guide, last)
    for field, text in tidied.items():
        setattr(draft, field, text)
    draft.note, draft.by = note.strip(), by
    draft.save()
    return draft


@transaction.atomic
def publish(
    tool: Tool, audience: str, texts: Texts, by: Membership | None, *, seen: str, note: str = ""
) -> GuideVersion:
    """Save the texts and let them be read by everybody, as a new version.

    Raises what `save_draft` raises; WrongTextsError also names what is missing, and NothingNewError
    is raised when the published version says the same.
    """
    _demand_good(texts, _lacking(texts))
    draft = save_draft(tool, audience, texts, by, seen=seen, note=note)
    before = draft.guide.versions.filter(published_at__isnull=False).first()
    if before is not None and _texts_of(before) == _texts_of(draft):
        raise NothingNewError
    draft.published_at = timezone.now()
    draft.save(update_fields=["published_at"])
    reindex(tool)
    return draft


@transaction.atomic
def bring_back(tool: Tool, audience: str, number: int, by: Membership | None) -> GuideVersion:
    """Begin a draft with the texts of an earlier version; raises DraftInTheWayError.

    Raises GuideVersion.DoesNotExist when there is no such version.
    """
    guide, last = _locked(tool, audience, None)
    if last is not None and last.published_at is None:
        raise DraftInTheWayError
    old = guide.versions.get(number=number)
    draft = _next(guide, last)
    for field, text in _texts_of(old).items():
        setattr(draft, field, text)
    draft.note = _("Brought back from version %(number)s") % {"number": number}
    draft.by = by
    draft.save()
    return draft


@transaction.atomic
def discard_draft(tool: Tool, audience: str, *, seen: str) -> None:
    """Throw the draft away; raises StaleGuideError. What is published stays as it is."""
    _guide, last = _locked(tool, audience, seen)
    if last is not None and last.published_at is None:
        last.delete()


def wrong_in(tool: Tool, texts: Texts) -> dict[str, list[str]]:
    """Return what keeps texts from being published, by field; empty when they are good."""
    faulty = {field: found for field, found in _faults(tool, texts).items() if found}
    return _lacking(texts) | faulty


def _locked(tool: Tool, audience: str, seen: str | None) -> tuple[Guide, GuideVersion | None]:
    """Return the guide and its newest version, held until the end of the transaction."""
    # The tool is locked, so that of two writers one sees what the other saved, and so that no
    # picture is deleted while a guide takes it up.
    Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    audience = Audience(audience).value
    guide, _made = Guide.objects.get_or_create(
        municipality=current_municipality(), tool=tool, audience=audience
    )
    last = newest(tool, audience)
    if seen is not None and seen != fingerprint(last):
        raise StaleGuideError(last)
    return guide, last


def _next(guide: Guide, last: GuideVersion | None) -> GuideVersion:
    number = last.number + 1 if last is not None else 1
    return GuideVersion(municipality=current_municipality(), guide=guide, number=number)


def _texts_of(version: GuideVersion) -> dict[str, str]:
    return {field: str(getattr(version, field)) for field in TEXTS}


def _faults(tool: Tool, texts: Texts) -> dict[str, list[str]]:
    theirs = list(pictures_of(tool))
    found = {field: faults(text, theirs) for field, text in texts.items()}
    return {field: [str(fault) for fault in wrong] for field, wrong in found.items()}


def _lacking(texts: Texts) -> dict[str, list[str]]:
    """Return what must be written before a guide is read: all of the Danish, and English wholly or not."""
    wanted = NEEDED if not any(texts.get(field, "").strip() for field in ENGLISH) else TEXTS
    said = _("Write this before you publish.")
    return {field: [said] for field in wanted if not texts.get(field, "").strip()}


def _demand_good(texts: Texts, errors: Mapping[str, list[str]]) -> None:
    wrong = {field: found for field, found in errors.items() if found}
    too_long = {
        field: [_("The text is too long.")]
        for field in TEXTS
        if len(texts.get(field, "")) > LONGEST[field]
    }
    if wrong or too_long:
        raise WrongTextsError({**too_long, **wrong})
