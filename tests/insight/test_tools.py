"""How the tools are used: counted by month, told without small numbers."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from naere.insight import tools
from naere.insight.services import count_hit
from naere.tenancy.models import Municipality
from naere.toolbox.enums import Verdict
from naere.toolbox.services.voices import say
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

USE = "/vaerksted/brug/"


def test_what_is_shown_opened_and_said_is_counted(dragoer: Municipality) -> None:
    tool = make_tool("Rolig nat")
    make_tool("Stille")
    browser = TenantClient(dragoer)
    for _ in range(6):
        assert browser.get(f"/vaerktoej/{tool.slug}/").status_code == 200
    for _ in range(2):
        browser.get(f"/vaerktoej/{tool.slug}/aabn/web/")
    count_hit(f"guide:young:{tool.slug}")
    for _ in range(5):
        say(tool, Verdict.HELPED)
    today = timezone.localdate()
    found = {use.name: use for use in tools.use_of_tools(today.replace(day=1), today)}
    assert found["Rolig nat"].numbers() == [
        *("6", "under 5", "under 5", "0", "5", "0", "0"),
    ]
    assert found["Stille"].numbers() == ["0"] * 7


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, "under 5"), (4, "under 5"), (5, "5")])
def test_small_numbers_are_not_told(count: int, said: str) -> None:
    assert tools.told(count) == said


def test_the_last_twelve_months_cross_the_year() -> None:
    found = tools.months_until(date(2026, 3, 31))
    assert (found[0], found[-1], len(found)) == (date(2026, 3, 1), date(2025, 4, 1), 12)


def test_the_page_and_the_file(dragoer: Municipality) -> None:
    tool = make_tool("=Regneark")
    browser = TenantClient(dragoer)
    for _ in range(5):
        assert browser.get(f"/vaerktoej/{tool.slug}/").status_code == 200
    analyst = TenantClient(dragoer).be_staff(make_member("analyst").membership)
    assert "=Regneark" in analyst.get(USE).content.decode()
    assert analyst.get(f"{USE}?maaned=1999-13").status_code == 200
    rows = analyst.get(f"{USE}tal.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].split(";")[1:3] == ['"\'=Regneark"', '"5"']


@pytest.mark.parametrize("role", ["volunteer", "professional", "assessor", "coordinator"])
def test_others_do_not_see_it(dragoer: Municipality, role: str) -> None:
    browser = TenantClient(dragoer).be_staff(make_member(role).membership)
    assert [browser.get(path).status_code for path in (USE, f"{USE}tal.csv")] == [404, 404]
