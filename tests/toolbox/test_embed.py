"""The catalogue in another page's frame: for listed sites alone, without a cookie or a script."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from naere.tenancy.models import Municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import ToolLink
from naere.toolbox.views.embed import PAGE
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_settings, make_tool
from tests.tenant_client import TenantClient

EMBED = "/vaerktoejer/indlejret/"
UNKNOWN = "Adressen peger på noget, vi ikke kender. Sig det til dem, der står for siden."
# Facets; how many, which, expired, gone, tools, their facets; settings. The municipality and its
# scope, the profile, and the hit.
QUERIES = 16


def directive(response: object, name: str) -> list[str]:
    policy = response["Content-Security-Policy"]  # type: ignore[index]
    rules = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    return str(rules[name]).split()


def test_exactly_the_listed_sites_may_frame_it(dragoer: Municipality) -> None:
    make_settings(embed_origins=["https://dragoer.example", "https://skole.example"])
    response = TenantClient(dragoer).get(EMBED)
    assert directive(response, "frame-ancestors") == [
        *("https://dragoer.example", "https://skole.example")
    ]
    assert directive(response, "script-src") == ["'none'"]
    assert "X-Frame-Options" not in response
    assert response.cookies.output() == ""
    assert "<script" not in response.content.decode()


def test_nobody_frames_it_while_no_site_is_listed(dragoer: Municipality) -> None:
    response = TenantClient(dragoer).get(EMBED)
    assert directive(response, "frame-ancestors") == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


def test_every_other_page_stays_shut(dragoer: Municipality) -> None:
    make_settings(embed_origins=["https://dragoer.example"])
    tool = make_tool("Rolig nat")
    browser = TenantClient(dragoer)
    for path in ("/", "/vaerktoejer/", f"/vaerktoej/{tool.slug}/", "/hjaelp/"):
        response = browser.get(path)
        assert response.status_code == 200
        assert directive(response, "frame-ancestors") == ["'none'"]
        assert response["X-Frame-Options"] == "DENY"


def test_another_municipalitys_sites_are_not_let_in(
    dragoer: Municipality, ishoej: Municipality
) -> None:
    make_settings(embed_origins=["https://dragoer.example"])
    response = TenantClient(ishoej).get(EMBED)
    assert directive(response, "frame-ancestors") == ["'none'"]


def test_a_facet_narrows_it_and_what_is_not_public_is_not_there(dragoer: Municipality) -> None:
    sleep = make_facet("kan-ikke-sove")
    make_tool("Rolig nat", facets=[sleep])
    make_tool("Lille skridt")
    make_tool("Kandidat", state=ToolState.CANDIDATE)
    browser = TenantClient(dragoer)
    every = browser.get(EMBED).content.decode()
    assert [name in every for name in ("Rolig nat", "Lille skridt", "Kandidat")] == [
        *(True, True, False)
    ]
    few = browser.get(f"{EMBED}?facet=kan-ikke-sove&facet=nonsense").content.decode()
    assert [name in few for name in ("Rolig nat", "Lille skridt")] == [True, False]
    assert 'target="_blank" rel="noopener"' in few
    assert UNKNOWN in few
    assert UNKNOWN not in every
    assert UNKNOWN not in browser.get(f"{EMBED}?facet=&facet=kan-ikke-sove").content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "Kan ikke sove",
        "<b>",
        "x" * 500,
        "Er du bange? Ring 12 34 56 78 til os nu",
        "https://falsk.example/",
        "\u202e",
        "' onload='alert(1)",
    ],
)
def test_nothing_of_the_address_is_told_back(dragoer: Municipality, words: str) -> None:
    make_tool("Rolig nat")
    page = TenantClient(dragoer).get(EMBED, {"facet": [words, "nonsense", words]}).content.decode()
    assert "Rolig nat" in page
    assert page.count(UNKNOWN) == 1, "said once, however many they are"
    assert not [told for told in (words, escape(words), words[:30], "nonsense") if told in page]


def names(html: str) -> list[str]:
    return re.findall(r"<h2><a [^>]*>([^<]*)<", html)


def addresses(html: str) -> dict[str, str]:
    found = re.findall(r'<a href="([^"]*)" rel="(prev|next)">', html)
    return {rel: unescape(href) for href, rel in found}


def test_one_page_leads_to_the_next_with_the_same_choice(dragoer: Municipality) -> None:
    sleep = make_facet("kan-ikke-sove")
    made = [f"Værktøj {place:02}" for place in range(2 * PAGE + 1)]
    for name in made:
        make_tool(name, facets=[sleep])
    make_tool("Andet")
    browser, seen, address = TenantClient(dragoer), [], "?facet=kan-ikke-sove"
    while address:
        html = browser.get(f"{EMBED}{address}").content.decode()
        seen += names(html)
        found = addresses(html)
        address = found.get("next", "")
    assert seen == made
    assert found == {"prev": "?facet=kan-ikke-sove&side=2"}
    assert "Side 3 af 3" in html
    for odd in ("0", "-1", "x", "9" * 5000, "²"):
        assert browser.get(f"{EMBED}?side={odd}").status_code == 200
    assert "Side 3 af 3" in browser.get(f"{EMBED}?side=99").content.decode()


def test_few_tools_have_no_pages(dragoer: Municipality) -> None:
    for _ in range(PAGE):
        make_tool()
    assert 'class="pages"' not in TenantClient(dragoer).get(EMBED).content.decode()


def test_it_stays_small_and_asks_as_often_whatever_the_catalogue(
    dragoer: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facets = [make_facet(f"facet-{n}", label_da="æ" * 60) for n in range(2)]
    longest: dict[str, Any] = {
        "line_da": "æ" * 160,
        "works_offline": True,
        "is_example": True,
        "minutes": 120,
    }
    for place in range(PAGE + 1):
        slug = f"{place:060}"
        tool = make_tool("æ" * 80, slug=slug, facets=facets, **longest)
        ToolLink.objects.filter(tool=tool).update(gone_since=timezone.now())
    browser = TenantClient(dragoer)
    with django_assert_num_queries(QUERIES):
        page = browser.get(EMBED)
    assert len(page.content) < 60_000  # beside it: 12 kB of styles and 35 kB of letters
    with django_assert_num_queries(QUERIES):
        browser.get(f"{EMBED}?side=2")
    packed = browser.get(EMBED, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"


def test_an_editor_is_told_how(dragoer: Municipality) -> None:
    make_settings(embed_origins=["https://dragoer.example"])
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    page = browser.get("/vaerksted/indlejring/").content.decode()
    assert f"{EMBED}&quot;" in page or f'{EMBED}"' in page
    assert "https://dragoer.example" in page


def test_the_address_of_a_facet_is_made_by_choosing_it(dragoer: Municipality) -> None:
    make_facet("kan-ikke-sove", label_da="Kan ikke sove")
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    page = browser.get("/vaerksted/indlejring/?facet=kan-ikke-sove").content.decode()
    assert '<option value="kan-ikke-sove" selected>Kan ikke sove</option>' in page
    assert f"{EMBED}?facet=kan-ikke-sove" in page
    for none in ("", "?facet=", "?facet=nonsense"):
        page = browser.get(f"/vaerksted/indlejring/{none}").content.decode()
        assert (f"{EMBED}?facet" in page, " selected" in page) == (False, False)
