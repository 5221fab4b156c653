"""The finder: three choices and words, one form that works by itself, help first when it sounds grave."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from naere.insight.models import Hits
from naere.tenancy.models import CrisisLine
from naere.tenancy.services import replace_risk_words
from naere.toolbox.enums import FacetGroup, SignUp
from naere.toolbox.models import Tool, ToolLink
from naere.toolbox.services.indexing import reindex
from tests.factories.assessments import make_settled
from tests.factories.toolbox import make_facet, make_tool
from tests.tenant_client import TenantClient
from tests.web.reading import paragraphs

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

ADDRESS = "/vaerktoejer/"
HELP = "Det lyder hårdt. Du skal ikke være alene med det."
# A search's ten; the municipality and its scope, the profile, the risk words, and the hit.
QUERIES = 19


@pytest.fixture
def reader(dragoer: Municipality) -> TenantClient:
    return TenantClient(dragoer)


def indexed(name: str, **fields: Any) -> Tool:
    tool = make_tool(name, **fields)
    reindex(tool)
    return tool


@pytest.fixture
def tools(dragoer: Municipality) -> None:
    sleep = make_facet("sove", label_da="kan ikke sove")
    exam = make_facet("eksamen", label_da="før en eksamen")
    write = make_facet("skrive", FacetGroup.METHOD, label_da="skrive")
    indexed("Blid", facets=[sleep], minutes=5, works_offline=True, is_example=True)
    indexed("Trin", facets=[exam, write], sign_up=SignUp.REQUIRED, price="once")


def shown(html: str) -> list[str]:
    """Return the names of the tools that are shown."""
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', html)


def get(reader: TenantClient, query: str = "", **headers: str) -> str:
    response = reader.get(f"{ADDRESS}{query}", headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def counts(html: str) -> dict[str, str]:
    return dict(re.findall(r'id="n-([^"]+)"[^>]*>(\d+)<', html))


@pytest.mark.usefixtures("tools")
def test_everything_is_shown_when_nothing_is_asked(reader: TenantClient) -> None:
    html = get(reader)
    assert shown(html) == ["Blid", "Trin"]
    assert "2 værktøjer passer." in html


def test_what_each_choice_means_can_be_read_and_is_said_with_it(reader: TenantClient) -> None:
    sleep = make_facet("sove", about_da="Når <natten> er lang.", about_en="When the night is long.")
    make_facet("eksamen", about_da="")
    html = get(reader)
    assert f'<dt>{sleep.label_da}</dt><dd id="about-situation-sove">' in html
    assert "Når &lt;natten&gt; er lang.</dd>" in html
    described = re.findall(r'value="([^"]*)"[^>]*aria-describedby="(about-[^"]*)"', html)
    assert described == [("sove", "about-situation-sove")]
    assert html.count("Hvad betyder de?") == 1  # no method, nobody to do it with
    assert "title=" not in html.split('id="finder"')[1].split("</form>")[0]


@pytest.mark.usefixtures("tools")
def test_choices_and_words_and_counts(reader: TenantClient) -> None:
    assert shown(get(reader, "?situation=sove")) == ["Blid"]
    assert shown(get(reader, "?situation=sove&situation=eksamen")) == ["Blid", "Trin"]
    assert shown(get(reader, "?q=eksmaen")) == ["Trin"]
    assert shown(get(reader, "?krav=:short&krav=:no-sign-up")) == ["Blid"]
    html = get(reader, "?situation=sove")
    assert counts(html) == {
        "situation-sove": "1",
        "situation-eksamen": "1",
        "maade-skrive": "0",
        "krav-short": "1",
        "krav-no-sign-up": "1",
        "krav-free": "1",
        "krav-offline": "1",
    }
    assert re.findall(r'value="([^"]+)" checked', html) == ["sove"]


@pytest.mark.usefixtures("tools")
def test_a_result_says_why(reader: TenantClient) -> None:
    said = " · ".join(paragraphs(get(reader, "?q=sove")))
    assert "til «kan ikke sove» · 5 minutter · ingen profil · gratis · virker uden internet" in said
    assert "Eksempel, ikke et rigtigt værktøj" in said


@pytest.mark.usefixtures("tools")
def test_what_is_gone_says_so(reader: TenantClient) -> None:
    ToolLink.objects.filter(tool__name="Blid").update(gone_since="2026-01-01T00:00Z")
    assert "Findes ikke længere" in get(reader, "?q=sove")
    assert "Findes ikke længere" not in get(reader, "?q=eksamen")


@pytest.mark.usefixtures("tools")
def test_what_has_expired_says_so(reader: TenantClient) -> None:
    tool = Tool.objects.get(name="Trin")
    assert not tool.is_example
    make_settled(tool, at=datetime(2024, 5, 1, 12, tzinfo=UTC))
    assert get(reader, "?q=eksamen").count("Vurderingen er udløbet") == 1
    assert "Vurderingen er udløbet" not in get(reader, "?q=sove")


@pytest.mark.usefixtures("tools")
def test_in_place_only_what_changes_is_sent(reader: TenantClient) -> None:
    html = get(reader, "?q=sove", **{"HX-Request": "true"})
    assert shown(html) == ["Blid"]
    assert html.lstrip().startswith('<section id="fund"')
    assert "<html" not in html
    assert 'id="finder-count" data-hx-swap-oob="innerHTML">1 værktøj passer.' in html
    assert counts(html)["situation-sove"] == "1"
    assert "Se det ene værktøj, der passer" in html
    assert "Se de" not in get(reader)


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("query", "shown_in_it"),
    [
        ("?q=jeg+er+alene", ""),
        ("?q=sove&side=2&krav=:short&situation=sove&situation=eksamen",
         "?situation=eksamen&situation=sove&krav=%3Ashort"),
        ("?situation=findes-ikke&andet=jeg+er+alene&situation=sove%0d%0aX:1", ""),
    ],
)  # fmt: skip
def test_the_address_follows_the_choices_and_never_the_words(
    reader: TenantClient, query: str, shown_in_it: str
) -> None:
    answer = reader.get(f"{ADDRESS}{query}", headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"] == f"{ADDRESS}{shown_in_it}"
    assert "hx-replace-url" not in get(reader)


def test_what_is_said_of_the_words_is_so(reader: TenantClient) -> None:
    html = get(reader)
    assert "Vi gemmer ikke det, du skriver." in html
    (without,) = re.findall("<noscript>(.*?)</noscript>", html)
    assert "din browser kan huske" in without


@pytest.mark.usefixtures("tools")
def test_both_shapes_say_that_they_differ(reader: TenantClient) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        assert "HX-Request" in reader.get(ADDRESS, headers=headers)["Vary"]


@pytest.mark.usefixtures("tools")
def test_typing_is_one_showing(reader: TenantClient) -> None:
    get(reader)
    for typed in ("s", "so", "sov"):
        get(reader, f"?q={typed}", **{"HX-Request": "true"})
    assert list(Hits.objects.values_list("page", "count")) == [("finder", 1)]


@pytest.mark.usefixtures("tools")
def test_help_comes_first_and_nothing_is_kept(
    reader: TenantClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    replace_risk_words(["selvmord"])
    for headers in ({}, {"HX-Request": "true"}):
        html = get(reader, "?q=selvmordstanker+sove", **headers)
        assert HELP in html
        assert "tel:112" in html
    whole = get(reader, "?q=selvmordstanker+sove")
    assert whole.index('id="q"') < whole.index(HELP) < whole.index('class="finder-question"')
    assert "passer" not in whole.partition('id="svar"')[2].partition('class="finder-later"')[0]
    assert '<details class="finder-later"><summary>Se værktøjerne alligevel</summary>' in whole
    calm = get(reader, "?q=sove")
    assert (HELP in calm, "finder-later" in calm) == (False, False)
    said = "".join((*capfd.readouterr(), caplog.text)).lower()
    assert "selvmord" not in said


def test_somebody_to_talk_to_stands_beside_the_alarm(
    reader: TenantClient, dragoer: Municipality
) -> None:
    replace_risk_words(["vil dø"])
    given = CrisisLine.objects.get(phone="112")
    for order, phone in enumerate(("70 20 12 01", "116 111", "10 10"), start=1):
        given.pk, given.phone, given.order, given.name = uuid4(), phone, order, f"Linje {order}"
        given.save(force_insert=True)
    html = get(reader, "?q=jeg+vl+d%C3%B8")
    lines = html.partition("finder-danger-lines")[2].partition("</ul>")[0]
    assert re.findall('href="tel:([0-9]+)"', lines) == ["70201201", "116111"]


@pytest.mark.parametrize(("typed", "is_grave"), [("dø", True), ("at+dø", False), ("sove", False)])
def test_a_word_alone_may_stand_for_a_wish(
    reader: TenantClient, typed: str, is_grave: bool
) -> None:
    replace_risk_words(["vil dø"])
    assert (HELP in get(reader, f"?q={typed}")) == is_grave


def test_no_tools_at_all(reader: TenantClient) -> None:
    html = get(reader)
    assert "Der er ingen værktøjer her endnu." in html
    assert 'href="/skriv/"' in html


@pytest.mark.usefixtures("tools")
def test_nothing_fits(reader: TenantClient) -> None:
    near = get(reader, "?q=sove&krav=:free&maade=skrive")
    assert (shown(near)[0], "Disse er tæt på." in near) == ("Blid", True)
    none = get(reader, "?q=kvantefysik")
    assert (shown(none), "Intet værktøj passer. Prøv andre ord" in none) == ([], True)
    assert 'href="/hjaelp/"' in none


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "x" * 10_000,
        "?q=" + "sove+" * 2_000,
        "?q=%00sove&situation=%00",
        "?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "?situation=' OR 1=1&side=-1&krav=:free'&v=<b>",
        "?side=99999999999999&side=0",
        "?side=%F0%9F%98%80",
        "?" + "&".join(f"situation=x{number}" for number in range(300)),
    ],
)
def test_bad_input_is_answered_kindly(reader: TenantClient, query: str) -> None:
    html = get(reader, query)
    assert "<script>alert" not in html
    assert len(html) < 60_000


@pytest.mark.usefixtures("tools")
def test_another_municipality_sees_nothing(ishoej: Municipality, reader: TenantClient) -> None:
    assert shown(get(TenantClient(ishoej), "?q=sove")) == []


def test_only_reading(reader: TenantClient) -> None:
    assert reader.post_json(ADDRESS).status_code == 405


@pytest.mark.parametrize("tools_there", [1, 30])
def test_a_fixed_number_of_queries(
    reader: TenantClient, django_assert_num_queries: DjangoAssertNumQueries, tools_there: int
) -> None:
    facets = [make_facet("sove", label_da="kan ikke sove"), make_facet("eksamen")]
    for number in range(tools_there):
        indexed(f"Sove {number:02}", facets=facets)
    with django_assert_num_queries(QUERIES):
        get(reader, "?q=kna+ikke+soove&situation=sove")


def test_pages(reader: TenantClient) -> None:
    for number in range(14):
        indexed(f"Sove {number:02}")
    first = get(reader)
    assert len(shown(first)) == 12
    assert 'href="/vaerktoejer/?side=2#svar" rel="next"' in first
    assert shown(get(reader, "?side=2")) == ["Sove 12", "Sove 13"]


def test_pages_of_words_are_turned_by_the_form_and_no_link_has_the_words(
    reader: TenantClient,
) -> None:
    for number in range(14):
        indexed(f"Sove {number:02}")
    for headers in ({}, {"HX-Request": "true"}):
        first = get(reader, "?q=sove", **headers)
        turn = re.findall(r'<button [^>]*form="finder" name="side" value="(\d)"', first)
        assert (len(shown(first)), turn) == (12, ["2"])
        assert not re.search(r'(href|action)="[^"]*sove', first.replace("/vaerktoej/sove-", ""))
    assert shown(get(reader, "?q=sove&side=2")) == ["Sove 12", "Sove 13"]


def test_the_front_page_has_a_door_only_when_there_is_something(reader: TenantClient) -> None:
    door = 'id="tools-title"'
    assert door not in get_front(reader)
    make_tool("Skjult", state="candidate")
    assert door not in get_front(reader)
    make_tool("Blid")
    assert door in get_front(reader)


def get_front(reader: TenantClient) -> str:
    return str(reader.get("/").content.decode())
