"""Two or three tools side by side."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from naere.toolbox.enums import FacetGroup
from naere.toolbox.models import Tool
from tests.factories.assessments import PEDAGOGICAL, make_settled
from tests.factories.toolbox import make_facet, make_tool
from tests.tenant_client import TenantClient

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

QUERIES = 14


@pytest.fixture
def reader(dragoer: Municipality) -> TenantClient:
    facets = [make_facet("sove", label_da="kan ikke sove"), make_facet("oeve", FacetGroup.METHOD)]
    for name in ("alfa", "beta", "gamma", "delta"):
        make_tool(name.title(), slug=name, facets=facets, minutes=5)
    make_tool("Skjult", slug="skjult", state="candidate")
    return TenantClient(dragoer)


def compare(reader: TenantClient, query: str) -> str:
    response = reader.get(f"/vaerktoejer/sammenlign/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def heads(html: str) -> list[str]:
    return re.findall(r'<th scope="col"><a href="[^"]*">([^<]*)</a>', html)


def rows(html: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]*)</th>', html)


def test_side_by_side_in_the_order_chosen(reader: TenantClient) -> None:
    html = compare(reader, "?v=gamma&v=alfa")
    assert heads(html) == ["Gamma", "Alfa"]
    assert rows(html) == [
        *("Hvad det er", "Hvornår og hvor", "Metode", "Hvem det er for", "Tid"),
        *("I penge", "I data", "Profil", "Internet", "Vurdering"),
    ]
    assert html.count("<li>kan ikke sove</li>") == 2


def test_it_is_said_that_the_table_rolls(reader: TenantClient) -> None:
    html = compare(reader, "?v=alfa&v=beta")
    hint = html.index('<p class="compare-hint no-print">Tabellen er bred.')
    assert hint < html.index('<div class="compare-scroll" role="region"')
    assert 'tabindex="0"><table' in html
    assert "compare-hint" not in compare(reader, "?v=alfa")


def cells(html: str, row: str) -> list[str]:
    """Return what stands in a row, a text per column."""
    found = re.search(rf'<tr><th scope="row">{row}</th>(.*?)</tr>', html, re.DOTALL)
    assert found, row
    return [strip_tags(cell).strip() for cell in re.findall(r"<td>(.*?)</td>", found[1], re.DOTALL)]


def test_what_stands_in_the_columns(reader: TenantClient) -> None:
    facts: Any = {
        "alfa": {"price": "free", "sign_up": "none", "data_kinds": [], "works_offline": True},
        "beta": {
            "price": "subscription",
            "sign_up": "required",
            "minutes": None,
            "data_kinds": ["email", "use"],
            "works_offline": False,
        },
        "gamma": {
            "price": "unknown",
            "sign_up": "unknown",
            "data_kinds": None,
            "works_offline": None,
        },
    }
    for slug, known in facts.items():
        Tool.objects.filter(slug=slug).update(**known)
    html = compare(reader, "?v=alfa&v=beta&v=gamma")
    assert {row: cells(html, row) for row in rows(html)[4:]} == {
        "Tid": ["5 minutter", "så længe du vil", "5 minutter"],
        "I penge": ["Gratis", "Abonnement", "Vides ikke"],
        "I data": [
            "Vi har ikke fundet noget, det samler om dig.",
            "e-mail, hvordan du bruger det",
            "Vides ikke",
        ],
        "Profil": ["Ingen profil", "Kræver profil", "Vides ikke"],
        "Internet": ["Det virker uden internet.", "Det skal bruge internet.", "Vides ikke"],
        "Vurdering": ["ikke endnu"] * 3,
    }


def test_an_assessment_that_has_expired_is_said_to_be_so(reader: TenantClient) -> None:
    alfa, beta = Tool.objects.filter(slug__in=("alfa", "beta"))
    make_settled(alfa, PEDAGOGICAL, timezone.now() - timedelta(days=800))
    make_settled(beta, PEDAGOGICAL)
    html = compare(reader, "?v=alfa&v=beta")
    assert ["(udløbet)" in cell for cell in cells(html, "Vurdering")] == [True, False]
    assert all("3,0 af 4" in cell for cell in cells(html, "Vurdering"))
    head = re.findall(r'<th scope="col">(.*?)</th>', html, re.DOTALL)
    assert ["udløb" in one.lower() for one in head] == [True, False]


def test_an_address_to_share(reader: TenantClient) -> None:
    assert heads(compare(reader, "?v=alfa,beta,gamma")) == ["Alfa", "Beta", "Gamma"]


def test_three_stand_side_by_side(reader: TenantClient) -> None:
    html = compare(reader, "?v=alfa&v=beta&v=gamma&v=delta&v=alfa")
    assert heads(html) == ["Alfa", "Beta", "Gamma"]
    assert "Det er de første tre, du valgte." in html


@pytest.mark.parametrize(
    "query",
    [
        *("", "?v=", "?v=alfa", "?v=alfa&v=alfa", "?v=alfa&v=skjult", "?v=alfa&v=findes-ikke"),
        *("?v=alfa&v=%00", "?v=" + "x," * 5_000, "?v='%20OR%201=1--"),
    ],
)
def test_one_is_too_few(reader: TenantClient, query: str) -> None:
    html = compare(reader, query)
    assert (heads(html), "Vælg to eller tre værktøjer." in html) == ([], True)


def test_another_municipalitys_tools_do_not_exist(
    reader: TenantClient, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        make_tool("Fremmed", slug="fremmed")
    assert heads(compare(reader, "?v=alfa&v=fremmed")) == []


@pytest.mark.parametrize("query", ["?v=alfa&v=beta", "?v=alfa&v=beta&v=gamma"])
def test_a_fixed_number_of_queries(
    reader: TenantClient, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    with django_assert_num_queries(QUERIES):
        compare(reader, query)
