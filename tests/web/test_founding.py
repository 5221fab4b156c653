"""A municipality begins with a file: all that stands in it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from naere.conversations.queries import current_closing_form
from naere.surveys.queries import questions
from naere.tenancy import queries
from naere.tenancy.models import Municipality
from naere.toolbox.queries import catalogue
from naere.web.founding import found
from tests.tenant_client import TenantClient

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "municipality.example.toml"
InTenant = Callable[[Municipality], AbstractContextManager[None]]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(old: str, new: str) -> Path:
        text = EXAMPLE.read_text()
        assert old in text
        path = tmp_path / "municipality.toml"
        path.write_text(text.replace(old, new))
        return path

    return write


def test_the_example_becomes_a_municipality(db: None, in_tenant: InTenant) -> None:
    made = found(EXAMPLE)
    with in_tenant(made):
        assert [(g.label_da, g.label_en) for g in queries.age_groups()] == [
            ("16–18 år", "16–18 years"),
            ("19–30 år", "19–30 years"),
        ]
        assert [line.phone for line in queries.crisis_lines()] == ["112"]
        assert [hours.weekday for hours in queries.opening_hours()] == [0, 1, 2, 3]
        assert {(h.opens, h.closes) for h in queries.opening_hours()} == {(time(15), time(22))}
        assert [topic.opens_safety for topic in queries.topics()] == [False, True, False]
        assert {"selvmord", "vil dø", "kill myself"} <= set(queries.risk_words())
        assert [question.key for question in questions()] == ["heard", "overall"]
        form = current_closing_form()
        groups = set(catalogue.facets().values_list("group", flat=True))
    assert form is not None
    assert [field["key"] for field in form.fields] == ["themes", "passed_on"]
    assert groups == {"method", "target", "situation"}


def test_its_pages_open(db: None) -> None:
    reader = TenantClient(found(EXAMPLE))
    assert "Det Nære Netværk" in reader.get("/").content.decode()
    assert 'href="tel:112"' in reader.get("/hjaelp/").content.decode()


def test_the_command_says_where_it_answers(
    db: None, capsys: pytest.CaptureFixture[str], changed: Callable[[str, str], Path]
) -> None:
    call_command("create_municipality", changed("# host = ", "host = "))
    assert "Nyby answers at ung.nyby.example." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phone = "112"', 'phone = "114"', "112 must be among the crisis lines"),
        ('colour = "#0b6e4f"', 'colour = "green"', "colour: "),
        ("age_to = 30\nparallel", "age_to = 12\nparallel", "profile_ages"),
        ('"thursday"', '"torsdag"', "TORSDAG"),
        ("days_kept = 30", "days_keept = 30", "days_keept"),
        ("[[closing_form]]", "[[closing]]", "not known: closing"),
        ('type = "choices"\nlabel', 'type = "text"\nlabel', "passed_on is not complete"),
        ('key = "family"', 'key = "alone"', "have the same short name: alone"),
        (', en = "Where did you point to?"', "", "passed_on is not complete"),
        ('slug = "nyby"', 'slug = "Ny by"', "slug: "),
        ("age_from = 16\nage_to = 18", 'age_from = "x"\nage_to = 18', "age_from: "),
        ('name = "Nyby"', 'name = "Nyby', "line 5"),
    ],
)
def test_a_wrong_file_makes_nothing(
    db: None, changed: Callable[[str, str], Path], old: str, new: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("create_municipality", changed(old, new))
    assert not Municipality.objects.exists()


def test_no_file(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("create_municipality", tmp_path / "none.toml")


def test_the_same_twice(db: None) -> None:
    found(EXAMPLE)
    with pytest.raises(CommandError, match="slug: "):
        call_command("create_municipality", EXAMPLE)
    assert Municipality.objects.count() == 1
