"""How the tools are used: counted by month, told without small numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Final
from uuid import UUID

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from naere.insight import quarters, sharing, tools
from naere.insight.services import count_hit
from naere.insight.sharing import Shared
from naere.insight.small import FEW, told, told_sum
from naere.tenancy.models import Municipality
from naere.toolbox.enums import ToolState, Verdict
from naere.toolbox.models import Feedback
from naere.toolbox.services.collections import make_collection
from naere.toolbox.services.voices import say
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient

USE = "/vaerksted/brug/"
EMBED = "/vaerktoejer/indlejret/"
# Two months of one quarter, two tools, and counts on both sides of what is few.
MONTHS: Final = (date(2026, 1, 1), date(2026, 2, 1))
TOOLS: Final = (UUID(int=1), UUID(int=2))
SMALL: Final = (0, 1, 2, 3, 4, 5, 9)

Page = Callable[[tuple[int, ...]], tuple[str, ...]]


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


def test_the_month_stands_above_the_table_and_what_is_downloaded_is_called_so(
    dragoer: Municipality,
) -> None:
    make_tool("Rolig nat")
    count_hit("tool:x")
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    html = browser.get(USE).content.decode()
    month = date_format(timezone.localdate(), "F Y").capitalize()
    assert f'<h2 id="use-title">{month}</h2>' in html
    assert html.index('id="use-title"') < html.index("scroll-hint") < html.index("table-scroll")
    assert "Vejledninger som PDF" in html
    assert "på papir" not in html


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, "under 5"), (4, "under 5"), (5, "5")])
def test_small_numbers_are_not_told(count: int, said: str) -> None:
    assert told(count) == said


def test_the_last_twelve_months_cross_the_year() -> None:
    found = tools.months_until(date(2026, 3, 31))
    assert (found[0], found[-1], len(found)) == (date(2026, 3, 1), date(2025, 4, 1), 12)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], "0"),
        ([0, 5, 12], "17"),
        ([3, 0], "under 5"),
        ([1, 1], "2 til 8"),
        ([10, 4], "11 til 14"),
    ],
)
def test_a_sum_is_told_out_of_what_is_told(counts: list[int], said: str) -> None:
    assert told_sum(counts) == said


def figures(counts: tuple[int, ...]) -> tuple[str, ...]:
    """Return all that a reader sees of these answers: each month's, each tool's and the quarter's."""
    places = [(month, tool) for month in MONTHS for tool in TOOLS]
    answers = {
        place: Counter({Verdict.HELPED.value: count})
        for place, count in zip(places, counts, strict=True)
    }
    cells = [_told(month, verdicts) for (month, _tool), verdicts in answers.items()]
    return (*cells, *quarters.in_quarters([MONTHS[0]], answers)[0].numbers())


def collections(counts: tuple[int, ...]) -> tuple[str, ...]:
    """Return all that a reader sees of collections that were shown so often."""
    shown = Shared([(str(place), count) for place, count in enumerate(counts) if count], 0)
    return (*(number for _title, number in shown.rows()), shown.total())


@pytest.mark.parametrize("page", [figures, collections])
def test_nothing_beside_a_small_number_tells_what_it_is(page: Page) -> None:
    """Whatever is shown, each number under five may be any of 1, 2, 3 and 4."""
    worlds: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(SMALL, repeat=4):
        worlds[page(counts)].append(counts)
    told_as_few = 0
    for counts in product(SMALL, repeat=4):
        for place, count in enumerate(counts):
            if 0 < count < FEW:
                told_as_few += 1
                possible = {world[place] for world in worlds[page(counts)] if world[place]}
                assert possible >= {1, 2, 3, 4}, counts
    assert told_as_few


def _told(month: date, verdicts: Counter[str]) -> str:
    return tools.Use(month, "", 0, 0, 0, 0, verdicts).numbers()[4]


def test_quarters_cross_the_year_and_hold_every_tool(dragoer: Municipality) -> None:
    days = [date(2026, 2, 28), date(2026, 1, 1), date(2025, 12, 31), date(2025, 4, 1)]
    two = (make_tool("Rolig nat"), 6), (make_tool("Stille", state=ToolState.RETIRED), 3)
    for day in [*days, date(2025, 3, 31)]:
        for tool, count in two:
            said = [say(tool, Verdict.HELPED) for _ in range(count)]
            Feedback.objects.filter(pk__in=[one.pk for one in said]).update(day=day)
    found = quarters.quarters_until(date(2026, 2, 28))
    assert [(one.first.year, one.number, one.numbers()[0]) for one in found] == [
        (2026, 1, "14 til 20"),
        (2025, 4, "7 til 10"),
        (2025, 3, "0"),
        (2025, 2, "7 til 10"),
    ]
    assert found[0].numbers()[1:] == ["0", "0"]


def test_each_collection_is_counted_by_itself_but_not_when_fetched_in_advance(
    dragoer: Municipality,
) -> None:
    member, tool = make_member("professional").membership, make_tool("X")
    first, second, _unseen = (make_collection(t, "", [(tool, "")], member) for t in "ABC")
    browser = TenantClient(dragoer)
    paths = [f"/vaerktoejer/samling/{one.slug}/" for one in (first, second)]
    for path in [*[paths[0]] * 5, paths[1], EMBED]:
        browser.get(path)
    for path in (*paths, EMBED):
        browser.get(path, headers={"Sec-Purpose": "prefetch"})
        browser.head(path)
    today = timezone.localdate()
    found = sharing.shared(today, today)
    assert (found.collections, found.frames) == ([("A", 5), ("B", 1)], 1)
    analyst = browser.be_staff(make_member("analyst").membership)
    page = analyst.get(USE).content.decode().split('id="shared-title"')[1]
    assert re.findall("<t[hd][^>]*>([^<]*)</t[hd]>", page)[:8] == [
        *("Samling", "Vist", "A", "5", "B", "under 5", "Alle samlinger", "6 til 9"),
    ]


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
