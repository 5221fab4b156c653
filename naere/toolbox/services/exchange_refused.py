"""What the model refuses of a file that was found good: named with its place, as every other fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from naere.toolbox.services.exchange_reading import BadFileError, Problem

# A field of the model that the file calls otherwise; "line_da" is its "line.da".
_CALLED: Final = {
    "age_from": "age.from",
    "age_to": "age.to",
    "data_kinds": "data",
    "is_example": "example",
    "stable_id": "id",
}
_LANGUAGE: Final = re.compile(r"_(da|en)$")


@contextmanager
def placed(path: str, *, by_field: bool = True) -> Iterator[None]:
    """Turn a ValidationError into a BadFileError at `path`, or at each of the fields in it."""
    try:
        yield
    except ValidationError as error:
        raise BadFileError(refusals(path, error, by_field=by_field)) from error


def refusals(path: str, error: ValidationError, *, by_field: bool = True) -> list[Problem]:
    """Return what a model refused, each fault where the file says it."""
    if not by_field or not hasattr(error, "error_dict"):
        return [Problem(path, message) for message in error.messages]
    return [
        Problem(_place(path, field), message)
        for field, messages in error.message_dict.items()
        for message in messages
    ]


def _place(path: str, field: str) -> str:
    if field == NON_FIELD_ERRORS:
        return path
    called = _CALLED.get(field) or _LANGUAGE.sub(r".\1", field)
    return f"{path}.{called}"
