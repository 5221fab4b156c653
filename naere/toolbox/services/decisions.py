"""What a municipality decides about its toolbox: facets, synonyms, organisations, settings, assessors.

Every change leaves its history in the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.db.models import ProtectedError

from naere.accounts.staff.enums import Role
from naere.tenancy.base import TenantOwned
from naere.tenancy.scope import current_municipality
from naere.toolbox.models import Assessor, Facet, Organisation, Settings, Synonym
from naere.toolbox.services.indexing import reindex_tools_of

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

Row = TypeVar("Row", bound=TenantOwned)
FIXED_ONCE_USED = ("key", "group")


class DecisionError(Exception):
    """Something that may not be decided like that."""


class InUseError(DecisionError):
    """It is used, so it can neither be deleted nor called something else in addresses."""


class NotAnAssessorError(DecisionError):
    """The member does not have the role of an assessor, or is shut out."""


@transaction.atomic
def save_facet(facet: Facet) -> Facet:
    """Store a new or changed facet; the tools under it are found by its new words.

    Raises InUseError when the key or the group of a facet changes that a tool is found under: links
    that people saved, and what is exported, would say something else.
    """
    before = Facet.objects.select_for_update().filter(pk=facet.pk).first()
    if before is not None and _is_renamed(before, facet) and facet.tool_facets.exists():
        raise InUseError
    _store(facet)
    if before is not None:
        reindex_tools_of(facet)
    return facet


def save_synonym(synonym: Synonym) -> Synonym:
    """Store a new or changed synonym: lower case, without blanks and doubles."""
    synonym.phrase = plain(synonym.phrase)
    synonym.means = [*dict.fromkeys(word for word in map(plain, synonym.means) if word)]
    return _store(synonym)


def save_organisation(organisation: Organisation) -> Organisation:
    """Store a new or changed organisation."""
    return _store(organisation)


def organisation_named(name: str) -> Organisation:
    """Return the organisation of that name, whatever its case; made when it is not there."""
    found = Organisation.objects.filter(name__iexact=name.strip()).first()
    return found or save_organisation(Organisation(name=name.strip()))


def save_settings(settings: Settings) -> Settings:
    """Store the settings of the toolbox; there is one row, and days to remind go from far to near."""
    settings.remind_days = sorted(set(settings.remind_days), reverse=True)
    return _store(settings)


def save_assessor(
    membership: Membership, organisation: Organisation, perspectives: Iterable[str]
) -> Assessor:
    """Say for which organisation and from which perspectives a member may assess.

    No perspective means that the member opens no new assessment; what they gave stays. Raises
    NotAnAssessorError for a member without the role.
    """
    if not (membership.is_active and membership.has_role(Role.ASSESSOR)):
        raise NotAnAssessorError
    found = Assessor.objects.filter(membership=membership).first()
    assessor = found or Assessor(membership=membership)
    assessor.organisation, assessor.perspectives = organisation, sorted(set(perspectives))
    return _store(assessor)


@transaction.atomic
def remove(row: Facet | Synonym | Organisation | Assessor) -> None:
    """Delete a row; raises InUseError when a tool or an assessment rests on it."""
    try:
        # A savepoint: a refused delete leaves the rest of the request as it was.
        with transaction.atomic():
            row.delete()
    except ProtectedError as error:
        raise InUseError from error


def plain(text: str) -> str:
    """Return a phrase as it is kept and looked up: lower case, single blanks."""
    return " ".join(text.casefold().split())


def _is_renamed(before: Facet, after: Facet) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in FIXED_ONCE_USED)


def _store(row: Row) -> Row:
    row.municipality = current_municipality()
    row.full_clean()
    row.save()
    return row
