"""A search understands what young people type, ranks what fits, and costs the same for any catalogue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import FacetGroup, Perspective, RoundState, ToolState, Verdict
from naere.toolbox.models import Facet, Feedback, Round, Rubric, Tool, ToolLink
from naere.toolbox.queries.catalogue import facets
from naere.toolbox.queries.finding import Asked, Found, search
from naere.toolbox.queries.voices import FEWEST_VOICES
from naere.toolbox.services.indexing import reindex
from tests.factories.toolbox import make_facet, make_synonym, make_tool

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

# All facets, synonyms, words (these two when something is typed), expired, gone, ranked, helped, counts, tools, their facets.
QUERIES = 10


def indexed(name: str = "", line: str = "En linje.", **fields: Any) -> Tool:
    tool = make_tool(name, line_da=line, line_en="", **fields)
    reindex(tool)
    return tool


def find(text: str = "", *, page: int = 1, **chosen: set[str]) -> Found:
    asked = Asked(text, {group: frozenset(keys) for group, keys in chosen.items()}, page)
    return search(asked, list(facets()))


def names(text: str = "", **chosen: set[str]) -> list[str]:
    return [result.tool.name for result in find(text, page=1, **chosen).results]


@pytest.fixture
def sleep(dragoer: Municipality) -> Facet:
    return make_facet(
        "sove", label_da="kan ikke sove", label_en="cannot sleep", about_da="Om natten."
    )


@pytest.fixture
def exam(dragoer: Municipality) -> Facet:
    return make_facet(
        "eksamen", label_da="før en eksamen", label_en="before an exam", about_da="Op."
    )


def test_situation_before_name_before_line_before_the_rest(sleep: Facet) -> None:
    indexed("Ro", about_da="Når du vil sove.")
    indexed("Lyd", line="Lyde til at sove til.")
    indexed("Sove")
    indexed("Blid", facets=[sleep])
    indexed("Andet")
    assert names("at sove bedre") == ["Blid", "Sove", "Lyd", "Ro"]


def test_a_whole_name_comes_first(sleep: Facet) -> None:
    indexed("Sove godt")
    indexed("Blid", facets=[sleep])
    assert names("sove godt")[0] == "Sove godt"


@pytest.mark.parametrize(
    "typed",
    [
        "sove",
        "SOVER",
        "jeg kan ikke sove!!",
        "sov",
        "sove.. om aftenen",
        "kna ikke soove",
        "sleep",
        "søvnløs",
        "sovnlos",
        "soevnloes",
        "søvnlos",
        "insomnia",
        "ligger vågen hver nat",
        "cannot sleep",
    ],
)
def test_one_need_in_many_words(sleep: Facet, exam: Facet, typed: str) -> None:
    make_synonym("søvnløs", "sove")
    make_synonym("insomnia", "sove", "nat")
    make_synonym("ligger vågen", "kan ikke sove")
    indexed("Blid", facets=[sleep])
    indexed("Trin", facets=[exam])
    assert names(typed) == ["Blid"]


@pytest.mark.parametrize(
    "typed",
    ["eksamensangst", "eksamens angst", "eksamener", "exsamen", "eksman", "eks", "eksamensnerver"],
)
def test_compounds_mistakes_and_beginnings(sleep: Facet, exam: Facet, typed: str) -> None:
    make_synonym("nervøs", "angst")
    indexed("Mod", line="Mod angst og nerver.", facets=[exam])
    indexed("Blid", facets=[sleep])
    assert names(typed) == ["Mod"]


def test_a_longer_word_of_the_catalogue_is_found_by_its_end(dragoer: Municipality) -> None:
    indexed("Mod", line="Om præstationsangst.")
    indexed("Blid")
    assert names("angst") == ["Mod"]


def test_a_situation_of_little_words(dragoer: Municipality) -> None:
    much = make_facet("for-meget", label_da="når alt er for meget", label_en="when it is too much")
    make_synonym("stresset", "for meget")
    indexed("Pause", facets=[much])
    indexed("Andet", facets=[make_facet("kan-ikke", label_da="kan ikke komme i gang")])
    assert names("alt er for meget") == ["Pause"]
    assert names("stresset") == ["Pause"]


def test_words_that_stand_everywhere_tell_little(exam: Facet) -> None:
    for number in range(5):
        indexed(f"Tanke {number}", line="Tanker om alt.")
    indexed("Trin", line="Tanker og noget om plan.", facets=[exam])
    assert names("tanker eksamen")[0] == "Trin"


def test_nothing_of_another_kind(sleep: Facet) -> None:
    indexed("Blid", facets=[sleep])
    for state in (ToolState.CANDIDATE, ToolState.RETIRED, ToolState.SUGGESTED, ToolState.ASSESSING):
        indexed(f"Skjult {state}", facets=[sleep], state=state)
    assert names("skjult") == []
    assert names("sove") == ["Blid"]
    Tool.objects.update(state=ToolState.RETIRED)  # its document is still there
    assert (names("sove"), find().results) == ([], [])


def test_another_municipalitys_tools_do_not_exist(
    sleep: Facet, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        indexed("Fremmed", facets=[make_facet("sove", label_da="kan ikke sove")])
        assert names("sove") == ["Fremmed"]
    assert (names("sove"), names("fremmed")) == ([], [])


def test_choices_widen_within_a_group_and_narrow_across(sleep: Facet, exam: Facet) -> None:
    method = make_facet("oeve", FacetGroup.METHOD, label_da="øve sig")
    indexed("Begge", facets=[sleep, exam, method], minutes=3)
    indexed("Blid", facets=[sleep], minutes=20)
    indexed("Trin", facets=[exam, method])
    assert names(situation={"sove"}) == ["Begge", "Blid"]
    assert names(situation={"sove", "eksamen"}) == ["Begge", "Blid", "Trin"]
    assert names(situation={"sove"}, method={"oeve"}) == ["Begge"]
    assert names(fact={":short", ":free"}) == ["Begge"]
    assert names("eksamen", situation={"sove"}) == ["Begge"]


def test_counts_set_the_own_group_aside(sleep: Facet, exam: Facet) -> None:
    method = make_facet("oeve", FacetGroup.METHOD, label_da="øve sig")
    indexed("Begge", facets=[sleep, exam, method], minutes=3)
    indexed("Blid", facets=[sleep])
    indexed("Trin", facets=[exam, method], price="subscription")
    counts = find(situation={"sove"}).counts
    assert counts == {"sove": 2, "eksamen": 2, "oeve": 1, ":short": 1, ":free": 2, ":no-sign-up": 2}


def test_what_holds_comes_before_what_has_expired_and_then_what_helped(
    dragoer: Municipality,
) -> None:
    today, own = timezone.localdate(), {"municipality": current_municipality()}
    rubric = Rubric.objects.create(**own, perspective=Perspective.USABILITY, version=1)
    tools = {name: indexed(name) for name in ("Alfa", "Beta", "Gamma", "Delta")}
    for name, days in (("Alfa", -1), ("Beta", 0), ("Gamma", 0)):
        settled = {"state": RoundState.SETTLED, "settled_at": timezone.now()}
        round_ = {"tool": tools[name], "rubric": rubric, "perspective": Perspective.USABILITY}
        Round.objects.create(**own, **settled, **round_, valid_until=today + timedelta(days=days))
    ToolLink.objects.filter(tool=tools["Delta"]).update(gone_since=timezone.now())
    for _ in range(FEWEST_VOICES):
        Feedback.objects.create(**helped(1), tool=tools["Gamma"])
    for _ in range(FEWEST_VOICES - 1):  # too few to be told, so they order nothing
        Feedback.objects.create(**helped(1), tool=tools["Delta"])
    Feedback.objects.create(**own, tool=tools["Beta"], verdict=Verdict.NOT_HELPED)
    found = find().results
    assert [one.tool.name for one in found] == ["Gamma", "Beta", "Alfa", "Delta"]
    assert [one.is_expired for one in found] == [False, False, True, False]
    assert [one.is_gone for one in found] == [False, False, False, True]


def helped(months_ago: int) -> dict[str, Any]:
    """Return the fields of an answer from a month that is over (0: from this one)."""
    day = timezone.localdate().replace(day=1)
    for _ in range(months_ago):
        day = (day - timedelta(days=1)).replace(day=1)
    return {"municipality": current_municipality(), "verdict": Verdict.HELPED, "day": day}


def test_a_day_of_many_answers_puts_no_tool_first(dragoer: Municipality) -> None:
    talked_up, liked, this_month = (indexed(name) for name in ("Alfa", "Beta", "Aa"))
    Feedback.objects.bulk_create(Feedback(**helped(1), tool=talked_up) for _ in range(120))
    Feedback.objects.bulk_create(Feedback(**helped(0), tool=this_month) for _ in range(120))
    for months_ago in (1, 2):
        Feedback.objects.bulk_create(Feedback(**helped(months_ago), tool=liked) for _ in range(5))
    assert [one.tool.name for one in find().results] == ["Beta", "Alfa", "Aa"]


def test_more_months_than_three_put_no_tool_higher(dragoer: Municipality) -> None:
    for name, months in (("Alfa", 3), ("Beta", 6)):
        tool = indexed(name)
        for months_ago in range(1, months + 1):
            rows = [Feedback(**helped(months_ago), tool=tool) for _ in range(5)]
            Feedback.objects.bulk_create(rows)
    assert [one.tool.name for one in find().results] == ["Alfa", "Beta"]


def test_the_situation_that_was_meant_is_said_first(sleep: Facet, exam: Facet) -> None:
    indexed("Begge", facets=[exam, sleep])
    for found in (find("sover dårligt"), find(situation={"sove"})):
        assert [one.key for one in found.results[0].situations] == ["sove", "eksamen"]
    assert find("eksamen").results[0].situations[0].key == "eksamen"


def test_nothing_fits_but_something_is_near(sleep: Facet, exam: Facet) -> None:
    indexed("Blid", facets=[sleep], minutes=30)
    indexed("Trin", facets=[exam])
    found = find("sove", fact={":short"})
    assert (found.total, [one.tool.name for one in found.nearest]) == (0, ["Blid"])
    found = find("kvantefysik", situation={"eksamen"}, fact={":short"})
    assert [one.tool.name for one in found.nearest] == ["Trin"]
    assert find("kvantefysik").nearest == []


@pytest.mark.parametrize(
    "typed",
    [
        *("' | :* & !()<->", "\\'", "%", "_", "!!!", "a'b:*A & c", "🙂", "ÆØÅ æøå", "\u202etxet"),
        *("; DROP TABLE toolbox_tool", "x" * 10_000, "sove " * 3_000, "()" * 5_000, "\x00sove"),
    ],
)
def test_hostile_and_huge_words(sleep: Facet, typed: str) -> None:
    indexed("Blid", facets=[sleep])
    # One of them has a word that begins as the tool's name does.
    assert find(typed).total == int("sove" in typed or typed.startswith("a'b"))


@pytest.mark.parametrize("tools", [1, 30])
@pytest.mark.parametrize("typed", ["", "sove", "jeg kna ikke soove før en eksamenstid " * 5])
def test_a_fixed_number_of_queries(
    sleep: Facet,
    exam: Facet,
    django_assert_num_queries: DjangoAssertNumQueries,
    tools: int,
    typed: str,
) -> None:
    for number in range(tools):
        indexed(f"Sove {number}", facets=[sleep, exam])
    with django_assert_num_queries(QUERIES if typed else QUERIES - 2):
        assert find(typed, situation={"sove"}).total == tools


def test_pages(dragoer: Municipality) -> None:
    for number in range(25):
        indexed(f"Tool {number:02}")
    found = find(page=3)
    assert (found.total, found.pages, [one.tool.name for one in found.results]) == (
        25,
        3,
        ["Tool 24"],
    )
    assert find(page=99).page == 3
