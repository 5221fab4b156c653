"""Every fault of a file is told in words, and with its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from naere.tenancy.models import Municipality
from naere.toolbox.models import CatalogueFile, Organisation, Tool
from naere.toolbox.services.exchange import carry_out, keep, planned
from naere.toolbox.services.exchange_reading import BadFileError, read
from tests.factories.toolbox import make_tool
from tests.toolbox.catalogues import a_catalogue, as_bytes, changed, import_it

READING = "naere.toolbox.services.exchange_reading"
NEW = "naere.toolbox.services.exchange_new"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("tools.0.name", 3, "«3» skal være: tekst."),
        ("tools.0.minutes", "fem", "«fem» skal være: et helt tal eller tomt (null)."),
        ("tools.0.links", {}, "«{}» skal være: en liste."),
    ],
)
def test_a_fault_of_kind_is_told_in_words(
    dragoer: Municipality, path: str, value: Any, said: str
) -> None:
    with pytest.raises(BadFileError) as caught:
        read(as_bytes(changed(path, value)))
    assert [problem.message for problem in caught.value.problems] == [said]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("tools.1.age", {"from": 30, "to": 20}, "$.tools[1]"),  # a constraint of the table
        (
            "tools.0.links.1.platform",
            "et fjernsyn",
            "$.tools[0].links",
        ),  # too long for its column
        ("tools.0.guides.0.audience", "alle og enhver", "$.tools[0].guides[0]"),
    ],
)
def test_what_only_the_database_refuses_says_where_it_is(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch, path: str, value: Any, place: str
) -> None:
    for name in ("_against_schema", "_meaningless"):
        monkeypatch.setattr(f"{READING}.{name}", lambda _data: iter(()))
    kept = keep(as_bytes(changed(path, value)), None)
    with pytest.raises(BadFileError) as caught:
        carry_out(kept.pk, None, seen=planned(kept).fingerprint)
    assert [(one.path, one.message) for one in caught.value.problems] == [
        (place, "Det her kan ikke gemmes.")
    ]
    assert not Tool.objects.exists()
    assert not Organisation.objects.exists()
    assert CatalogueFile.objects.get() == kept


def test_what_only_the_database_refuses_of_a_tool_that_is_here_says_where_it_is(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_it(a_catalogue())
    monkeypatch.setattr(f"{READING}._meaningless", lambda _data: iter(()))
    monkeypatch.setattr(Tool, "validate_constraints", lambda *_args, **_more: None)
    with pytest.raises(BadFileError) as caught:
        import_it(changed("tools.0.age", {"from": 30, "to": 20}))
    assert [one.path for one in caught.value.problems] == ["$.tools[0]"]


def test_what_somebody_else_was_first_with_is_no_fault_of_the_file(
    dragoer: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tool("Her i forvejen", slug="rolig")
    monkeypatch.setattr(f"{NEW}.free_slug", lambda slug, _taken: slug)  # as if it came right now
    with pytest.raises(IntegrityError):
        import_it(a_catalogue())
