"""The bare host shows the municipalities; any other host shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings

from naere.tenancy.hosts import is_base_host
from naere.tenancy.models import Municipality
from tests.web.reading import paragraphs

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


@pytest.fixture
def stranger(dragoer: Municipality, ishoej: Municipality) -> Client:
    Municipality.objects.create(slug="lukket", name="Lukket", is_active=False)
    Municipality.objects.filter(slug="ishoej").update(host="unge.ishoej.example")
    return Client(HTTP_HOST="localhost:8000")


def test_it_lists_the_open_municipalities_at_their_own_hosts(stranger: Client) -> None:
    html = stranger.get("/").content.decode()
    assert paragraphs(html)[-3:] == ["Dragør", "Ishøj", "Har du brug for hjælp nu?"]
    assert 'href="http://dragoer.localhost:8000/"' in html
    assert 'href="http://unge.ishoej.example:8000/"' in html
    assert "Lukket" not in html


def test_help_has_112_and_the_way_to_each_list(stranger: Client) -> None:
    html = stranger.get("/hjaelp/").content.decode()
    main = html[html.index("<main") :]
    assert main.index('href="tel:112"') < main.index("http://dragoer.localhost:8000/hjaelp/")
    assert "data-exit" in html


def test_an_address_without_a_name_is_not_the_installations_host(db: None) -> None:
    assert not is_base_host("127.0.0.1:8000")
    assert Client(HTTP_HOST="127.0.0.1:8000").get("/").status_code == 400


def test_nothing_of_a_municipality_is_there(stranger: Client) -> None:
    for path in ("/skriv/", "/api/young/me", "/frivillig/", "/tema.css", "/logo"):
        assert stranger.get(path).status_code == 404, path


def test_two_queries_whose_host_it_is_and_who_there_are(
    stranger: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        stranger.get("/")


def test_no_municipality_yet(db: None) -> None:
    html = Client(HTTP_HOST="localhost").get("/").content.decode()
    assert "Der er ingen kommune her endnu." in html


@pytest.mark.parametrize("host", ["andet.example", "ukendt.localhost", "lukket.localhost"])
@override_settings(ALLOWED_HOSTS=["*"])
def test_an_unknown_host_is_a_404_that_tells_nothing(stranger: Client, host: str) -> None:
    response = stranger.get("/", HTTP_HOST=host)
    assert response.status_code == 404
    assert response.content.decode() == "Siden findes ikke. / Not found."
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
