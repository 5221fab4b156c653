"""A new municipality from a file of first settings (R1, R85). All of it or nothing.

The file is TOML; `deploy/municipality.example.toml` is one. What it does not say is decided under
`/styring/`; the first registration after a conversation must be in the file, for a peer needs one
from the first day. Free text is switched on at the page alone, where its warning stands.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import override

from naere.conversations.closing import problems
from naere.conversations.services.aftermath import new_closing_form
from naere.surveys.services import replace_questions
from naere.tenancy import services
from naere.tenancy.enums import Weekday
from naere.tenancy.grave_words import GRAVE_WORDS
from naere.tenancy.queries import ALARM
from naere.tenancy.scope import tenant_scope
from naere.toolbox.services.founding import found_toolbox

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

Table = dict[str, Any]

KNOWN = {
    *("slug", "name", "host", "profile", "age_groups", "topics", "opening_hours", "closed_days"),
    *("crisis_lines", "risk_words", "questions", "closing_form"),
}
NEEDED = {"slug", "name", "profile", "age_groups", "crisis_lines", "closing_form"}
KINDS = {"choice", "choices", "yesno"}


class FoundingError(ValueError):
    """The file cannot become a municipality; the text is one line that says why."""


def found(path: Path) -> Municipality:
    """Make the municipality that the file describes; raises FoundingError and keeps nothing."""
    settings = read(path)
    try:
        with transaction.atomic():
            return _make(settings)
    except ValidationError as error:
        raise FoundingError(_said(error)) from error
    except (KeyError, TypeError, ValueError, DatabaseError) as error:
        raise FoundingError(f"{path}: {error}") from error


def read(path: Path) -> Table:
    """Return the file's settings; raises FoundingError for what is missing or not known."""
    try:
        settings = tomllib.loads(path.read_text())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FoundingError(f"{path}: {error}") from error
    if wrong := sorted(settings.keys() - KNOWN):
        raise FoundingError(f"{path}: not known: {', '.join(wrong)}")
    if missing := sorted(key for key in NEEDED if not settings.get(key)):
        raise FoundingError(f"{path}: missing: {', '.join(missing)}")
    if ALARM not in {line.get("phone") for line in settings["crisis_lines"]}:
        raise FoundingError(f"{path}: {ALARM} must be among the crisis lines")
    for field in settings["closing_form"]:
        _check_field(path, field)
    with override("en"):  # the operator's language; every other line of the command is English
        wrong = problems(settings["closing_form"])
    if wrong:
        raise FoundingError(f"{path}: closing_form: {' '.join(wrong)}")
    return settings


def _check_field(path: Path, field: Table) -> None:
    labels = [field.get("label"), *(option.get("label") for option in field.get("options", []))]
    whole = all(isinstance(label, dict) and {"da", "en"} <= label.keys() for label in labels)
    chooses = field.get("type") == "yesno" or bool(field.get("options"))
    keys = [field.get("key"), *(option.get("key") for option in field.get("options", []))]
    if not (whole and chooses and all(keys) and field.get("type") in KINDS):
        raise FoundingError(
            f"{path}: closing_form: {field.get('key') or 'a field'} is not complete"
        )


def _make(settings: Table) -> Municipality:
    host = settings.get("host", "")
    made = services.create_municipality(
        settings["slug"], settings["name"], settings["profile"], host=host
    )
    with tenant_scope(made):
        services.replace_age_groups(settings["age_groups"])
        services.replace_topics(settings.get("topics", []))
        services.replace_opening_hours(_spans(settings.get("opening_hours", [])))
        services.replace_closed_days(settings.get("closed_days", []))
        services.replace_crisis_lines(settings["crisis_lines"])
        services.replace_risk_words(settings.get("risk_words", GRAVE_WORDS))
        replace_questions(settings.get("questions", []))
        new_closing_form(made.pk, settings["closing_form"])
    found_toolbox(made)
    return made


def _spans(rows: list[Table]) -> list[Table]:
    """Return a row per weekday: the file names several days at once, in English."""
    return [
        {"weekday": Weekday[day.upper()], "opens": row["opens"], "closes": row["closes"]}
        for row in rows
        for day in row["weekdays"]
    ]


def _said(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return "; ".join(error.messages)
    return "; ".join(f"{field}: {' '.join(said)}" for field, said in error.message_dict.items())
