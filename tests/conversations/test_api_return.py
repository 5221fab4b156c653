"""Coming back by words tells nobody which words exist, and is slowed down."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naere.tenancy.models import Municipality
from tests.conversations.browsers import post, random_text
from tests.factories.people import Young
from tests.tenant_client import TenantClient


@pytest.fixture
def mine(young: Young) -> dict[str, str]:
    """The words of somebody, as the browser sends them."""
    made = {name: random_text(32) for name in ("lookup", "auth")}
    assert post(young, "young/words", **made, sealedPrivate=random_text(72)) == (200, {})
    return made


def come_back(municipality: Municipality, body: dict[str, Any], network: int = 1) -> Any:
    client = TenantClient(municipality, REMOTE_ADDR=f"192.0.{network}.7")
    return client.post_json("/api/young/return", body)


def wrong(mine: dict[str, str]) -> list[dict[str, str]]:
    """Wrong proof for words that exist, and for words that do not."""
    return [
        {"lookup": mine["lookup"], "auth": random_text(32)},
        {"lookup": random_text(32), "auth": random_text(32)},
        {"lookup": random_text(32), "auth": mine["auth"]},
    ]


def test_the_same_answer_whether_they_exist(dragoer: Municipality, mine: dict[str, str]) -> None:
    answers = [come_back(dragoer, body) for body in wrong(mine)]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.content for answer in answers}) == 1
    assert json.loads(answers[0].content)["error"] == "wrong-words"
    headers = [
        {name: value for name, value in answer.items() if name != "Date"} for answer in answers
    ]
    assert headers[0] == headers[1] == headers[2]
    assert [dict(answer.cookies) for answer in answers] == [{}, {}, {}]


def test_the_same_work_whether_they_exist(dragoer: Municipality, mine: dict[str, str]) -> None:
    shapes = []
    come_back(dragoer, wrong(mine)[0])  # the counts have their rows from here
    for body in wrong(mine):
        with CaptureQueriesContext(connection) as ran:
            come_back(dragoer, body)
        shapes.append([_shape(query["sql"]) for query in ran.captured_queries])
    assert shapes[0] == shapes[1] == shapes[2]


def test_after_five_even_the_right_ones_wait(dragoer: Municipality, mine: dict[str, str]) -> None:
    statuses = [come_back(dragoer, wrong(mine)[1]).status_code for _ in range(6)]
    assert statuses == [403, 403, 403, 403, 403, 429]
    answer = come_back(dragoer, mine)
    assert (answer.status_code, answer.json()["error"]) == (429, "slow-down")
    assert 25 <= answer.json()["retryAfter"] <= 30
    assert come_back(dragoer, mine, network=2).status_code == 200


def test_another_municipality_does_not_know_the_words(mine: dict[str, str], ishoej: Any) -> None:
    answer = come_back(ishoej, mine)
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong-words")


def _shape(sql: str) -> str:
    """Return a statement without its values and the names of its savepoints."""
    return re.sub(r"'[^']*'|\"s\d+_x\d+\"|= \d+", "?", sql)


@pytest.mark.parametrize("field", ["lookup", "auth"])
@pytest.mark.parametrize("value", [None, "", random_text(31), "no base64!", 5, {}])
def test_malformed(dragoer: Municipality, mine: dict[str, str], field: str, value: Any) -> None:
    answer = come_back(dragoer, mine | {field: value})
    assert (answer.status_code, answer.json()["error"]) == (400, f"bad-{field}")
