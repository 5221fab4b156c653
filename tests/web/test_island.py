"""The configuration of the island: the municipality's settings in the reader's language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from naere.surveys.models import Question
from naere.tenancy.models import AgeGroup, RiskWord, Topic
from tests.tenant_client import TenantClient

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


def config(reader: TenantClient, address: str = "/skriv/") -> dict[str, Any]:
    html = reader.get(address).content.decode()
    found = re.search(r'<script id="config" type="application/json">(.*?)</script>', html)
    assert found is not None
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_it_holds_all_that_the_island_needs(reader: TenantClient, dragoer: Municipality) -> None:
    youngest = AgeGroup.objects.get(label_da="16–18")
    given = config(reader)
    assert set(given) == {
        "tenant",
        "municipality",
        "name",
        "language",
        "als",
        "sessionMinutes",
        "daysKept",
        "ageGroups",
        "topics",
        "texts",
        "questions",
        "riskWords",
        "crisisLines",
    }
    assert given["tenant"] == str(dragoer.pk)
    assert given["name"] == "Netværket i Dragør"
    assert (given["sessionMinutes"], given["daysKept"]) == (50, 30)
    assert given["ageGroups"][0] == {
        "id": str(youngest.pk),
        "label": "16–18",
        "mayBeMinor": True,
    }
    assert [group["mayBeMinor"] for group in given["ageGroups"]] == [True, False, False]
    assert given["riskWords"] == ["dø", "selvmord"]
    assert given["texts"]["duty"] == "duty for Dragør."
    assert given["crisisLines"][0]["digits"] == "112"


@pytest.mark.parametrize(("cookie", "language"), [("da", "da"), ("en", "en")])
def test_it_speaks_the_readers_language(reader: TenantClient, cookie: str, language: str) -> None:
    reader.cookies["naere-sprog"] = cookie
    AgeGroup.objects.filter(label_da="16–18").update(label_en="sixteen up")
    given = config(reader)
    assert given["ageGroups"][0]["label"] == {"da": "16–18", "en": "sixteen up"}[language]
    topic, question = Topic.objects.get(opens_safety=True), Question.objects.get(key="heard")
    assert given["language"] == language
    assert {t["label"]: t["opensSafety"] for t in given["topics"]}[
        getattr(topic, f"label_{language}")
    ] is True
    assert given["questions"][0] == {
        "key": "heard",
        "text": getattr(question, f"text_{language}"),
        "low": getattr(question, f"low_{language}"),
        "high": getattr(question, f"high_{language}"),
    }


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/skriv/?som=nu", "now"),
        ("/skriv/?som=brev", "letter"),
        ("/skriv/", None),
        ("/skriv/?som=x", None),
        ("/retur/?som=nu", None),
    ],
)
def test_it_knows_how_one_came_in(reader: TenantClient, address: str, way: str | None) -> None:
    assert config(reader, address)["als"] == way


def test_a_word_cannot_break_out_of_the_data(reader: TenantClient, dragoer: Municipality) -> None:
    phrase = "</script><script>alert(1)</script>"
    RiskWord.objects.create(municipality=dragoer, phrase=phrase)
    assert phrase not in reader.get("/skriv/").content.decode()
    assert phrase in config(reader)["riskWords"]


def test_the_token_for_the_calls_is_there(reader: TenantClient) -> None:
    html = reader.get("/retur/").content.decode()
    assert re.search(r'<meta name="csrf-token" content="\w{32,}">', html)
    assert 'data-view="return"' in html
