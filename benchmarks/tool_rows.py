"""Makes the tools that a benchmark searches: `python -m benchmarks.tool_rows N`.

Written in bulk beside the services, indexed by the service: the words are a made-up Danish of
about 20,000, drawn as words of a language are, few often and most seldom.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django

SLUG = "bench"
ASSESSORS = 3  # for each of the two perspectives
WORDS = 20_000
SYLLABLES = "ba be bo da de dø fa fi fo gå ha he ku la li ly ma mi nø ra ro sa se ti to va vi"
COMMON = "ro søvn angst tanker plan aften krop åndedræt venner skole øvelse trin dag nat liste"


def main(tools: int) -> None:
    """Make a municipality with its default facets and so many published tools."""
    from naere.tenancy.models import Municipality, Profile
    from naere.tenancy.scope import tenant_scope
    from naere.toolbox.services.founding import found_toolbox

    found = Municipality.objects.create(slug=SLUG, name="Bench")
    with tenant_scope(found):
        Profile.objects.create(
            municipality=found,
            name="Bench",
            colour="#225588",
            exit_url="https://example.org/",
            age_from=15,
            age_to=30,
        )
        found_toolbox(found)
        _fill(found, tools)
    with tenant_scope(found):
        from naere.toolbox.services.indexing import reindex_all

        reindex_all()


def _fill(municipality: Any, number: int) -> None:
    from naere.toolbox.models import Facet, Organisation, Tool, ToolFacet, ToolLink

    own = {"municipality": municipality}
    dice = random.Random(7)
    language = list(_language(dice))
    provider = Organisation.objects.create(**own, name="Udbyder")
    tools = [_tool(own, dice, language, provider, place) for place in range(number)]
    Tool.objects.bulk_create(tools, batch_size=500)
    facets = list(Facet.objects.all())
    tied = [
        ToolFacet(**own, tool=tool, facet=facet)
        for tool in tools
        for facet in dice.sample(facets, 5)
    ]
    ToolFacet.objects.bulk_create(tied, batch_size=1000)
    links = [
        ToolLink(**own, tool=tool, platform="web", url="https://example.org/") for tool in tools
    ]
    ToolLink.objects.bulk_create(links, batch_size=1000)
    _assess(own, tools)
    _guide(own, dice, language, tools)


def _tool(own: Any, dice: random.Random, language: list[str], provider: Any, place: int) -> Any:
    from naere.toolbox.models import Tool

    return Tool(
        **own,
        slug=f"tool-{place}",
        name=f"{_say(dice, language, 2)} {place}",
        line_da=_say(dice, language, 9),
        about_da=_say(dice, language, 90),
        provider=provider,
        minutes=dice.choice([3, 5, 10, 30]),
        works_offline=dice.random() < 0.5,
        state="published",
    )


def _language(dice: random.Random) -> Iterator[str]:
    yield from COMMON.split()
    syllables = SYLLABLES.split()
    for _ in range(WORDS):
        yield "".join(dice.choices(syllables, k=dice.randint(2, 5)))


def _say(dice: random.Random, language: list[str], words: int) -> str:
    """Return a sentence: the place of each word in the language is drawn by Pareto's rule."""
    places = (int(dice.paretovariate(0.6)) for _ in range(words))
    return " ".join(language[place % len(language)] for place in places)


def _assess(own: Any, tools: list[Any]) -> None:
    from django.utils import timezone

    from naere.toolbox.models import Assessment, Round, Rubric
    from tests.factories.people import make_member
    from tests.factories.toolbox import make_assessor

    assessors = [make_assessor(make_member("assessor").membership) for _ in range(ASSESSORS)]
    now = timezone.now()
    rounds = [
        Round(
            **own,
            tool=tool,
            perspective=rubric.perspective,
            rubric=rubric,
            state="settled",
            settled_at=now,
            # Every tenth has expired.
            valid_until=now.date() + timedelta(days=-1 if place % 10 == 0 else 300),
        )
        for place, tool in enumerate(tools)
        for rubric in Rubric.objects.filter(version=1)
    ]
    Round.objects.bulk_create(rounds, batch_size=1000)
    given = [
        Assessment(**own, round=one, assessor=who, organisation=who.organisation, submitted_at=now)
        for one in rounds
        for who in assessors
    ]
    Assessment.objects.bulk_create(given, batch_size=1000)


def _guide(own: Any, dice: random.Random, language: list[str], tools: list[Any]) -> None:
    """Write the three guides that a tool needs to be published."""
    from django.utils import timezone

    from naere.toolbox.enums import Audience
    from naere.toolbox.models import Guide, GuideVersion

    guides = [Guide(**own, tool=tool, audience=one.value) for tool in tools for one in Audience]
    Guide.objects.bulk_create(guides, batch_size=1000)
    now = timezone.now()
    versions = [
        GuideVersion(
            **own,
            guide=guide,
            number=1,
            body_da=_say(dice, language, 90),
            not_when_da=_say(dice, language, 12),
            instead_da=_say(dice, language, 9),
            published_at=now,
        )
        for guide in guides
    ]
    GuideVersion.objects.bulk_create(versions, batch_size=1000)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    django.setup()
    main(int(sys.argv[1]))
