"""What is refused of a file that was found good: named with its place, as every other fault.

The model refuses first, the database last. What is there twice is the one thing that another person can
have brought in the meantime; it is left to whoever called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from naere.toolbox.services.exchange_reading import BadFileError, Problem

# A field of the model that the file calls otherwise; "line_da" is its "line.da".
_CALLED: Final = {
    "age_from": "age.from",
    "age_to": "age.to",
    "data_kinds": "data",
    "is_example": "example",
    "stable_id": "id",
}
Row = TypeVar("Row", bound=models.Model)
_LANGUAGE: Final = re.compile(r"_(da|en)$")


@contextmanager
def placed(path: str, *, by_field: bool = True) -> Iterator[None]:
    """Turn what is refused into a BadFileError at `path`, or at each of the fields in it."""
    try:
        yield
    except ValidationError as error:
        raise BadFileError(refusals(path, error, by_field=by_field)) from error
    except (DataError, IntegrityError) as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise
        raise BadFileError([Problem(path, _("This cannot be kept."))]) from error


def create(rows: Iterable[tuple[str, Row]], at_once: int = 200) -> list[Row]:
    """Insert rows of one model, `at_once` in a statement; each comes with its place in the file.

    Raises BadFileError at the place of the first that the database refuses.
    """
    found = list(rows)
    if not found:
        return []
    model = type(found[0][1])
    try:
        with transaction.atomic():
            return model._default_manager.bulk_create([row for _path, row in found], at_once)
    except (DataError, IntegrityError):
        for path, row in found:  # one by one, to learn which
            with placed(path):
                row.save(force_insert=True)
        raise


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
