"""Tools and what describes them, straight into the tables. All inside a municipality's scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from naere.accounts.staff.models import Membership
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import FacetGroup, Perspective, Price, SignUp, ToolState
from naere.toolbox.models import (
    Assessor,
    Facet,
    Organisation,
    Settings,
    StateChange,
    Synonym,
    Tool,
    ToolFacet,
    ToolLink,
)

_number = count(1)


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    """Return the organisation of that name, made when it is not there."""
    name = name or f"Organisation {next(_number)}"
    own = {"municipality": current_municipality(), "name": name}
    found: Organisation = Organisation.objects.get_or_create(**own, defaults=fields)[0]
    return found


def make_facet(key: str = "", group: str = FacetGroup.SITUATION, **fields: Any) -> Facet:
    """Return the facet of that key, made when it is not there; its label is the key unless given."""
    key = key or f"facet-{next(_number)}"
    words = {"label_da": key, "label_en": f"{key} (en)", "about_da": f"Om {key}."}
    values = {"group": group, "about_en": f"About {key}.", **words, **fields}
    own = {"municipality": current_municipality(), "key": key}
    found: Facet = Facet.objects.get_or_create(**own, defaults=values)[0]
    return found


def make_synonym(phrase: str, *means: str) -> Synonym:
    """Return a synonym."""
    own = {"municipality": current_municipality()}
    return Synonym.objects.create(**own, phrase=phrase, means=list(means))


def make_settings(**fields: Any) -> Settings:
    """Return the municipality's settings of the toolbox, the defaults unless given."""
    return Settings.objects.create(municipality=current_municipality(), **fields)


def make_tool(
    name: str = "",
    *,
    state: str = ToolState.PUBLISHED,
    facets: Iterable[Facet] = (),
    links: Mapping[str, str] | None = None,
    **fields: Any,
) -> Tool:
    """Return a tool in `state` with facets and links (platform to address), a web link unless given.

    The state is set, not reached: nothing is assessed. Fields are those of the model.
    """
    place = next(_number)
    name = name or f"Værktøj {place}"
    own = {"municipality": current_municipality()}
    if "provider" not in fields:
        fields["provider"] = make_organisation("Udbyder")
    values: dict[str, Any] = {"slug": f"{slugify(name)[:50]}-{place}"}
    values |= {"line_da": f"{name} i en linje.", "line_en": f"{name} in one line."}
    values |= {"checked_on": timezone.localdate(), "price": Price.FREE, "sign_up": SignUp.NONE}
    values |= {"data_kinds": [], "works_offline": False}
    tool = Tool.objects.create(**own, name=name, state=state, **(values | fields))
    for facet in facets:
        ToolFacet.objects.create(**own, tool=tool, facet=facet)
    addresses = {"web": f"https://{tool.slug}.example/"} if links is None else links
    for platform, url in addresses.items():
        ToolLink.objects.create(**own, tool=tool, platform=platform, url=url)
    return tool


def make_assessor(
    membership: Membership, organisation: Organisation | str = "", *perspectives: str
) -> Assessor:
    """Return what lets a member assess, from both perspectives unless given."""
    if not isinstance(organisation, Organisation):
        organisation = make_organisation(organisation)
    return Assessor.objects.create(
        municipality=current_municipality(),
        membership=membership,
        organisation=organisation,
        perspectives=list(perspectives or Perspective.values),
    )


def put_away(
    tool: Tool, reason: str = "Siden er lukket.", at: datetime | None = None, state: str = ""
) -> Tool:
    """Return a tool that was public once, now retired for a reason (or later in another `state`)."""
    own: dict[str, Any] = {"municipality": current_municipality(), "tool": tool}
    day = at or timezone.now()
    before = day - timedelta(minutes=1)
    StateChange.objects.create(**own, to_state=ToolState.PUBLISHED, reason="Set efter.", at=before)
    StateChange.objects.create(**own, to_state=ToolState.RETIRED, reason=reason, at=day)
    tool.state, tool.state_since = state or ToolState.RETIRED, day
    tool.save(update_fields=["state", "state_since"])
    return tool
