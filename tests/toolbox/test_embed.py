"""The catalogue in another page's frame: for listed sites alone, without a cookie or a script."""

from __future__ import annotations

from naere.tenancy.models import Municipality
from naere.toolbox.enums import ToolState
from tests.factories.people import make_member
from tests.factories.toolbox import make_facet, make_settings, make_tool
from tests.tenant_client import TenantClient

EMBED = "/vaerktoejer/indlejret/"


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


def test_an_editor_is_told_how(dragoer: Municipality) -> None:
    make_settings(embed_origins=["https://dragoer.example"])
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    page = browser.get("/vaerksted/indlejring/").content.decode()
    assert f"{EMBED}&quot;" in page or f'{EMBED}"' in page
    assert "https://dragoer.example" in page
