"""What a municipality decides about its toolbox, as data: each is a page of rows with its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from naere.toolbox.enums import FacetGroup, Perspective
from naere.toolbox.forms.decisions import (
    AssessorForm,
    DecisionForm,
    FacetForm,
    OrganisationForm,
    SynonymForm,
)
from naere.toolbox.queries import catalogue as queries
from naere.toolbox.templatetags.toolbox import said

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from naere.toolbox.models import Assessor, Facet, Organisation, Synonym


@dataclass(frozen=True)
class Shown:
    """A row as the list shows it: what it is called, what is said of it, under which heading."""

    row: Any
    title: str
    about: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Page:
    """A page with rows that can be added, changed and deleted one by one."""

    key: str
    path: str
    title: _StrPromise
    about: _StrPromise
    rows: Callable[[], QuerySet[Any]]
    form: type[DecisionForm]
    shown: Callable[[Any], Shown]


def _facets() -> QuerySet[Facet]:
    return queries.facets().annotate(used=Count("tool_facets"))


def _facet(row: Facet) -> Shown:
    count: int = getattr(row, "used", 0)
    used = ngettext("%(count)s tool", "%(count)s tools", count) % {"count": count}
    about = f"{said(row, 'about')} · {used}"
    return Shown(row, said(row, "label"), about, str(FacetGroup(row.group).label))


def _synonym(row: Synonym) -> Shown:
    return Shown(row, row.phrase, f"→ {', '.join(row.means)}")


def _organisation(row: Organisation) -> Shown:
    return Shown(row, row.name, row.url)


def _assessor(row: Assessor) -> Shown:
    perspectives = ", ".join(str(Perspective(one).label) for one in row.perspectives)
    about = f"{row.organisation} · {perspectives or said_now('no perspective')}"
    return Shown(row, str(row.membership.user), about)


PAGES = [
    Page(
        "facet",
        "facetter",
        _("Ways to find a tool"),
        _("Methods, for whom, and situations. What young people choose among when they search."),
        _facets,
        FacetForm,
        _facet,
    ),
    Page(
        "synonym",
        "synonymer",
        _("Words that mean the same"),
        _("What somebody may type, and what the catalogue calls it."),
        queries.synonyms,
        SynonymForm,
        _synonym,
    ),
    Page(
        "organisation",
        "organisationer",
        _("Organisations"),
        _("Who makes tools, and whom assessors come from. They are named in public."),
        queries.organisations,
        OrganisationForm,
        _organisation,
    ),
    Page(
        "assessor",
        "vurderere",
        _("Who may assess"),
        _("For which organisation somebody assesses, and from which perspectives."),
        queries.assessors,
        AssessorForm,
        _assessor,
    ),
]
