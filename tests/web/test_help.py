"""«Hjælp nu»: the municipality's crisis lines, one tap to call, without any program."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pytest_django import DjangoAssertNumQueries

from naere.tenancy.models import CrisisLine
from tests.tenant_client import TenantClient

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

QUERIES = 9


def add_line(municipality: Municipality, name: str, order: int) -> None:
    CrisisLine.objects.create(
        municipality=municipality,
        name=name,
        who_da="Til dig",
        who_en="For you",
        phone=f"70 00 00 0{order}",
        hours_da="Altid",
        hours_en="Always",
        url="https://linje.example/",
        source="https://linje.example/",
        checked_on=date(2026, 11, 2),
        order=order,
    )


def test_112_is_first_whatever_the_order(reader: TenantClient, dragoer: Municipality) -> None:
    CrisisLine.objects.update(order=9)
    add_line(dragoer, "Linje B", 2)
    add_line(dragoer, "Linje A", 1)
    html = reader.get("/hjaelp/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert re.findall(r'href="tel:([^"]+)"', main) == ["112", "70000001", "70000002"]


def test_each_line_says_who_when_and_when_it_was_checked(
    reader: TenantClient, dragoer: Municipality
) -> None:
    add_line(dragoer, "Linje A", 1)
    html = reader.get("/hjaelp/").content.decode()
    for text in ("Linje A", "Til dig", "Altid", "2. november 2026", "https://linje.example/"):
        assert text in html
    reader.cookies["naere-sprog"] = "en"
    html = reader.get("/hjaelp/").content.decode()
    for text in ("For you", "Always", "Number checked 2 November 2026"):
        assert text in html


def test_the_other_municipality_has_its_own(
    reader: TenantClient, dragoer: Municipality, ishoej: Municipality
) -> None:
    add_line(dragoer, "Linje A", 1)
    assert "Linje A" in reader.get("/hjaelp/").content.decode()
    assert "Linje A" not in TenantClient(ishoej).get("/hjaelp/").content.decode()


def test_more_lines_cost_no_more_queries(
    reader: TenantClient, dragoer: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(QUERIES):
        reader.get("/hjaelp/")
    add_line(dragoer, "Linje A", 1)
    add_line(dragoer, "Linje B", 2)
    with django_assert_num_queries(QUERIES):
        reader.get("/hjaelp/")


def test_where_one_writes_the_numbers_show_without_modules_and_without_wasm(
    reader: TenantClient, dragoer: Municipality
) -> None:
    add_line(dragoer, "Linje A", 1)
    html = reader.get("/skriv/").content.decode()
    fallback = re.search(r'<section id="no-support"[^>]* hidden>.*?</section>', html, re.DOTALL)
    without = re.search(r"<naere-young .*?</naere-young>", html, re.DOTALL)
    assert fallback is not None
    assert without is not None
    assert " hidden" not in without[0]
    for part in (fallback[0], without[0]):
        assert 'href="tel:112"' in part
        assert 'href="tel:70000001"' in part
