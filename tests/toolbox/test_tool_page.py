"""A tool's page tells what it is, what it costs in money and in data, and leads on without a trace."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from naere.insight.models import Hits
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import DataKind, FacetGroup, Perspective, ToolState
from naere.toolbox.models import Round, StateChange, Tool, ToolLink
from naere.toolbox.queries.finding import results_of
from tests.factories.assessments import PEDAGOGICAL, USABILITY, make_settled
from tests.factories.toolbox import make_facet, make_organisation, make_tool
from tests.tenant_client import TenantClient
from tests.web.reading import paragraphs

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

QUERIES = 17
LONG_AGO = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def reader(dragoer: Municipality) -> TenantClient:
    return TenantClient(dragoer)


@pytest.fixture
def tool(dragoer: Municipality) -> Tool:
    facets = [make_facet("sove", label_da="kan ikke sove"), make_facet("oeve", FacetGroup.METHOD)]
    return make_tool(
        "Blid",
        slug="blid",
        facets=facets,
        links={"web": "https://blid.example/start?a=1", "paper": "https://blid.example/p.pdf"},
        provider=make_organisation("Lampen", url="https://lampen.example/"),
        minutes=5,
        age_from=13,
        age_to=20,
        languages=["da", "en"],
        data_kinds=[DataKind.EMAIL, DataKind.HEALTH],
        data_note_da="Slettes efter en måned.",
        price_note_da="Betalt af kommunen.",
        about_da="Rolige lyde.",
        checked_on=date(2026, 11, 1),
    )


def read(reader: TenantClient, slug: str = "blid") -> str:
    response = reader.get(f"/vaerktoej/{slug}/")
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("tool")
def test_it_tells_what_is_known(reader: TenantClient) -> None:
    said = " | ".join(paragraphs(read(reader)))
    for text in (
        *("13 til 20 år", "cirka 5 minutter ad gangen", "Gratis. Betalt af kommunen."),
        *("Slettes efter en måned.", "dansk, engelsk", "Lampen", "Rolige lyde.", "kan ikke sove"),
        *("E-mail", "Det skal bruge internet."),
    ):
        assert text in said, (text, said)


def test_it_says_when_it_was_last_checked(reader: TenantClient, tool: Tool) -> None:
    day = '<dt>Senest tjekket</dt><dd><time datetime="2026-11-01">1. november 2026</time></dd>'
    assert day in read(reader)
    Tool.objects.filter(pk=tool.pk).update(checked_on=None)
    assert "Senest tjekket" not in read(reader)


@pytest.mark.usefixtures("tool")
def test_links_lead_on_by_our_own_address(reader: TenantClient) -> None:
    html = read(reader)
    assert 'href="/vaerktoej/blid/aabn/web/" rel="noreferrer nofollow"' in html
    assert "blid.example" not in html
    assert "target=" not in html
    response = reader.get("/vaerktoej/blid/aabn/web/")
    assert (response.status_code, response["Location"]) == (302, "https://blid.example/start?a=1")
    assert (response["Referrer-Policy"], response["Cache-Control"]) == ("no-referrer", "no-store")
    assert not response.cookies


@pytest.mark.usefixtures("tool")
def test_opening_is_counted_without_a_person(reader: TenantClient) -> None:
    reader.get("/vaerktoej/blid/aabn/web/")
    reader.get("/vaerktoej/blid/aabn/paper/")
    reader.get("/vaerktoej/blid/aabn/web/", headers={"Sec-Purpose": "prefetch"})
    reader.head("/vaerktoej/blid/aabn/web/")
    assert list(Hits.objects.values_list("page", "count")) == [("open:blid", 2)]


def test_the_longest_name_is_counted_too(reader: TenantClient) -> None:
    make_tool("Lang", slug="a" * 60)
    assert reader.get(f"/vaerktoej/{'a' * 60}/aabn/web/").status_code == 302
    assert list(Hits.objects.values_list("page", flat=True)) == ["open:" + "a" * 55]


@pytest.mark.usefixtures("tool")
@pytest.mark.parametrize("platform", ["ios", "findes-ikke", "x" * 500])
def test_no_such_platform(reader: TenantClient, platform: str) -> None:
    assert reader.get(f"/vaerktoej/blid/aabn/{platform}/").status_code == 404


@pytest.mark.parametrize(
    "state", sorted(set(ToolState) - {ToolState.PUBLISHED, ToolState.REVIEWING})
)
def test_what_is_not_public_does_not_exist(reader: TenantClient, tool: Tool, state: str) -> None:
    Tool.objects.update(state=state)
    for path in ("/vaerktoej/blid/", "/vaerktoej/blid/aabn/web/"):
        assert reader.get(path).status_code == 404


def test_another_municipalitys_tool_does_not_exist(tool: Tool, ishoej: Municipality) -> None:
    for path in ("/vaerktoej/blid/", "/vaerktoej/blid/aabn/web/"):
        assert TenantClient(ishoej).get(path).status_code == 404


def test_under_review_and_gone_are_said(reader: TenantClient, tool: Tool) -> None:
    Tool.objects.update(state=ToolState.REVIEWING)
    ToolLink.objects.filter(platform="web").update(gone_since="2026-01-01T00:00Z")
    html = read(reader)
    assert "Vi ser på dette værktøj en gang til." in html
    assert "/vaerktoej/blid/aabn/web/" not in html
    assert "Vi kan ikke finde dette værktøj længere." not in html
    ToolLink.objects.update(gone_since="2026-01-01T00:00Z")
    assert "Vi kan ikke finde dette værktøj længere." in read(reader)


def test_expired_is_said_at_the_top_and_until_when_with_the_scores(
    reader: TenantClient, tool: Tool
) -> None:
    make_settled(tool, PEDAGOGICAL, LONG_AGO)
    make_settled(tool, USABILITY)
    assert not tool.is_example
    head, rest = read(reader).split('<header class="tool-head">')[1].split("</header>")
    said = "Vurderingen er udløbet"
    assert (head.count(said), rest.count(said)) == (1, 1)
    assert rest.count("Den gjaldt til og med 1. maj 2025.") == 1
    Round.objects.filter(perspective=PEDAGOGICAL).update(valid_until=timezone.localdate())
    assert said not in read(reader)


def test_the_history_is_public_from_the_first_publication(reader: TenantClient, tool: Tool) -> None:
    own = {"municipality": current_municipality(), "tool": tool}
    steps = [("candidate", "Indre."), ("published", "Set efter."), ("reviewing", "Ny udgave.")]
    for to, reason in steps:
        StateChange.objects.create(**own, to_state=to, reason=reason)
    html = read(reader)
    assert html.index("Ny udgave.") < html.index("Set efter.")
    assert "Indre." not in html


def test_hostile_texts_stay_texts(reader: TenantClient, tool: Tool) -> None:
    Tool.objects.update(about_da="<script>alert(1)</script>", name="<b>Blid</b>")
    html = read(reader)
    assert "<script>alert" not in html
    assert "<h1>&lt;b&gt;Blid&lt;/b&gt;</h1>" in html


@pytest.mark.usefixtures("dragoer")
@pytest.mark.parametrize("gone", [(), ("web",), ("web", "paper")])
@pytest.mark.parametrize("over", [(), (PEDAGOGICAL,), (PEDAGOGICAL, USABILITY)])
def test_it_is_marked_as_where_it_was_found(
    reader: TenantClient, gone: tuple[str, ...], over: tuple[Perspective, ...]
) -> None:
    situations = [make_facet("angst", order=2), make_facet("zzz", order=1)]
    links = {"web": "https://blid.example/", "paper": "https://blid.example/p.pdf"}
    tool = make_tool("Blid", slug="blid", facets=situations, links=links)
    tool.links.filter(platform__in=gone).update(gone_since=LONG_AGO)
    for perspective in over:
        make_settled(tool, perspective, LONG_AGO)
    make_settled(tool, USABILITY)
    shown = reader.get("/vaerktoej/blid/").context["result"]
    assert shown == results_of([tool.pk])[0]
    assert (shown.is_gone, shown.is_expired) == (len(gone) == 2, PEDAGOGICAL in over)


def test_a_fixed_number_of_queries(
    reader: TenantClient,
    tool: Tool,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(QUERIES):
        read(reader)
    for number in range(30):
        make_tool(f"Andet {number}")
    with django_assert_num_queries(QUERIES):
        read(reader)
