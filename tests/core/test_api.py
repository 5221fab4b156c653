"""A JSON call: one answer, and writes that stand as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import Http404, HttpRequest, JsonResponse
from django.test import RequestFactory

from naere.core.api import MOST_BYTES, ApiError, api, read_body
from naere.core.entry import declared, public
from naere.tenancy.models import Municipality, RiskWord


def answer(view: Any, body: Any = None, method: str = "post") -> tuple[int, Any]:
    made = getattr(RequestFactory(), method)("/", json.dumps(body), content_type="application/json")
    response = view(made)
    return response.status_code, json.loads(response.content)


def writing(municipality: Municipality, error: Exception | None) -> Any:
    @api("POST")
    @public
    def view(_request: HttpRequest) -> dict[str, Any]:
        RiskWord.objects.create(municipality=municipality, phrase="ny")
        if error:
            raise error
        return {"done": True}

    return view


def written() -> bool:
    return bool(RiskWord.objects.filter(phrase="ny").exists())


def test_what_was_written_stands(dragoer: Municipality) -> None:
    assert answer(writing(dragoer, None)) == (200, {"done": True})
    assert written()


def test_an_error_leaves_nothing_behind(dragoer: Municipality) -> None:
    status, said = answer(writing(dragoer, ApiError("taken", 409, "Too late.")))
    assert (status, said) == (409, {"error": "taken", "message": "Too late."})
    assert not written()


def test_not_found_leaves_nothing_behind(dragoer: Municipality) -> None:
    status, said = answer(writing(dragoer, Http404()))
    assert (status, said["error"]) == (404, "not-found")
    assert not written()


def test_what_must_be_kept_is_kept(dragoer: Municipality) -> None:
    assert answer(writing(dragoer, ApiError("wrong-words", 403, keep=True)))[0] == 403
    assert written()


def test_a_view_may_answer_with_a_cookie(db: None) -> None:
    @api("POST")
    @public
    def view(_request: HttpRequest) -> JsonResponse:
        response = JsonResponse({"a": 1})
        response.set_cookie("c", "v")
        return response

    made = view(RequestFactory().post("/"))
    assert (made.content, made.cookies["c"].value) == (b'{"a": 1}', "v")


def test_the_declaration_is_carried_on(dragoer: Municipality) -> None:
    assert declared(writing(dragoer, None)) == {"public"}


def test_another_method(dragoer: Municipality) -> None:
    assert answer(writing(dragoer, None), method="put")[0] == 405
    assert not written()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[]", "not-json"),
        (b"{", "not-json"),
        (b"\xff", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b" " * (MOST_BYTES + 1), "too-large"),
    ],
)
def test_a_body_that_is_none(content: bytes, code: str) -> None:
    request = RequestFactory().post("/", content, content_type="application/json")
    with pytest.raises(ApiError) as raised:
        read_body(request)
    assert raised.value.code == code
