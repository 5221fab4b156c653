"""The private exercises: readable and printable by themselves; their worker keeps nothing else."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from naere.core.lix import lix
from naere.tenancy.models import CrisisLine, Municipality
from naere.toolbox.exercises import EXERCISES
from tests.tenant_client import TenantClient

SLUGS = [one.slug for one in EXERCISES]


def test_the_list_leads_to_all_four(dragoer: Municipality) -> None:
    page = TenantClient(dragoer).get("/oevelser/").content.decode()
    assert re.findall(r'href="/oevelser/([a-z-]+)/"', page.split("<main")[1]) == SLUGS
    assert len(SLUGS) == 4


@pytest.mark.parametrize("exercise", EXERCISES, ids=SLUGS)
def test_each_names_its_source_and_each_field_once(dragoer: Municipality, exercise) -> None:  # type: ignore[no-untyped-def]
    page = TenantClient(dragoer).get(f"/oevelser/{exercise.slug}/").content.decode()
    names = re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"', page.split("<main")[1])
    expected = [name for group in exercise.groups for _, row in group.numbered() for name, _ in row]
    assert names == (expected or ["pace", "pace"])
    assert exercise.source.split("&")[0].strip() in page.replace("&amp;", "&")
    assert "csrf" not in page
    assert (f'data-kind="{exercise.kind}"' in page) == bool(exercise.groups)


def test_the_safety_plan_has_the_numbers_on_its_paper(dragoer: Municipality) -> None:
    line = CrisisLine.objects.first()
    assert line is not None
    page = TenantClient(dragoer).get("/oevelser/tryghedsplan/").content.decode()
    lines = page.split('class="exercise-lines"')[1].split("</section>")[0]
    assert line.phone in lines
    assert f"({line.hours_da})" in lines
    assert "Her kan du ringe" in lines  # not «always»: some of them have opening hours
    CrisisLine.objects.update(checked_on=date(2026, 11, 2))
    CrisisLine.objects.filter(pk=line.pk).update(checked_on=date(2025, 3, 1))
    page = TenantClient(dragoer).get("/oevelser/tryghedsplan/").content.decode()
    assert "Hvert nummer er tjekket 1. marts 2025 eller senere." in page  # the oldest of them
    other = TenantClient(dragoer).get("/oevelser/bekymringstid/").content.decode()
    assert 'class="exercise-lines"' not in other


def test_the_words_are_easy(dragoer: Municipality) -> None:
    for exercise in EXERCISES:
        words = " ".join(map(str, (exercise.line, *exercise.how, exercise.about)))
        assert lix(words) <= 30, exercise.slug


def test_an_exercise_that_is_none(dragoer: Municipality) -> None:
    assert TenantClient(dragoer).get("/oevelser/flyvning/").status_code == 404


def test_the_worker_keeps_these_pages_and_no_others(dragoer: Municipality) -> None:
    response = TenantClient(dragoer).get("/oevelser/uden-net.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert response.cookies.output() == ""
    source = response.content.decode()
    listed = re.search(r"const PAGES = (\[.*?\]);", source)
    assert listed is not None
    exercises = [f"/oevelser/{slug}/" for slug in SLUGS]
    assert json.loads(listed[1]) == ["/hjaelp/", "/oevelser/", *exercises]
    assert "exercises-TestTest.js" in source
    assert "&quot;" not in source
