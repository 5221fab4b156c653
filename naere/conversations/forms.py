"""The closing registration's form while somebody works on it: a draft that lives in the page.

Nothing is stored before it is saved; a button that moves or adds something sends the whole draft
and gets it back changed. Works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from naere.conversations.closing import (
    CHOOSING,
    FREE,
    KINDS,
    MOST_OPTIONS,
    ONE,
    SEVERAL,
    problems,
    with_keys,
)
from naere.conversations.queries import current_closing_form
from naere.conversations.services.aftermath import FormConflictError, save_closing_form

Field = dict[str, Any]
_MOST_READ = 3 * MOST_OPTIONS  # what is beyond is not looked at; the limits are told long before


@dataclass
class ClosingDraft:
    """The questions as they stand on the page, and which version they began as (0: none)."""

    version: int
    fields: list[Field]
    errors: list[str] = field(default_factory=list)
    is_conflict: bool = False

    @classmethod
    def stored(cls) -> ClosingDraft:
        """Return the form that is in use, as a draft."""
        newest = current_closing_form()
        return cls(newest.version, newest.fields) if newest else cls(0, [])

    @classmethod
    def posted(cls, post: Mapping[str, str]) -> ClosingDraft:
        """Return the draft that the page sent."""
        version = post.get("version", "")
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        return cls(number, list(_questions(post)))

    @property
    def has_free_text(self) -> bool:
        """Whether somebody could write names."""
        return any(question["type"] == FREE for question in self.fields)

    @property
    def next_place(self) -> str:
        """The number of the question that would be added."""
        return str(len(self.fields))

    def do(self, act: str) -> None:
        """Do what a button says: `add-KIND`, `more-Q`, and `up`, `down`, `drop` with `-Q` or `-Q-O`.

        What is not understood, or reaches outside, changes nothing.
        """
        verb, *where = act.split("-")
        if verb == "add" and where and where[0] in KINDS:
            self.fields.append(_new(where[0]))
        elif all(place.isascii() and place.isdigit() for place in where):
            self._do_at(verb, [int(place) for place in where])

    def _do_at(self, verb: str, where: list[int]) -> None:
        if not where or len(where) > 2 or where[0] >= len(self.fields):
            return
        options = self.fields[where[0]].get("options", [])
        if verb == "more" and self.fields[where[0]]["type"] in CHOOSING:
            options.append(_blank())
        else:
            _move(verb, *((options, where[1]) if len(where) == 2 else (self.fields, where[0])))

    def store(self) -> bool:
        """Save as the next version; return whether it went well, else `errors` says why not."""
        self.fields = with_keys([_with_named_options(one) for one in self.fields], "question")
        self.errors = problems(self.fields)
        if self.errors:
            return False
        try:
            save_closing_form(self.fields, after=self.version)
        except FormConflictError as conflict:
            self._met(conflict.version)
            return False
        return True

    def _met(self, version: int) -> None:
        """Keep what was written, and let the next save lie on top of what somebody else saved."""
        self.version, self.is_conflict = version, True
        self.errors = [
            _(
                "Somebody else has just saved version %(version)s. What you wrote still stands here."
                " Look at theirs first. If you save again, yours is used instead."
            )
            % {"version": version}
        ]


def _questions(post: Mapping[str, str]) -> Iterator[Field]:
    for at in range(_MOST_READ):
        name = f"q{at}"
        if f"{name}-kind" not in post:
            return
        yield _question(post, name)


def _question(post: Mapping[str, str], name: str) -> Field:
    kind = post[f"{name}-kind"]
    read = _row(post, name) | {"type": kind}
    if f"{name}-required" in post:
        read["required"] = True
    if kind in CHOOSING:
        read["type"] = SEVERAL if f"{name}-several" in post else ONE
        read["options"] = list(_options(post, name))
    return read


def _options(post: Mapping[str, str], name: str) -> Iterator[Field]:
    for at in range(_MOST_READ):
        if f"{name}o{at}-da" not in post:
            return
        yield _row(post, f"{name}o{at}")


def _row(post: Mapping[str, str], name: str) -> Field:
    label = {language: _clean(post.get(f"{name}-{language}", "")) for language in ("da", "en")}
    return {"key": _clean(post.get(f"{name}-key", "")), "label": label}


def _clean(text: str) -> str:
    # A NUL cannot be stored in PostgreSQL.
    return " ".join(text.replace("\0", "").split())


def _blank() -> Field:
    return {"key": "", "label": {"da": "", "en": ""}}


def _new(kind: str) -> Field:
    made = _blank() | {"type": kind}
    return made | {"options": [_blank(), _blank()]} if kind in CHOOSING else made


def _with_named_options(question: Field) -> Field:
    if "options" not in question:
        return question
    return question | {"options": with_keys(question["options"], "answer")}


def _move(verb: str, rows: list[Field], at: int) -> None:
    to = {"up": at - 1, "down": at + 1}.get(verb)
    if at >= len(rows):
        return
    if verb == "drop":
        del rows[at]
    elif to is not None and 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
