"""When something breaks, help is still shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from naere.web import crisis, views
from tests.tenant_client import TenantClient
from tests.web.reading import paragraphs


def away(*_given: Any, **_named: Any) -> Any:
    raise OperationalError("the database is away")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crisis, "_known", {})


@pytest.fixture
def calm(reader: TenantClient) -> TenantClient:
    """A reader that sees the error page, as people do."""
    reader.raise_request_exception = False
    return reader


def break_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naere.tenancy.middleware.municipality_of_host", away)


@pytest.mark.parametrize("path", ["/", "/skriv/", "/hjaelp/"])
def test_without_the_database_112_and_the_last_known_lines_are_shown(
    calm: TenantClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    calm.get("/hjaelp/")
    crisis._known["dragoer.localhost"] = crisis.Snapshot(
        (
            crisis.Line(
                name="Linjen",
                phone="70 00 00 00",
                who_da="Alle",
                who_en="All",
                hours_da="Altid",
                hours_en="Always",
                url="",
                checked_on=date(2026, 11, 1),
            ),
        ),
        "https://vejret.example/",
    )
    break_lookup(monkeypatch)
    response = calm.get(path)
    html = response.content.decode()
    assert response.status_code == 503
    assert html.index('href="tel:112"') < html.index('href="tel:70000000"')
    assert 'href="https://vejret.example/"' in html
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_help_is_remembered_from_each_page_that_reads_it(calm: TenantClient) -> None:
    assert crisis.last_known("dragoer.localhost") == crisis.Snapshot()
    calm.get("/hjaelp/")
    known = crisis.last_known("dragoer.localhost")
    assert [line.name for line in known.lines] == ["Alarm Dragør"]
    assert known.exit_url == "https://www.dmi.dk/"


def test_a_fresh_process_without_the_database_says_112(
    calm: TenantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_lookup(monkeypatch)
    html = calm.get("/hjaelp/").content.decode()
    assert 'href="tel:112"' in html
    assert "data-exit" in html


def test_the_language_holds_on_an_error_page(
    calm: TenantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_lookup(monkeypatch)
    calm.cookies["naere-sprog"] = "en"
    assert "Something broke here with us" in calm.get("/").content.decode()


def test_a_call_without_the_database_says_so_in_json(
    calm: TenantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_lookup(monkeypatch)
    response = calm.get("/api/young/me")
    assert (response.status_code, response.json()["error"]) == (503, "broken")


def test_what_breaks_halfway_is_answered_alike(
    calm: TenantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "own_text", away)
    response = calm.get("/om/")
    assert response.status_code == 503
    assert 'href="tel:112"' in response.content.decode()


def test_a_page_that_breaks_says_nothing_of_why(
    calm: TenantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_key: str) -> str:
        raise RuntimeError("a secret")

    monkeypatch.setattr(views, "own_text", broken)
    response = calm.get("/om/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Noget gik i stykker hos os" in html
    assert "secret" not in html


@pytest.mark.parametrize(
    ("ask", "status", "title"),
    [
        (lambda c: c.get("/findes-ikke/"), 404, "Her er ikke noget"),
        (lambda c: c.get("/sprog/fr/"), 404, "Her er ikke noget"),
        (lambda c: c.post("/konto/log-ind/", {}), 403, "Det kan du ikke herfra"),
    ],
)
def test_other_errors_lead_on(
    dragoer: object, ask: Callable[[Client], Any], status: int, title: str
) -> None:
    response = ask(TenantClient(dragoer, enforce_csrf_checks=True))  # type: ignore[arg-type]
    found = paragraphs(response.content.decode())
    assert response.status_code == status
    assert found[0] == title
    assert "Til forsiden" in found
    assert any(text.startswith("112") for text in found)
