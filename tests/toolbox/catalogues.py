"""Catalogues that go out and come in, for the tests of both."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from naere.tenancy.models import Municipality
from naere.toolbox.models import (
    Tool,
)
from naere.toolbox.services.exchange import carry_out, keep, planned
from naere.toolbox.services.exchange_plan import plan
from naere.toolbox.services.exchange_reading import BadFileError, read
from tests.factories.guides import make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_tool
from tests.tenant_client import TenantClient

HOME = "https://dragoer.naere.example/"
Json = dict[str, Any]


def a_catalogue() -> Json:
    """Return a good catalogue from elsewhere with two tools."""
    both = {"da": "Ord", "en": "Words"}
    first = {
        "id": "0190a7a0-0000-7000-8000-000000000001",
        "slug": "rolig",
        "name": "Rolig",
        "line": {"da": "Ro på få minutter", "en": "Calm in minutes"},
        "provider": "Roligfabrikken",
        "age": {"from": 13, "to": 25},
        "minutes": 5,
        "facets": ["sove"],
        "links": [
            {"platform": "web", "url": "https://rolig.example/"},
            {"platform": "paper", "url": ""},
        ],
        "guides": [
            {
                "audience": "young",
                "body": {"da": f"# Sådan\n\n![En skærm](billede:{uuid4()})"},
                "not_when": {"da": "Når det haster."},
                "instead": {"da": "[Hjælp](/hjaelp/)"},
            }
        ],
        "assessments": [
            {
                "id": str(uuid4()),
                "perspective": "usability",
                "rubric": {"version": 1, "name": both},
                "organisations": ["Ishøj Kommune", "En forening"],
                "page": "https://ishoej.naere.example/vaerktoej/rolig/vurdering/",
                "settled_on": "2026-10-01",
                "valid_until": "2027-10-01",
                "overall": 3.2,
                "scores": [{"criterion": "access", "value": 3}],
            }
        ],
    }
    second = {
        "id": "0190a7a0-0000-7000-8000-000000000002",
        "slug": "orden",
        "name": "Orden",
        "line": {"da": "Få orden"},
        "facets": [],
        "links": [],
    }
    return {
        "format": "urn:naere:catalogue:1",
        "municipality": {"slug": "ishoej", "name": "Ishøj"},
        "organisations": [
            {"name": "Roligfabrikken", "url": "https://fabrik.example/"},
            {"name": "Ishøj Kommune"},
            {"name": "En forening"},
        ],
        "facets": [
            {"key": "sove", "group": "situation", "label": both, "about": both},
            {"key": "ubrugt", "group": "method", "label": both, "about": both},
        ],
        "tools": [first, second],
    }


def as_bytes(data: Any) -> bytes:
    return json.dumps(data).encode()


def import_it(data: Json, *ticked: str) -> None:
    kept = keep(as_bytes(data), None)
    carry_out(kept.pk, None, seen=planned(kept).fingerprint, ticked=ticked)


def faults_of(data: Any) -> list[str]:
    """Return the paths of everything that is wrong."""
    with pytest.raises(BadFileError) as caught:
        plan(read(data if isinstance(data, bytes) else as_bytes(data)))
    return [problem.path for problem in caught.value.problems]


def changed(path: str, value: Any) -> Json:
    """Return the good catalogue with one place changed; `path` is of names and numbers."""
    data: Any = a_catalogue()
    *before, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = data
    for part in before:
        place = place[part]
    place[last] = value
    return dict(data)


def editor(municipality: Municipality, role: str = "editor") -> TenantClient:
    return TenantClient(municipality).be_staff(make_member(role).membership)


def full_tool() -> Tool:
    """Return a tool with something of everything that is imported."""
    tool = make_tool(
        "Rolig",
        facets=[make_facet("sove"), make_facet("mestring", "method")],
        links={"web": "https://rolig.example/", "paper": ""},
        about_da="Mere",
        languages=["da", "en"],
        age_from=13,
        minutes=5,
        price="extras",
        data_kinds=["email", "use"],
        works_offline=True,
        is_example=True,
    )
    make_guide(tool)
    make_guide(tool, "peer", published=False)
    return tool
