"""Foreign keys by string go down the layers too; import-linter cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

# From the plan; the numbers are heights. Equal height is for one app alone.
HEIGHT = {
    "insight": 60,
    "conversations": 50,
    "toolbox": 51,
    "volunteers": 40,
    "surveys": 31,
    "safeguarding": 30,
    "staff": 21,
    "youth": 22,
    "keys": 20,
    "tenancy": 10,
    "core": 0,
}
NEVER_MEET = [{"staff", "youth"}, {"surveys", "safeguarding"}, {"conversations", "toolbox"}]


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("naere.")]


def keys() -> Iterator[tuple[Any, str, str]]:
    for model in ours():
        for field in model._meta.get_fields():
            related = field.related_model if field.concrete else None
            if related is not None and related in ours():
                yield field, model._meta.app_label, related._meta.app_label


def test_every_app_with_models_has_a_height() -> None:
    assert {model._meta.app_label for model in ours()} <= set(HEIGHT)


def test_foreign_keys_go_down() -> None:
    up = [str(field) for field, here, there in keys() if HEIGHT[there] > HEIGHT[here]]
    assert up == []


def test_some_never_meet() -> None:
    met = [str(field) for field, here, there in keys() if {here, there} in NEVER_MEET]
    assert met == []


def test_there_are_keys_to_look_at() -> None:
    assert len(list(keys())) > 40
