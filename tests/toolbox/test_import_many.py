"""Many new tools of a file: brought in few statements, and what the model refuses of them is named."""

from __future__ import annotations

import copy
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naere.tenancy.models import Municipality
from naere.toolbox.models import (
    CatalogueFile,
    Facet,
    GuideVersion,
    Organisation,
    ResearchNote,
    Tool,
    ToolDocument,
)
from naere.toolbox.services.exchange import carry_out, keep, planned
from naere.toolbox.services.exchange_reading import BadFileError
from tests.factories.toolbox import make_tool
from tests.toolbox.catalogues import a_catalogue, as_bytes, changed, faults_of, import_it

Json = dict[str, Any]


def many(count: int, name: str) -> Json:
    """Return a catalogue with so many new tools; the first two have addresses that are taken."""
    data = a_catalogue()
    first = data["tools"][0] | {"assessments": []}
    slugs = ["rolig", "rolig-2", *(f"{name}-{n}" for n in range(count - 2))]
    data["tools"] = [
        copy.deepcopy(first) | {"id": str(uuid4()), "slug": slug, "name": f"{name} {place}"}
        for place, slug in enumerate(slugs)
    ]
    return data


def statements_of(data: Json) -> int:
    """Import a catalogue; return how many statements that took."""
    kept = keep(as_bytes(data), None)
    seen = planned(kept).fingerprint
    with CaptureQueriesContext(connection) as caught:
        carry_out(kept.pk, None, seen=seen)
    return len(caught)


def test_many_new_tools_take_no_more_statements_than_few(dragoer: Municipality) -> None:
    make_tool("Her i forvejen", slug="rolig")
    import_it(many(2, "foerst"))  # brings the provider and the facet
    Tool.objects.filter(state="candidate").delete()
    few = statements_of(many(10, "faa"))
    Tool.objects.filter(state="candidate").delete()
    # Up to 200 rows go in one statement: 60 tools have 120 links.
    assert statements_of(many(60, "mange")) == few
    brought = Tool.objects.filter(state="candidate")
    assert brought.count() == 60
    assert {tool.facets.count() for tool in brought} == {1}
    assert {tool.links.count() for tool in brought} == {2}
    assert {change.reason for tool in brought for change in tool.state_changes.all()} == {
        "Importeret fra Ishøj"
    }
    drafts = GuideVersion.objects.filter(guide__tool__in=brought)
    assert (drafts.count(), drafts.filter(published_at=None).count()) == (60, 60)
    slugs = set(brought.values_list("slug", flat=True))
    assert "rolig" not in slugs
    assert len(slugs) == 60
    assert not ToolDocument.objects.exists()


def refused(data: Json) -> list[tuple[str, str]]:
    """Return where and why an import that was found good is refused, and see that nothing is left."""
    kept = keep(as_bytes(data), None)
    seen = planned(kept).fingerprint
    there = Tool.objects.count(), Organisation.objects.count(), Facet.objects.count()
    with pytest.raises(BadFileError) as caught:
        carry_out(kept.pk, None, seen=seen)
    assert (Tool.objects.count(), Organisation.objects.count(), Facet.objects.count()) == there
    assert CatalogueFile.objects.get() == kept
    return [(problem.path, problem.message) for problem in caught.value.problems]


def only_in_the_model(monkeypatch: pytest.MonkeyPatch, model: Any, *fields: str) -> None:
    """Let the model refuse fields for a reason that the schema does not know."""

    def refuse(value: Any) -> None:
        if value not in (None, ""):
            raise ValidationError("Ikke her.")

    for name in fields:
        field = model._meta.get_field(name)
        monkeypatch.setattr(field, "validators", [refuse])  # a cached property


def test_what_the_model_refuses_of_new_tools_says_where_each_is(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = ("age_from", "line_en", "minutes", "checked_on")
    only_in_the_model(monkeypatch, Tool, *fields)
    data = many(4, "rolig")
    data["tools"][1] |= {"line": {"da": "Ro"}, "age": {"from": None, "to": None}, "minutes": None}
    data["tools"][3] |= {"checked_on": "2026-10-01", "minutes": None}
    assert sorted(refused(data)) == [
        ("$.tools[0].age.from", "Ikke her."),
        ("$.tools[0].line.en", "Ikke her."),
        ("$.tools[0].minutes", "Ikke her."),
        ("$.tools[2].age.from", "Ikke her."),
        ("$.tools[2].line.en", "Ikke her."),
        ("$.tools[2].minutes", "Ikke her."),
        ("$.tools[3].age.from", "Ikke her."),
        ("$.tools[3].checked_on", "Ikke her."),
        ("$.tools[3].line.en", "Ikke her."),
    ]


def test_what_the_model_refuses_of_a_tool_that_is_here_says_where_it_is(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_it(a_catalogue())
    only_in_the_model(monkeypatch, Tool, "minutes")
    assert refused(changed("tools.0.minutes", 7)) == [("$.tools[0].minutes", "Ikke her.")]


@pytest.mark.parametrize(
    ("model", "field", "path"),
    [
        (Organisation, "url", "$.organisations[0].url"),
        (Facet, "about_en", "$.facets[0].about.en"),
        (ResearchNote, "url", "$.tools[0].assessments"),
    ],
)
def test_what_the_model_refuses_of_what_comes_along_says_where_it_is(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch, model: Any, field: str, path: str
) -> None:
    only_in_the_model(monkeypatch, model, field)
    assert refused(a_catalogue()) == [(path, "Ikke her.")]


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("tools.0.slug", "rolig\n", "$.tools[0].slug"),
        ("tools.0.id", "0190a7a0-0000-7000-8000-000000000001\n", "$.tools[0].id"),
        ("tools.0.languages", ["da\n"], "$.tools[0].languages[0]"),
        ("facets.1.key", "ubrugt\n", "$.facets[1].key"),
        ("organisations.0.url", f"https://a.example/{'x' * 200}", "$.organisations[0].url"),
        ("tools.0.assessments.0.page", "https://-/", "$.tools[0].assessments[0].page"),
    ],
)
def test_what_only_the_model_refused_is_found_by_reading(
    dragoer: Municipality, path: str, value: Any, at: str
) -> None:
    assert faults_of(changed(path, value)) == [at]
